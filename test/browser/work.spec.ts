import { makeCreditCode } from '@tidu/kernel';
import fs from 'node:fs';
import type { Page } from 'playwright-core';
import { nextVersion } from '../../libs/scoring/src/testing/standards';
import { makeQuality, read, work } from './figures-desk';
import {
  accessibilityFaults,
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

/** What the pager says there is: `第 1–50 家，共 1,192 家`. */
async function listed(page: Page): Promise<number> {
  await settled(page);
  if ((await page.locator('.state--empty').count()) > 0) return 0;
  const text = (await page.locator('.pager').textContent()) ?? '';
  return Number(/共 ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
}

const number = (text: string | null) => Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''));

describeWithBrowser('经办人的工作', () => {
  let desk: Desk;
  let enterprise: string;
  beforeAll(async () => {
    desk = await openDesk();
    const { items } = await read<{ items: { id: string }[] }>(desk, 'enterprises?limit=1&q=轴承');
    enterprise = items[0]?.id ?? '';
    await makeQuality(desk, enterprise);
    for (const year of [2024, 2025]) await work(desk, 'segment-runs', { year });
  });
  afterAll(() => desk.close());

  it('finds enterprises, pages and standards under Ctrl K by the keyboard alone', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, `/console/enterprises/${enterprise}`);
    const name = (await page.locator('h1').textContent()) ?? '';
    await visit(page, '/console');
    await page.keyboard.press('Control+k');
    const box = page.getByRole('combobox', { name: /^搜索企业、任务、消息、页面、标准/ });
    const options = page.getByRole('listbox', { name: '搜索建议' }).getByRole('option');
    const at = () => page.getByRole('option', { selected: true }).textContent();
    // where one was stands first
    expect(await options.first().textContent()).toContain(name);
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.keyboard.type('ypg');
    await options.getByText('预评估', { exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await at()).toBe('预评估');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/scoring');

    await page.keyboard.press('Control+k');
    await page.keyboard.type('63号');
    await options.getByText('创新型中小企业评价标准', { exact: false }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'hidden' });
    expect(await box.inputValue()).toBe('63号');

    // initials of the second enterprise of the list; what is chosen stays chosen while the answer arrives
    await box.fill('tzzc');
    await page.getByText('正在查找企业').waitFor({ state: 'hidden' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const second = (await page.getByRole('option', { selected: true }).locator('span').first().textContent()) ?? '';
    await page.keyboard.press('Enter');
    await page.waitForURL(/enterprises\/[0-9a-f-]{36}/);
    await page.locator('h1', { hasText: second }).waitFor();

    // a whole code leads to its enterprise at once
    const { items } = await read<{ items: { creditCode: string; name: string }[] }>(desk, 'enterprises?limit=1&q=阀门');
    await page.keyboard.press('Control+k');
    await page.keyboard.type(items[0]?.creditCode ?? '');
    await options.getByText(items[0]?.name ?? '', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: items[0]?.name ?? '' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('opens behind every number of the first page and of the segments the list that makes it', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console');
    const follow = async (links: string, numberOf: (text: string | null) => number) => {
      const found = page.locator(links);
      await found.first().waitFor();
      await holds(page, `![...document.querySelectorAll('.tasks b')].some((b) => b.textContent === '…')`);
      const wanted: { href: string; shown: number }[] = [];
      for (const one of await found.all())
        wanted.push({ href: (await one.getAttribute('href')) ?? '', shown: numberOf(await one.textContent()) });
      expect(wanted.length).toBeGreaterThan(3);
      for (const { href, shown } of wanted.slice(0, 12)) {
        await page.goto(href);
        expect([href, await listed(page)]).toEqual([href, shown]);
      }
    };
    // 未知 opens the list too, which is empty
    await follow('.indicator a', (text) => number(text?.replace('未知', '0') ?? null));
    await visit(page, '/console');
    // where nobody has looked yet the number is unknown, and the list empty
    await follow('.tasks a:not([href="/console/standards"])', (text) => number(text?.replace('未知', '0') ?? null));
    await visit(page, '/console');
    await follow('.outcome-bar__words a', (text) => number(text));
    await visit(page, '/console/segments');
    await page.locator('.movement td a').first().waitFor();
    await follow('.segments__table a', (text) => number(text));
    expect(faults).toEqual([]);
    await close();
  });

  it('decides a conflict of sources, explains a flag, judges what waits', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/quality/conflicts');
    const conflict = page.locator('.work-list > li').first();
    const open = await listed(page);
    await conflict.getByRole('button', { name: '核定以谁为准' }).click();
    await conflict.getByRole('radio').first().check();
    await conflict.getByLabel(/理由/).fill('核对了企业所得税申报表');
    await conflict.locator('button[type=submit]').click();
    await page.getByText(`共 ${open - 1} 处`).waitFor();
    await page.getByRole('combobox', { name: '状态' }).click();
    await page.locator('.ant-select-item-option').getByText('已处理', { exact: true }).click();
    await page.getByText(/核对了企业所得税申报表/).waitFor();

    await page.getByRole('link', { name: '数据疑点' }).click();
    await page.locator('.work-list > li').first().waitFor();
    await page.getByRole('link', { name: '等待判断' }).click();
    await page.waitForURL(/waiting/);
    const waiting = page.locator('.work-list > li').first();
    await waiting.getByRole('button', { name: '判断' }).first().click();
    await waiting.getByRole('radio').first().check();
    await waiting.getByLabel('理由').fill('看过检测报告');
    await waiting.getByLabel('依据').fill('走访记录');
    await waiting.getByRole('button', { name: '记录判断' }).click();
    await page
      .getByText(/判断，下次评价生效/)
      .first()
      .waitFor();
    await keepPicture(page, 'journey-waiting');
    expect(await overflow(page)).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it('goes from a flag to the very figure, puts it right, and comes back to the list as it was', async () => {
    const { items } = await read<{ items: { id: string; name: string }[] }>(desk, 'enterprises?limit=8');
    const { id = '', name = '' } = items[7] ?? {};
    await makeQuality(desk, id);
    const { page, faults, close } = await openPage(desk);
    const list = '/console/quality/flags?check=slip-sources&source=tax';
    await visit(page, list);
    const item = page.locator('.work-list > li', { hasText: name });
    expect(await item.textContent()).toMatch(/各来源之间单位可能写错.*资产总额.*核对金额单位是元还是万元/);
    await item.getByRole('link', { name: /^更正税务部门/ }).click();
    await page.waitForURL(/entry=\d{4}-tax/);
    await holds(page, `document.activeElement?.id === 'entry-totalAssets'`);
    const { items: sets } = await read<{
      items: { year: number; source: string; values: { code: string; value: string }[] }[];
    }>(desk, `enterprises/${id}/figures`);
    const year = Number(/entry=(\d{4})/.exec(page.url())?.[1]);
    const told = sets.find((set) => set.year === year && set.source !== 'tax');
    const right = told?.values.find(({ code }) => code === 'totalAssets')?.value ?? '';
    await page.locator('.entry-form label').getByText('元', { exact: true }).click();
    await page.getByLabel('资产总额', { exact: true }).fill(right);
    await page.getByLabel('依据的文件').fill('更正后的申报表');
    await page.getByLabel('更正的理由').fill('单位写成了万元');
    await page.getByRole('button', { name: /^提交，成为第/ }).click();
    await page.getByRole('status').getByRole('link', { name: '回到数据疑点清单' }).click();
    await settled(page);
    expect(page.url()).toBe(`${desk.url}${list}`);
    await holds(page, `!document.querySelector('main').textContent.includes('${name}')`);

    // one that is no mistake is explained, and looked at again when somebody doubts it
    await visit(page, `/console/quality/flags?check=main-revenue&q=${encodeURIComponent(name)}`);
    await page.getByRole('button', { name: '没有错，说明缘由' }).click();
    await page.getByLabel('为什么没有错').fill('含内部结算收入');
    await page.getByRole('button', { name: '保存说明' }).click();
    await page.getByText('没有这样的疑点').waitFor();
    await visit(page, `/console/quality/flags?state=explained&q=${encodeURIComponent(name)}`);
    await page.getByText('含内部结算收入').waitFor();
    await page.getByRole('button', { name: '收回说明，重新核对' }).click();
    await page.getByText('没有这样的疑点').waitFor();
    expect(await overflow(page)).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it('takes an import with bad rows back out: fix file with exactly those, then the whole import undone', async () => {
    const { page, faults, close } = await openPage(desk);
    const code = (n: number) => makeCreditCode({ region: '410305', organisation: `MA9UND0${n}` });
    const lines = [
      '统一社会信用代码,企业名称,年份,营业收入(万元)',
      `${code(1)},洛阳撤销一号有限公司,2025,100`,
      `${code(2)},洛阳撤销二号有限公司,2025,一百`,
      `${code(3)},洛阳撤销三号有限公司,2025,300`,
    ];
    await visit(page, '/console/imports');
    const choose = (text: string) =>
      page.locator('#import-file').setInputFiles({ name: '乱表.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await choose(`${lines.join('\r\n')}\r\n`);
    await page.getByRole('button', { name: '试导入（不写入）' }).click();
    await page.getByRole('heading', { name: /试导入结果/ }).waitFor();
    await page.getByRole('button', { name: '正式导入 2 行' }).click();
    await page.getByText('已写入登记簿。').waitFor();
    const fix = page.getByRole('link', { name: '下载修正文件' });
    await fix.waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), fix.click()]);
    const text = fs.readFileSync(await download.path(), 'utf8');
    expect([text.includes('撤销二号'), text.includes('撤销一号'), text.includes('撤销三号')]).toEqual([
      true,
      false,
      false,
    ]);
    await visit(page, '/console/enterprises?q=洛阳撤销');
    expect(await listed(page)).toBe(2);

    await page.goBack();
    await page.getByRole('button', { name: '撤销这次导入…' }).click();
    await page.getByLabel('撤销的理由').fill('导错了文件');
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await page.getByRole('heading', { name: '这次导入已撤销' }).waitFor({ timeout: 60_000 });
    await visit(page, '/console/enterprises?q=洛阳撤销');
    expect(await listed(page)).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it('checks a broken standard line by line, publishes the mended one, and puts it to use', async () => {
    const { page, faults, close } = await openPage(desk);
    const id = 'luoyang-2019-58-hidden-champion';
    const next = nextVersion(id);
    const files = page.getByLabel('标准与用例的 YAML 文件');
    const file = (name: string, text: string) => ({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) });
    await visit(page, '/console/standards');
    await files.setInputFiles([file('图片.png', 'x')]);
    await page.getByText('“图片.png”不是 YAML 文件').waitFor();
    await files.setInputFiles([
      file(next.file, next.standard.replace('4000万', '四千万')),
      file(next.casesFile, next.cases),
    ]);
    await page.getByText('还不能发布：1 处问题').waitFor();
    expect(await page.locator('.problem-lines').textContent()).toMatch(/第 \d+ 行.*“四千万”不合这里的单位/);
    // cases that the new threshold breaks are named, the clause in words
    await files.setInputFiles([
      file(next.file, next.standard),
      file(next.casesFile, next.cases.replaceAll('4000万', '3000万')),
    ]);
    await page.getByRole('heading', { name: '没有通过的用例' }).waitFor();
    expect(await page.locator('.problem-lines__fault').allTextContents()).toContainEqual(
      expect.stringMatching(/^营业收入.*应为 满足，实为 不满足/),
    );
    await files.setInputFiles([file(next.file, next.standard), file(next.casesFile, next.cases)]);
    await page.getByRole('button', { name: '发布第 2 版' }).click();
    await page.getByRole('link', { name: '去核对并启用' }).click();
    await page.waitForURL(/version=2/);
    await page.getByRole('link', { name: '与第 2 版比较' }).click();
    await page.getByRole('heading', { name: '第 1 版 → 第 2 版' }).waitFor();

    await page.getByRole('button', { name: '启用第 2 版…' }).click();
    await page.getByLabel('自哪天起').fill('2020-01-01');
    await page.getByText(/不能早于今天/).waitFor();
    expect(await page.getByRole('button', { name: '确认启用第 2 版' }).isDisabled()).toBe(true);
    await page.getByLabel('自哪天起').fill('');
    // who published may not put it to use: what to do is said, and nothing has changed
    const refusal = {
      ...{
        type: 'about:blank',
        title: '没有权限',
        status: 403,
        code: 'SCORING.SAME_PERSON',
        requestId: 'r',
        errors: [],
      },
      detail: '这个版本是您发布的，启用须由另一位经办人复核后进行（双人复核）。',
    };
    await page.route('**/activations', (route) =>
      route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify(refusal) }),
    );
    await page.getByRole('button', { name: '确认启用第 2 版' }).click();
    await page.getByText('请把这个地址发给另一位经办人').waitFor();
    expect(await page.locator('.activate__colleague').textContent()).toContain('version=2');
    await keepPicture(page, 'journey-same-person');
    await page.unroute('**/activations');
    await page.getByRole('button', { name: '确认启用第 2 版' }).click();
    await page.locator('.page-head .release-state', { hasText: '在用' }).waitFor();
    expect(faults.filter((fault) => !fault.includes('403'))).toEqual([]);
    await close();
  });

  it('opens each cell of a rehearsal, those that stay among them, and takes exactly that list away', async () => {
    const standardId = 'miit-2022-63-innovative';
    const overlay = `extends: ${standardId}\noverrides:\n  total: { atLeast: 70 }\n`;
    await work(desk, 'rehearsals', { year: 2025, standardId, against: { overlay } });
    const made = await read<{ items: { id: string }[] }>(desk, 'rehearsals?limit=1');
    const { page, faults, close } = await openPage(desk);
    await visit(page, `/console/rehearsals/${made.items[0]?.id ?? ''}`);
    const cells = page.locator('.outcome-matrix td a');
    await cells.first().waitFor();
    const wanted: { href: string; shown: number }[] = [];
    for (const one of await cells.all())
      wanted.push({ href: (await one.getAttribute('href')) ?? '', shown: number(await one.textContent()) });
    expect(wanted.some(({ href }) => href.includes('old=met&new=met'))).toBe(true);
    expect(wanted.length).toBeGreaterThan(6);
    for (const { href, shown } of wanted) {
      await page.goto(href);
      expect([href, await listed(page)]).toEqual([href, shown]);
    }
    await page.goto(wanted.find(({ href }) => href.includes('old=met&new=unmet'))?.href ?? '');
    const count = await listed(page);
    await page.getByText('符合下面筛选的全部').waitFor();
    await page.getByText('CSV', { exact: true }).click();
    await page.getByRole('button', { name: '生成 CSV 文件' }).click();
    const link = page.getByRole('link', { name: '下载文件' });
    await link.waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toContain('旧办法结果满足_新办法结果不满足');
    const lines = fs
      .readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n');
    expect(lines.length - 1).toBe(count);
    expect(faults).toEqual([]);
    await close();
  });

  it('says on every page what failed, where and what to do, and goes on once the server answers again', async () => {
    const { page, faults, close } = await openPage(desk);
    const pages = [
      ...['/console', '/console/enterprises', `/console/enterprises/${enterprise}`, '/console/segments'],
      ...['/console/duplicates', '/console/scale-list', '/console/quality/conflicts', '/console/quality/flags'],
      ...[
        '/console/quality/waiting',
        '/console/imports',
        '/console/scoring',
        '/console/rankings',
        '/console/standards',
      ],
      ...['/console/rehearsals', '/console/rehearsals/tuning', '/console/code-tables'],
    ];
    const broken = {
      ...{ type: 'about:blank', title: '系统内部错误', status: 500, code: 'PLATFORM.INTERNAL', requestId: 'r-1' },
      ...{ detail: '处理请求时出错，没有写入任何内容。请把请求号告诉管理员。', errors: [] },
    };
    await page.route('**/api/console/**', (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(broken) }),
    );
    for (const address of pages) {
      await page.goto(address);
      const alert = page.getByRole('alert').first();
      await alert.waitFor();
      expect([address, await alert.textContent()]).toEqual([address, expect.stringMatching(/请求号告诉管理员.*r-1/s)]);
      expect([address, await page.locator('main h1').count(), await overflow(page)]).toEqual([address, 1, 0]);
    }
    await page.unroute('**/api/console/**');
    await page.route('**/api/**', (route) => route.abort());
    await page.goto('/console/enterprises');
    await page.getByRole('alert').first().waitFor({ timeout: 60_000 });
    expect(await page.getByRole('alert').first().textContent()).toContain('连不上服务器');
    await page.unroute('**/api/**');
    await page.getByRole('button', { name: '重试' }).first().click();
    await page.locator('tbody .row-link').first().waitFor();
    const nobody = '01900000-0000-7000-8000-000000000000';
    for (const address of ['scoring', 'rankings', 'rehearsals', 'enterprises'])
      await visit(page, `/console/${address}/${nobody}`).then(async () => {
        expect([address, await page.getByRole('alert').textContent()]).toEqual([
          address,
          expect.stringMatching(/没有.*[A-Z]+\.[A-Z_]+ · 请求号/s),
        ]);
        await page.getByRole('link', { name: /^回到/ }).waitFor();
      });
    expect(faults.filter((fault) => !fault.startsWith('Failed to load resource'))).toEqual([]);
    await close();
  });
});
