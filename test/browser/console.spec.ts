import type { Advice } from '@tidu/criteria';
import { makeCreditCode } from '@tidu/kernel';
import { read, utils } from '@e965/xlsx';
import fs from 'node:fs';
import type { Page } from 'playwright-core';
import {
  describeWithBrowser,
  type Desk,
  holds,
  keepPicture,
  openDesk,
  openPage,
  overflow,
  settled,
  visit,
} from './support';

jest.setTimeout(240_000);

/** Forty characters, one of them beyond the basic plane (two UTF-16 units). */
const longName = `洛阳测试𠮷${'高端精密农业机械装备智能制造研究'.repeat(2)}有限公司`.slice(0, 41);

/** A figures file with one slip and one header nobody knows; `slip` decides whether the slip is still in. */
function figuresFile(slip: boolean): { name: string; mimeType: string; buffer: Buffer } {
  const codes = ['300', '301', '302'].map((tail) =>
    makeCreditCode({ region: '410305', organisation: `MA9WEB${tail.slice(1)}` }),
  );
  const lines = [
    '统一社会信用代码,企业名称,年份,营业收入(万元),研发投入合计(万元),备注',
    `${codes[0]},洛阳测试轴承有限公司,2025,"12,345.67",400,`,
    `${codes[1]},洛阳测试铜材有限公司,2025,${slip ? '一千' : '1000'},N/A,`,
    `${codes[2]},${longName},2025,8000.5,—,`,
  ];
  return { name: '2025年度数据.csv', mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\r\n')}\r\n`) };
}

const tally = (page: Page, label: string) => page.locator('.tallies div').filter({ hasText: label }).locator('dd');

describeWithBrowser('经办人的浏览器', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  it('goes from the search to an enterprise and understands its card', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/');
    expect(new URL(page.url()).pathname).toBe('/console');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('轴承');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=/);
    await settled(page);
    await holds(
      page,
      `(([...links]) => links.length > 1 && links.every((link) => link.textContent.includes('轴承')))(document.querySelectorAll('tbody .row-link'))`,
    );
    expect(await page.title()).toBe('企业 · 梯度');

    // by keyboard alone: ↓ into the list, ↓ to the second, Enter
    await page.locator('main input[type="search"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const second = await page.locator('tbody .row-link').nth(1).textContent();
    expect(await page.evaluate('document.activeElement.textContent')).toBe(second);
    await page.keyboard.press('Enter');
    await page.waitForURL(/enterprises\/[0-9a-f-]{36}/);
    // the address changes before the page does
    await page.locator('h1', { hasText: second ?? '' }).waitFor();
    await settled(page);

    await page.getByRole('button', { name: /创新型中小企业评价标准/ }).click();
    const card = page.getByRole('article', { name: /创新型/ });
    await card.waitFor();
    expect(await card.textContent()).toContain('预评估，非认定');
    expect(await card.locator('.score-card__points').textContent()).toMatch(/^\d+(\.\d+)?(–\d+(\.\d+)?)? 分 满分 100/);
    const clause = card.locator('#clause-rd-ratio');
    expect(await clause.locator('.clause__article').textContent()).toContain('附件1');
    expect(await clause.locator('.stairs__step').count()).toBe(5);
    expect(await clause.locator('.stairs__step--here, .stairs__step--open').count()).toBeGreaterThan(0);
    expect(await clause.locator('.clause__points').textContent()).toMatch(/分 \/ 20/);
    await keepPicture(page, 'journey-card');
    expect(faults).toEqual([]);
    await close();
  });

  it('finds the cheapest ways of an enterprise to a standard, and until a day', async () => {
    const { page, faults, close } = await openPage(desk);
    const standard = 'miit-2022-63-innovative';
    const ask = async (id: string, more = '') => {
      const answer = await fetch(`${desk.url}/api/console/enterprises/${id}/advice?standardId=${standard}${more}`);
      return (await answer.json()) as { sheetAsOf: string; advice: Advice };
    };
    const list = await fetch(`${desk.url}/api/console/enterprises?limit=40`);
    const { items } = (await list.json()) as { items: { id: string; name: string }[] };
    let found: { id: string; name: string; sheetAsOf: string; advice: Advice } | undefined;
    for (const one of items) {
      const answer = await ask(one.id);
      if (answer.advice.alternatives.length > 1) found = { ...one, ...answer };
      if (found) break;
    }
    if (!found) throw new Error('nobody of the demo district is short of anything');

    await visit(page, `/console/enterprises/${found.id}`);
    await page.getByRole('button', { name: /创新型中小企业评价标准/ }).click();
    await page.getByRole('article', { name: /创新型/ }).waitFor();
    await page.getByRole('link', { name: /差一步清单/ }).click();
    await page.locator('.advice__ways').first().waitFor();
    expect(new URL(page.url()).searchParams.get('standard')).toBe(standard);
    expect(await page.locator('main').textContent()).toContain(found.name);
    expect(await page.locator('.advice-ground').textContent()).toContain('预评估，非认定');
    const ways = page.locator('.advice__ways').first().locator('> li');
    expect(await ways.count()).toBe(found.advice.alternatives.length);
    expect(found.advice.alternatives.length).toBeLessThanOrEqual(5);
    const shown = await page.locator('.advice').innerText();
    for (const { steps } of found.advice.alternatives) for (const { text } of steps) expect(shown).toContain(text);
    await keepPicture(page, 'advice-ways-1440');

    // until a day: what cannot move by then is left out and said
    const day = page.getByLabel('最迟哪天达到');
    await day.fill(found.sheetAsOf.slice(0, 6));
    expect(await page.locator('.field__error').textContent()).toContain('2027-06-30');
    const { advice } = await ask(found.id, `&deadline=${found.sheetAsOf}`);
    await day.fill(found.sheetAsOf);
    await page.getByText(`${advice.text}。`).waitFor();
    for (const { text } of advice.held) expect(await page.locator('.advice').innerText()).toContain(text);
    await day.fill('2020-01-01');
    await page.getByText(/截止日 2020-01-01 早于评价日/).waitFor();
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
    await close();
  });

  it('keeps filters in the address and comes back by it', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/enterprises');
    await page.locator('main input[type="search"]').pressSequentially('轴承有限', { delay: 120 });
    await page.waitForURL((address) => address.searchParams.get('q') === '轴承有限');
    expect(await page.locator('main input[type="search"]').inputValue()).toBe('轴承有限');
    expect(await page.evaluate('document.activeElement.type')).toBe('search');
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.waitForURL((address) => address.search === '');
    expect(await page.locator('main input[type="search"]').inputValue()).toBe('');
    await visit(page, '/console/enterprises?ownership=stateOwned');
    const first = await page.locator('tbody .row-link').first().textContent();
    expect(await page.locator('tbody tr').first().textContent()).toContain('国有');
    await page.getByRole('button', { name: '下一页' }).click();
    await page.waitForURL(/after=/);
    await holds(page, `document.querySelector('tbody .row-link')?.textContent !== ${JSON.stringify(first)}`);
    expect(await page.locator('.pager').textContent()).toMatch(/第 51–\d+ 家/);
    await page.goBack();
    await holds(page, `document.querySelector('tbody .row-link')?.textContent === ${JSON.stringify(first)}`);
    await page.getByRole('button', { name: /企业名称/ }).click();
    await page.waitForURL(/sort=name/);
    expect(await page.locator('th[aria-sort="ascending"]').textContent()).toContain('企业名称');
    expect(faults).toEqual([]);
    await close();
  });

  it('tries an import, mends it, takes it in, scores, ranks and takes the workbook away', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/imports');
    await page.locator('#import-file').setInputFiles(figuresFile(true));
    await page.getByRole('button', { name: '试导入（不写入）' }).click();
    await page.getByRole('heading', { name: /试导入结果/ }).waitFor();
    expect(await tally(page, '拒绝').textContent()).toBe('1');
    const slip = page.locator('.import-problems tbody tr', { hasText: '一千' });
    expect(await slip.textContent()).toMatch(/^3营业收入/);
    await keepPicture(page, 'journey-import-problems');

    // the header nobody knew gets its meaning by hand
    await page.getByRole('combobox', { name: '“研发投入合计(万元)”对应什么' }).click();
    await page.keyboard.type('研发费用(上年度)');
    await page.keyboard.press('Enter');
    const before = page.url();
    await page.getByRole('button', { name: '按新的对应再试导入' }).click();
    await holds(page, `location.href !== ${JSON.stringify(before)}`);
    await page.getByRole('heading', { name: /试导入结果/ }).waitFor();
    await page.getByText(/认出 5 列/).waitFor();

    // the mended file: every row good now
    await page.locator('#import-file').setInputFiles(figuresFile(false));
    await page.getByRole('button', { name: '试导入（不写入）' }).click();
    await page.getByText('所有行都合格。').waitFor();
    expect(await tally(page, '新建企业').textContent()).toBe('3');
    await page.getByRole('button', { name: '正式导入 3 行' }).click();
    await page.getByText('已写入登记簿。').waitFor();
    await visit(page, '/console/enterprises?q=洛阳测试');
    expect(await page.locator('tbody tr').count()).toBe(3);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.locator('tbody').textContent()).toContain(longName);
    expect(await overflow(page)).toBe(0);
    await page.getByRole('link', { name: longName }).click();
    await page.locator('h1', { hasText: '𠮷' }).waitFor();
    await settled(page);
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize({ width: 1440, height: 900 });

    await visit(page, '/console/scoring');
    await page.getByLabel('创新型中小企业评价标准').check();
    await page.getByRole('button', { name: '开始预评估' }).click();
    await page.getByText('预评估已完成').waitFor({ timeout: 60_000 });
    await page.locator('tbody tr', { hasText: '创新型' }).first().getByRole('link', { name: '生成排名' }).click();
    await page.waitForURL(/rankings\?run=/);
    await page.getByLabel('名称', { exact: true }).fill('创新型企业排名（浏览器）');
    await page.getByRole('button', { name: '生成排名' }).click();
    await page.waitForURL(/rankings\/[0-9a-f-]{36}/, { timeout: 60_000 });
    await page.locator('.distribution__chart svg').waitFor();
    await page.getByText('表', { exact: true }).click();
    await page.getByRole('table', { name: '得分分布' }).waitFor();
    await page.getByText('图', { exact: true }).click();
    await keepPicture(page, 'journey-ranking');

    await page.getByRole('button', { name: '生成 XLSX 文件' }).click();
    const link = page.getByRole('link', { name: '下载文件' });
    await link.waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    const book = read(fs.readFileSync(await download.path()));
    const sheets = book.SheetNames.map((name) => book.Sheets[name]);
    const total = await page.locator('#definition + dl').textContent();
    const rows = utils.sheet_to_json<unknown[]>(sheets[0] ?? {}, { header: 1 });
    expect(total).toContain(`${(rows.length - 1).toLocaleString('en-US')} 家`);
    expect(JSON.stringify(utils.sheet_to_json(sheets[1] ?? {}, { header: 1 }))).toContain('预评估，非认定');
    expect(faults).toEqual([]);
    await close();
  });

  it('renames an enterprise from a day on, reads it as of the day before, and is told who was faster', async () => {
    const { page, faults, close } = await openPage(desk);
    const list = (await (await fetch(`${desk.url}/api/console/enterprises?limit=1&q=精密`)).json()) as {
      items: { id: string; name: string }[];
    };
    const { id = '', name = '' } = list.items[0] ?? {};
    await visit(page, `/console/enterprises/${id}?tab=identity`);
    await page.getByRole('button', { name: '更名' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: '保存新名称' }).click();
    await drawer.getByText('请写明原因，至少两个字').waitFor();
    await drawer.getByLabel('新名称（必填）').fill('洛阳更名试验有限公司');
    await drawer.getByLabel('自哪天起（必填）').fill('2024-07-01');
    await drawer.getByLabel('原因（必填）').fill('登记机关核准更名');
    await drawer.getByRole('button', { name: '保存新名称' }).click();
    await page.locator('h1', { hasText: '洛阳更名试验有限公司' }).waitFor();
    expect(await page.getByRole('region', { name: '曾用名与简称' }).last().textContent()).toContain(name);

    await page.getByLabel('看哪天的').fill('2024-06-30');
    await page.getByRole('button', { name: '查看' }).click();
    await page.locator('h1', { hasText: name }).waitFor();
    expect(await page.getByRole('button', { name: '更名' }).count()).toBe(0);
    await page.getByRole('link', { name: '回到今天' }).click();
    await page.locator('h1', { hasText: '洛阳更名试验有限公司' }).waitFor();
    await page.getByRole('link', { name: '变更记录' }).click();
    await page.getByText('登记机关核准更名').waitFor();

    // somebody else is faster: what was typed stays, who it was is said, and the next try goes through
    await page.getByRole('link', { name: '登记事项' }).click();
    await page.getByRole('button', { name: '修改' }).click();
    await page.getByLabel('法定代表人').fill('王建国');
    const { version } = (await (await fetch(`${desk.url}/api/console/enterprises/${id}`)).json()) as {
      version: number;
    };
    await fetch(`${desk.url}/api/console/enterprises/${id}`, {
      ...{ method: 'PATCH', headers: { 'content-type': 'application/json', 'if-match': String(version) } },
      body: JSON.stringify({ values: { officerName: '张科长' }, reason: '换了责任人' }),
    });
    await page.getByLabel('更正：原来就记错了').check();
    await page.getByLabel('原因（必填）').fill('核对营业执照');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    expect(await page.getByRole('alert').textContent()).toContain('本机经办人');
    await page.getByText('责任人 张科长').waitFor();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.locator('.identity', { hasText: '王建国' }).waitFor();
    expect(faults.filter((fault) => !fault.includes('409'))).toEqual([]);
    await close();
  });

  it('says what is wrong in words, with code and request number beside', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/enterprises/01900000-0000-7000-8000-000000000000');
    const alert = page.getByRole('alert');
    expect(await alert.textContent()).toMatch(/没有.*ENTERPRISES\.[A-Z_]+ · 请求号/s);
    await visit(page, '/console/enterprises?q=没有这样的企业名称');
    expect(await page.locator('.state--empty').textContent()).toContain('没有符合条件的企业');
    await visit(page, '/console/no/such/page');
    expect(await page.locator('h1').textContent()).toBe('没有这个页面');
    await page.route('**/api/console/standards', (route) => route.abort());
    await page.goto('/console/scoring');
    await page.getByText('连不上服务器').first().waitFor();
    // what the browser itself notes of the refusals is expected, nothing else is
    expect(faults.filter((fault) => !fault.startsWith('Failed to load resource'))).toEqual([]);
    await close();
  });

  it('loads within its weight: at most 450 kB compressed before the first page stands', async () => {
    const { page, close } = await openPage(desk);
    const loads: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (!request.url().includes('/api/'))
        loads.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await visit(page, '/console');
    const weight = (await Promise.all(loads)).reduce((sum, size) => sum + size, 0);
    process.stdout.write(`首屏（压缩后）：${Math.round(weight / 1024)} kB，${loads.length} 个文件\n`);
    expect(weight).toBeGreaterThan(50_000);
    expect(weight).toBeLessThanOrEqual(450 * 1024);
    await close();
  });
});
