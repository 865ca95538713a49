import { read as readBySheetJs } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { batched, type ExportCell } from '../export-table';
import { formulaPayloads } from '../testing/formula-payloads';
import { collect, failure, limits, testFolder, workbookParts, zipFile } from '../testing/table-files';
import { readXlsx } from '../xlsx-reader';
import { XlsxPackage } from '../xlsx-package';
import type { FilledColumn } from './fill-cells';
import { fillXlsx } from './fill-xlsx';
import { readReportTemplate } from './read-template';

const folder = testFolder();
const code = '91410300MA40000003';
const columns: FilledColumn[] = [
  { index: 1, type: 'text', label: '企业名称' },
  { index: 2, type: 'text', label: '统一社会信用代码' },
  { index: 3, type: 'decimal', label: '营业收入／2023年', shift: 4 },
  { index: 4, type: 'decimal', label: '营业收入／2024年', shift: 4 },
  { index: 6, type: 'date', label: '认定日期', format: 'date' },
];
const values = (n: number): ExportCell[][] =>
  Array.from({ length: n }, (_, i) => [`企业${i}号`, code, '12345678.90', `${i}00000`, '2024-02-29']);

/** As a city makes it: title, two-row header, prepared rows with numbers and a formula, a hidden column. */
async function template(
  name: string,
  change: (sheet: ExcelJS.Worksheet) => void = () => undefined,
  prepared = 3,
): Promise<string> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('汇总表', { views: [{ state: 'frozen', ySplit: 4 }] });
  sheet.mergeCells('A1:I1');
  sheet.getCell('A1').value = '推荐汇总表';
  sheet.getCell('A2').value = '填报单位：';
  sheet.getCell('H2').value = '单位：万元';
  for (const area of ['A3:A4', 'B3:B4', 'C3:C4', 'D3:E3', 'F3:F4', 'G3:G4', 'H3:H4', 'I3:I4']) sheet.mergeCells(area);
  const heads = {
    A: '序号',
    B: '企业名称',
    C: '统一社会信用代码',
    D: '营业收入',
    F: '增速（%）',
    G: '认定日期',
    H: '备注',
    I: '内部编号',
  };
  for (const [column, text] of Object.entries(heads)) sheet.getCell(`${column}3`).value = text;
  sheet.getCell('D4').value = '2023年';
  sheet.getCell('E4').value = '2024年';
  sheet.getColumn(9).hidden = true;
  sheet.getColumn(2).width = 33;
  for (let row = 5; row < 5 + prepared; row++) {
    sheet.getCell(`A${row}`).value = row - 4;
    sheet.getCell(`F${row}`).value = { formula: `IF(D${row}=0,"",E${row}/D${row}*100-100)`, result: 7 };
    sheet.getCell(`G${row}`).numFmt = 'yyyy-mm-dd';
    sheet.getCell(`H${row}`).dataValidation = { type: 'list', allowBlank: true, formulae: ['"是,否"'] };
    sheet.getRow(row).height = 30;
    for (let column = 1; column <= 9; column++) sheet.getRow(row).getCell(column).border = { top: { style: 'thin' } };
  }
  sheet.pageSetup.printTitlesRow = '3:4';
  change(sheet);
  book.addWorksheet('填表说明').getCell('A1').value = '请勿改动表头';
  await book.xlsx.writeFile(folder.path(name));
  return folder.path(name);
}

async function filled(file: string, rows: ExportCell[][], used = columns, count = rows.length): Promise<string> {
  const to = `${file.replace(/\.xlsx$/, '')}-filled.xlsx`;
  const out = fs.createWriteStream(to);
  const shape = await readReportTemplate(file);
  await fillXlsx(file, { shape, columns: used, rows: batched(rows), count }, out);
  await new Promise<void>((done) => out.end(() => done()));
  return to;
}

type Cells = Record<string, { v?: string | number } | undefined>;

const workbook = async (file: string) => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  return book;
};

