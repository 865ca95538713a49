import { inDatabase } from '@tidu/test/product';
import { leader } from '@tidu/test/signed-in';
import { cityForm } from '@tidu/test/report-form';
import ExcelJS from 'exceljs';
import fs from 'node:fs';
import { makeRecognition, type RecognitionDesk } from './recognition-desk';
import { accessibilityFaults, describeWithBrowser, type Desk, keepPicture, openDesk, openPage, visit } from './support';

jest.setTimeout(120_000);

describeWithBrowser('推荐上报：来文、模板、填好的表', () => {
  let desk: Desk;
  let made: RecognitionDesk;
  beforeAll(async () => {
    desk = await openDesk();
    made = await makeRecognition(desk);
    await inDatabase(desk.home, (database) =>
      database.write(
        { id: leader.id, name: leader.displayName, scope: { everything: true }, permissions: 'all' },
        (tx) =>
          tx.rows(`update application set state = 'ready' where "batchId" = $1 and state = 'submitted'`, [made.batch]),
      ),
    );
  });
  afterAll(() => desk.close());

  it('a document is registered, its form brought, columns checked by hand, and the batch filled into it', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/templates?view=documents');
    await page.getByRole('button', { name: '登记来文' }).click();
    await page.getByLabel('要报什么').fill('推荐 2026 年度创新型中小企业');
    await page.getByLabel('来文单位').fill('市工信局');
    await page.getByLabel('文号').fill('洛工信〔2026〕18 号');
    await page.getByLabel('收文日期').fill('2026-11-20');
    await page.getByLabel('报送期限').fill('2099-12-04');
    await page.getByLabel('报送期限').press('Tab');
    await page.getByRole('combobox', { name: '谁承办' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: leader.displayName }).first().click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'report-document-1440');
    await page.getByRole('button', { name: '登记并交办' }).click();
    await page.getByRole('cell', { name: /洛工信〔2026〕18 号/ }).waitFor();

    await page.getByText('报送模板', { exact: true }).last().click();
    await page.getByRole('button', { name: '上传模板' }).click();
    await page.getByLabel('名称', { exact: true }).fill('市局推荐汇总表');
    const file = { name: '推荐汇总表.xlsx', mimeType: 'application/octet-stream', buffer: await cityForm() };
    await page.getByLabel('模板文件，XLSX').setInputFiles(file);
    await page.getByRole('button', { name: '上传并核对各列' }).click();
    await page.getByRole('heading', { name: '第 1 版各列填什么' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'report-mapping-1440');
    await page.getByRole('button', { name: '核对无误，保存' }).click();
    await page.getByRole('button', { name: '保存改动' }).waitFor();

    await visit(page, `/console/recognition/batches/${made.batch}`);
    await page.getByRole('button', { name: '填市局模板' }).click();
    await page.getByRole('combobox', { name: '模板' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: '市局推荐汇总表' }).first().click();
    const take = page.getByRole('button', { name: /^下载填好的表（\d+ 件）$/ });
    await take.waitFor();
    const seen = Number(/\d+/.exec((await take.textContent()) ?? '')?.[0]);
    expect(seen).toBeGreaterThan(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'report-check-1440');
    const coming = page.waitForEvent('download');
    await take.click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(/^市局推荐汇总表_.*_导出[0-9A-F]{12}\.xlsx$/);
    await expectFilled(await download.path(), seen);
    expect(faults).toEqual([]);
    await close();
  });
});

/** As another library reads it: as many rows as on the screen, everything else as it was. */
async function expectFilled(path: string, rows: number): Promise<void> {
  const [book, blank] = [new ExcelJS.Workbook(), new ExcelJS.Workbook()];
  await book.xlsx.load(fs.readFileSync(path) as never);
  await blank.xlsx.load((await cityForm()) as never);
  const [sheet, before] = [book.getWorksheet('推荐汇总表'), blank.getWorksheet('推荐汇总表')];
  if (!sheet || !before) throw new Error('no sheet');
  const codes: string[] = [];
  for (let row = 5; row <= sheet.rowCount; row++) {
    const code = sheet.getCell(`C${row}`).value;
    if (typeof code === 'string') codes.push(code);
  }
  expect(codes).toHaveLength(rows);
  expect(codes.every((code) => /^[0-9A-Z]{18}$/.test(code))).toBe(true);
  expect(sheet.model.merges).toEqual(before.model.merges);
  expect(sheet.getColumn(8).hidden).toBe(true);
  for (let row = 1; row <= 4; row++)
    for (let column = 1; column <= 8; column++)
      expect(sheet.getRow(row).getCell(column).value).toEqual(before.getRow(row).getCell(column).value);
  expect(sheet.getCell('F5').formula).toBe('IF(D5="","",E5/D5*100)');
}
