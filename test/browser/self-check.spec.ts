import {
  explain,
  type Explanation,
  type Letter,
  readFacts,
  compileStandard,
  createRelease,
  FactDictionary,
} from '@tidu/criteria';
import fs from 'node:fs';
import type { Download } from 'playwright-core';
import { address, choose, listen, panel, type } from './self-check-page';
import {
  accessibilityFaults,
  describeWithBrowser,
  type Desk,
  holds,
  keepPaper,
  keepPicture,
  openDesk,
  openPage,
  overflow,
  settled,
  visit,
} from './support';

jest.setTimeout(240_000);

describeWithBrowser('企业自测的每一条路', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  it('says what is wrong beside the field, keeps what was typed, and counts it as missing', async () => {
    const { page, faults, close } = await openPage(desk, { width: 390, height: 844 });
    await visit(page, address);
    await page.locator('#questions').waitFor();
    await type(page, 'revenue', '一千二百万');
    expect(await page.locator('.number-field__problem').count()).toBe(0); // nobody is interrupted
    await page.keyboard.press('Tab');
    expect(await page.locator('#q-revenue-note').textContent()).toMatch(/请只写数字.*单位已在上方选为万元/);
    expect(await page.locator('#q-revenue').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('#q-revenue').inputValue()).toBe('一千二百万');
    expect(await panel(page).textContent()).toMatch(/1 个数没有读懂/);
    await page.locator('.result-panel__refused a').click();
    expect(await page.evaluate('document.activeElement.id')).toBe('q-revenue');
    await type(page, 'revenue', '12,345.67');
    expect(await page.locator('#q-revenue-note').textContent()).toBe('即 12,345.67万元');
    await type(page, 'totalLiabilities', '55');
    // another unit: the amounts stay, the digits change
    await page.locator('input[name="unit"][value="元"]').check({ force: true });
    expect(await page.locator('#q-revenue').inputValue()).toBe('123456700');
    expect(await page.locator('#q-revenue-note').textContent()).toBe('即 12,345.67万元');
    // another title: the answers to the same questions stay
    await page.locator('input[name="title"][value="techSme"], input[name="title"][value="specializedSme"]').first().check({ force: true }); // prettier-ignore
    await holds(page, `document.querySelector('#q-revenue')?.value === '123456700'`);
    expect(await overflow(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'self-check-errors-390');
    expect(faults).toEqual([]);
    await close();
  });

  it('prints a sheet with all answers, marked as no recognition, and nothing else', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, address);
    await page.locator('#questions').waitFor();
    await type(page, 'revenue', '10000');
    await type(page, 'rdExpense', '200');
    await choose(page, 'strategicEmerging', 'true');
    await choose(page, 'titleHighTech', '?');
    expect(await page.locator('.letter').isVisible()).toBe(false);
    const asked = listen(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.letter').isVisible()).toBe(true);
    for (const part of ['.questions', '.chooser', '.result-panel', '.score-card', '.portal__bar'])
      expect([part, await page.locator(part).isVisible()]).toEqual([part, false]);
    const sheet = await page.locator('.letter').textContent();
    for (const words of [
      '自测结果说明',
      '预评估，非认定',
      '贵企业：',
      '工信部企业〔2022〕63号 附件1',
      '1亿元',
      '200万元',
      '企业自填',
      '2026-06-01',
    ])
      expect(sheet).toContain(words);
    expect(sheet).toMatch(/标准校验值[0-9a-f]{64}/);
    await keepPicture(page, 'self-check-print');
    const paper = await page.pdf({ format: 'A4' });
    expect(paper.length).toBeGreaterThan(20_000);
    keepPaper(paper, 'self-check.pdf');
    await page.emulateMedia({ media: 'screen' });

    // the same words as a file and as data, made in the page
    const take = async (name: RegExp): Promise<Download> => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
      return download;
    };
    const html = fs.readFileSync(await (await take(/HTML/)).path(), 'utf8');
    const file = await take(/JSON/);
    expect(file.suggestedFilename()).toBe('贵企业_miit-2022-63-innovative_2026-06-01.json');
    const data = JSON.parse(fs.readFileSync(await file.path(), 'utf8')) as { letter: Letter; explanation: Explanation };
    expect(data.letter.values).toContainEqual({ label: '研发费用(上年度)', value: '200万元', source: '企业自填' });
    for (const { label, value } of data.letter.values) {
      expect(html).toContain(`<dt>${label}</dt><dd><strong>${value}</strong>`);
      expect(sheet).toContain(`${label}${value}`);
    }
    // the card on the page names the same values
    const card = await page.locator('.score-card').textContent();
    for (const { findings, values } of data.letter.clauses)
      for (const text of [
        ...values.map(({ value }) => value),
        ...findings.flatMap(({ found, near }) => [near, found?.startsWith('现为') ? found : null]),
      ])
        // prettier-ignore
        if (text) expect(card).toContain(text);
    expect(asked).toEqual([]);
    expect(faults).toEqual([]);

    // and what the page found is what anybody finds with the same release and the same facts
    const release = (await (await fetch(`${desk.url}/api/open/standards/miit-2022-63-innovative`)).json()) as {
      document: never;
      facts: Record<string, string>[];
    };
    const dictionary = FactDictionary.fromRows(release.facts);
    const facts = readFacts('{"revenue":100000000,"rdExpense":2000000,"strategicEmerging":true}', dictionary);
    const evaluator = compileStandard(createRelease(release.document), dictionary);
    expect(data.explanation).toEqual(explain(evaluator, facts, { purpose: 'application', date: '2026-06-01' }));
    await close();
  });

  it('lists the cheapest ways, and taking one passes', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, address);
    await page.locator('#questions').waitFor();
    await page.waitForLoadState('networkidle');
    const asked = listen(page);
    expect(await page.locator('.advice').count()).toBe(1); // on the sheet only: nothing is answered yet
    const no = ['abnormalOperation', 'seriousDishonesty', 'prohibitedProduct', 'majorIncident3y', 'titleHighTech', 'titleInnovationDemo', 'titleIpAdvantage', 'awardProvincialOrNational3y']; // prettier-ignore
    for (const code of no) await choose(page, code, 'false');
    for (const code of ['registeredInChina', 'strategicEmerging']) await choose(page, code, 'true');
    await choose(page, 'enterpriseSize', 'small');
    await choose(page, 'rdInstitutionLevel', 'none');
    const figures = { equityFinancing3y: '0', ipClass1HighValue: '0', ipClass1SelfDeveloped: '0', ipClass1: '1', ipClass2: '0', rdExpense: '199', revenue: '10000', mainRevenue: '6000', mainRevenueY1: '5700', totalLiabilities: '7000', totalAssets: '10000' }; // prettier-ignore
    for (const [code, text] of Object.entries(figures)) await type(page, code, text);
    expect(await panel(page).textContent()).toMatch(/不满足.*55 分/s);
    const steps = page.locator('.self-check__result .advice');
    await steps.locator('.advice__way').first().waitFor();
    const texts = await steps.locator('.advice__way').allTextContents();
    expect(texts.length).toBeLessThanOrEqual(5);
    expect(texts.join('\n')).toContain('研发费用再增加 1万元（从 199万元 到 200万元）');
    await keepPicture(page, 'self-check-advice-1440');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.print-only').innerText()).toContain('再增加 1万元');
    await page.emulateMedia({ media: 'screen' });
    await type(page, 'rdExpense', '200');
    expect(await panel(page).textContent()).toMatch(/满足.*60 分/s);
    await holds(page, `document.querySelector('.self-check__result .advice').textContent.includes('无需再做')`);
    expect(asked).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('asks which town where several fit, and says why where none does', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/portal/self-check?title=specializedSme&purpose=renewal&day=2020-01-01');
    expect(await page.getByRole('alert').textContent()).toMatch(/复核自 2022-08-01 起施行/);
    await page.locator('#day').fill('2026-3');
    await page.keyboard.press('Tab');
    expect(await page.locator('#day-note').textContent()).toContain('2026-06-01');
    await page.locator('#day').fill('2026-03-31');
    await page.locator('input[name="standard"][value="miit-2022-63-specialized"]').check({ force: true });
    await page.getByText('适用：').waitFor();
    expect(await page.locator('.chooser__found').textContent()).toContain('2022 年');
    await page.locator('#day').fill('2026-04-01');
    await holds(page, `document.querySelector('.chooser__found')?.textContent.includes('〔2026〕2号')`);
    await page.locator('input[name="title"][value="hiddenChampion"]').check({ force: true });
    const towns = page.locator('input[name="standard"]');
    if ((await towns.count()) > 1) {
      expect(await page.locator('#questions').count()).toBe(0); // nothing is guessed
      await page.getByLabel(/洛阳/).first().check({ force: true });
    }
    await page.locator('#questions').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('warns before the answers are lost, and a reload loses them', async () => {
    const { page, close } = await openPage(desk);
    await visit(page, address);
    await page.locator('#questions').waitFor();
    await type(page, 'revenue', '10000');
    let warned = '';
    page.on('dialog', (dialog) => {
      warned = dialog.type();
      void dialog.accept();
    });
    await page.reload();
    await settled(page);
    await page.locator('#questions').waitFor();
    expect(warned).toBe('beforeunload');
    expect(await page.locator('#q-revenue').inputValue()).toBe('');
    // the router remembers how far a page was scrolled, and nothing of what stood in it
    const kept = await page.evaluate<string>('JSON.stringify([localStorage, sessionStorage, document.cookie])');
    expect(kept).not.toMatch(/10000|revenue|营业收入/);
    await close();
  });

  it('fits a phone and twice the size, and stands still for who asks for it', async () => {
    // 200 % on a laptop: half as many pixels of the page
    for (const [width, height] of [
      [390, 844],
      [720, 450],
    ] as const) {
      const { page, faults, close } = await openPage(desk, { width, height });
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await visit(page, address);
      await page.locator('#questions').waitFor();
      expect(await overflow(page)).toBe(0);
      expect(await page.locator('.result-bar').isVisible()).toBe(true);
      await page.getByRole('link', { name: '看结果' }).click();
      expect(await page.locator('#now').isVisible()).toBe(true);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(faults).toEqual([]);
      await close();
    }
  });

  it('a caseworker takes the letter of a card: the same words on the page, in the file and on paper', async () => {
    const { page, faults, close } = await openPage(desk);
    const { items } = (await (await desk.ask(`/api/console/enterprises?limit=1`)).json()) as {
      items: { id: string; name: string }[];
    };
    const [enterprise] = items;
    await visit(page, `/console/enterprises/${enterprise?.id ?? ''}`);
    await page.getByRole('link', { name: /写成给企业的说明信/ }).click();
    await page.locator('.letter').waitFor();
    const letter = await page.locator('.letter').innerText();
    expect(letter).toContain(`${enterprise?.name ?? ''}：`);
    expect(letter).toContain('预评估，非认定');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /HTML/ }).click(),
    ]);
    const html = fs.readFileSync(await download.path(), 'utf8');
    await keepPicture(page, 'letter-1440');
    expect(await accessibilityFaults(page)).toEqual([]);
    // opened from the disk, in a page that knows nothing of us
    const elsewhere = await desk.browser.newPage();
    await elsewhere.setContent(html);
    expect((await elsewhere.locator('.letter').innerText()).replace(/\s+/g, '')).toBe(letter.replace(/\s+/g, ''));
    await elsewhere.close();
    expect(faults).toEqual([]);
    await close();
  });
});