describe('a superior’s template', () => {
  it('tells its columns under a header of two rows, their units, what is hidden, worked out or to be chosen', async () => {
    const shape = await readReportTemplate(await template('shape.xlsx'));
    expect(shape).toMatchObject({
      sheet: '汇总表',
      headerFrom: 3,
      headerTo: 4,
      firstRow: 5,
      room: null,
      formulas: true,
    });
    expect(shape.columns.map(({ label }) => label)).toEqual([
      ...[
        '序号',
        '企业名称',
        '统一社会信用代码',
        '营业收入／2023年',
        '营业收入／2024年',
        '增速',
        '认定日期',
        '备注',
        '内部编号',
      ],
    ]);
    expect(shape.columns[5]).toMatchObject({ unit: '%', formula: true });
    expect([shape.amountUnit, shape.columns[3]]).toMatchObject(['万元', { unit: null, hidden: false }]);
    expect(shape.columns[6]?.format).toBe('date');
    expect(shape.columns[7]?.choices).toEqual(['是', '否']);
    expect(shape.columns[8]?.hidden).toBe(true);
  });

  it('is filled: only our cells differ, all other parts byte for byte', async () => {
    const source = await template('one.xlsx');
    const copy = await filled(source, values(5));
    const [before, after] = [await workbook(source), await workbook(copy)];
    const [old, sheet] = [before.getWorksheet('汇总表'), after.getWorksheet('汇总表')];
    if (!old || !sheet) throw new Error('no sheet');
    const ours = new Set(columns.map(({ index }) => index + 1));
    for (let row = 1; row <= 7; row++)
      for (let column = 1; column <= 9; column++) {
        const [a, b] = [old.getRow(row).getCell(column), sheet.getRow(row).getCell(column)];
        expect(b.style).toEqual(a.style);
        if (row < 5 || !ours.has(column)) expect(b.formula ?? b.value).toEqual(a.formula ?? a.value);
      }
    expect(sheet.getCell('C9').value).toBe(code);
    expect(sheet.getCell('D6').value).toBe(1234.56789);
    expect(sheet.getCell('E9').value).toBe(40);
    expect(sheet.getCell('G5').value).toEqual(new Date('2024-02-29'));
    expect(sheet.getCell('F9').formula).toBe('IF(D9=0,"",E9/D9*100-100)');
    expect([sheet.getRow(9).height, sheet.getCell('I9').border]).toEqual([30, { top: { style: 'thin' } }]);
    expect(sheet.getCell('F5').result).toBeUndefined();
    expect([sheet.model.merges, sheet.getColumn(9).hidden, sheet.getColumn(2).width]).toEqual([
      old.model.merges,
      true,
      33,
    ]);
    await expectSameParts(source, copy, ['xl/worksheets/sheet1.xml', 'xl/workbook.xml']);
    const { rows } = await collect(readXlsx(copy, limits()));
    expect(rows.filter(({ cells }) => cells[1]?.startsWith('企业') && cells[1] !== '企业名称')).toHaveLength(5);
  });

  it('opens in another library and in LibreOffice with the same values and nothing changed by recalculation', async () => {
    const copy = await filled(await template('office.xlsx'), values(4));
    const other = readBySheetJs(fs.readFileSync(copy)).Sheets['汇总表'];
    expect([other?.['C5'], other?.['D5']]).toMatchObject([
      { t: 's', v: code },
      { t: 'n', v: 1234.56789 },
    ]);
    const office = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((one) => fs.existsSync(one));
    if (office === undefined) return;
    const dir = fs.mkdtempSync(path.join(path.dirname(copy), 'office-'));
    execFileSync(
      office,
      [
        '--headless',
        `-env:UserInstallation=file://${dir}/profile`,
        '--convert-to',
        'xlsx:Calc MS Excel 2007 XML',
        '--outdir',
        dir,
        copy,
      ],
      { stdio: 'ignore' },
    );
    const again = readBySheetJs(fs.readFileSync(path.join(dir, path.basename(copy)))).Sheets['汇总表'] as Cells;
    const mine = other as Cells;
    for (const place of Object.keys(mine).filter((one) => /^[A-EG-I]\d+$/.test(one)))
      expect([place, again[place]?.v]).toEqual([place, mine[place]?.v]);
    // the form's own formula, worked out on our figures
    expect(again.F6?.v).toBeCloseTo((10 / 1234.56789) * 100 - 100, 6);
  }, 60_000);

  it('takes no formula from data', async () => {
    const rows = formulaPayloads.map((text): ExportCell[] => [text, code, null, null, null]);
    const copy = await filled(await template('payloads.xlsx'), rows);
    const sheet = readBySheetJs(fs.readFileSync(copy), { cellFormula: true }).Sheets['汇总表'];
    for (const [i, text] of formulaPayloads.entries()) {
      const cell = sheet?.[`B${5 + i}`] as { t: string; v: string; f?: string };
      expect([cell.t, cell.f, cell.v]).toEqual(['s', undefined, text.replace(/\r\n?/g, '\n')]);
    }
  });

  it('keeps a total below: within its room it is filled, beyond it is refused with what to do', async () => {
    const source = await template('total.xlsx', (sheet) => {
      sheet.getCell('B8').value = '合计';
      sheet.getCell('D8').value = { formula: 'SUM(D5:D7)', result: 0 };
    });
    expect(await readReportTemplate(source)).toMatchObject({ firstRow: 5, room: 3 });
    const sheet = (await workbook(await filled(source, values(3)))).getWorksheet('汇总表');
    expect([sheet?.getCell('B7').value, sheet?.getCell('B8').value, sheet?.getCell('D8').formula]).toEqual([
      '企业2号',
      '合计',
      'SUM(D5:D7)',
    ]);
    expect(await failure(filled(source, values(4)))).toMatchObject({
      code: 'PLATFORM.TEMPLATE_ROOM',
      message: expect.stringContaining('插入至少 1 行') as string,
    });
  });

  it('refuses another number of rows than counted, rows that would not be printed, cells that are none', async () => {
    const source = await template('count.xlsx');
    for (const [rows, count] of [
      [values(3), 4],
      [values(3), 2],
    ] as const)
      expect(await failure(filled(source, rows, columns, count))).toMatchObject({ code: 'PLATFORM.ROW_COUNT' });
    const printed = await template('printed.xlsx', (sheet) => (sheet.pageSetup.printArea = 'A1:I7'));
    expect(await failure(filled(printed, values(4)))).toMatchObject({ code: 'PLATFORM.TEMPLATE_PRINT_AREA' });
    await filled(printed, values(3));
    expect(await failure(filled(source, [['a', code, '1e5', null, null]]))).toMatchObject({
      code: 'PLATFORM.EXPORT_CELL',
    });
    expect(await failure(filled(source, values(1), [{ index: 5, type: 'decimal', label: '增速' }]))).toMatchObject({
      code: 'PLATFORM.TEMPLATE_COLUMN',
    });
  });

  it('five thousand rows go through, each in its place', async () => {
    const copy = await filled(await template('many.xlsx'), values(5000));
    const { rows } = await collect(readXlsx(copy, limits()));
    const ours = rows.filter(({ row }) => row >= 5);
    expect(ours.map(({ cells }) => cells[1])).toEqual(values(5000).map(([name]) => name));
  });

  it.each([
    ['a macro', { 'xl/vbaProject.bin': 'x' }, 'PLATFORM.TABLE_FORMAT'],
    ['a link to another file', { 'xl/externalLinks/externalLink1.xml': '<x/>' }, 'PLATFORM.TEMPLATE_OUTSIDE'],
    ['an embedded object', { 'xl/embeddings/oleObject1.bin': 'x' }, 'PLATFORM.TEMPLATE_OUTSIDE'],
    [
      'a picture from elsewhere',
      {
        'xl/worksheets/_rels/sheet1.xml.rels':
          '<Relationships><Relationship Id="a" Type="x/image" Target="http://a" TargetMode="External"/></Relationships>',
      },
      'PLATFORM.TEMPLATE_OUTSIDE',
    ],
  ])('refuses %s', async (name, extra, expected) => {
    const file = await zipFile(folder.path(`${name}.xlsx`), workbookParts('<row r="1"/>', extra));
    expect((await failure(readReportTemplate(file))).code).toBe(expected);
  });

  it('refuses formulas that fetch, a bomb and a sheet without a header', async () => {
    const cell = (text: string) => `<row r="1"><c r="A1"><f>${text}</f></c></row>`;
    const fetches = await zipFile(folder.path('f.xlsx'), workbookParts(cell('WEBSERVICE("http://a")')));
    expect((await failure(readReportTemplate(fetches))).code).toBe('PLATFORM.TEMPLATE_OUTSIDE');
    const bomb = await zipFile(folder.path('b.xlsx'), workbookParts(' '.repeat(60 * 1024 * 1024)));
    expect((await failure(readReportTemplate(bomb))).code).toBe('PLATFORM.TABLE_UNPACKED');
    const blank = await zipFile(folder.path('n.xlsx'), workbookParts(''));
    expect((await failure(readReportTemplate(blank))).code).toBe('PLATFORM.TEMPLATE_HEADER');
  });

  it('of WPS and others: prefixes, cells without places, an empty sheet of data', async () => {
    const p = (xml: string) => xml.replace(/<(\/?)(worksheet|sheetData|row|c|is|t)\b/g, '<$1x:$2');
    const head =
      '<row><c t="inlineStr"><is><t>企业名称</t></is></c><c t="inlineStr"><is><t>信用代码</t></is></c></row>';
    const parts = workbookParts('', {
      'xl/worksheets/sheet1.xml': p(`<worksheet><sheetData>${head}<row/><row><c/></row></sheetData></worksheet>`),
    });
    const copy = await filled(
      await zipFile(folder.path('wps.xlsx'), parts),
      [
        ['甲<1>&', code],
        ['乙', code],
        ['丙', code],
      ],
      [
        { index: 0, type: 'text', label: '' },
        { index: 1, type: 'text', label: '' },
      ],
    );
    const { rows } = await collect(readXlsx(copy, limits()));
    expect(rows.map(({ row, cells }) => [row, ...cells])).toEqual([
      [1, '企业名称', '信用代码'],
      [2, '甲<1>&', code],
      [3, '乙', code],
      [4, '丙', code],
    ]);
  });
});

async function expectSameParts(one: string, other: string, changed: readonly string[]): Promise<void> {
  const packs = [await XlsxPackage.open(one, limits()), await XlsxPackage.open(other, limits())] as const;
  const packed = async (pack: XlsxPackage, name: string) => {
    const chunks: Buffer[] = [];
    for await (const chunk of await pack.packed(name)) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const names = packs.map((pack) => pack.parts().map(({ name }) => name));
  expect(names[1]).toEqual(names[0]);
  for (const name of names[0] ?? [])
    if (!changed.includes(name))
      expect([name, (await packed(packs[0], name)).equals(await packed(packs[1], name))]).toEqual([name, true]);
  packs.forEach((pack) => pack.close());
}
