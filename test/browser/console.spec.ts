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
