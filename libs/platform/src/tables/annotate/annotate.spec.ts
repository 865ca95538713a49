import ExcelJS from 'exceljs';
import fs from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { batched } from '../export-table';
import { collect, limits, testFolder, workbookParts, zipFile } from '../testing/table-files';
import { readXlsx } from '../xlsx-reader';
import { XlsxPackage } from '../xlsx-package';
import { writeXlsx } from '../xlsx-writer';
import { annotateCsv } from './annotate-csv';
import { annotateXlsx } from './annotate-xlsx';
import type { Remarks } from './remarks';

const folder = testFolder();
const remarks: Remarks = {
  headerRow: 1,
  rows: new Map([
    [3, { reason: '营业收入“甲”不是数字', cells: new Map([[1, '“甲”不是数字']]) }],
    [
      4,
      {
        reason: '没有代码',
        cells: new Map([
          [0, '没有代码'],
          [2, '日期不对'],
        ]),
      },
    ],
  ]),
};
const into = async (name: string, write: (out: fs.WriteStream) => Promise<void>) => {
  const out = fs.createWriteStream(folder.path(name));
  await write(out);
  await new Promise<void>((done) => out.end(() => done()));
  return folder.path(name);
};

describe('a copy of a workbook with remarks', () => {
  let source: string;
  let copy: string;
  beforeAll(async () => {
    source = await into('source.xlsx', (out) =>
      writeXlsx(
        [
          {
            name: '数据',
            columns: [
              { label: '代码', type: 'text' },
              { label: '营业收入', type: 'decimal' },
              { label: '日期', type: 'date' },
            ],
            rows: batched([
              ['a', '1.50', '2021-03-05'],
              ['b', '2.00', null],
              [null, '3.00', '2021-03-06'],
              ['d', null, null],
            ]),
          },
          { name: '别的', columns: [{ label: '说明', type: 'text' }], rows: batched([['不动']]) },
        ],
        out,
      ).then(() => undefined),
    );
    copy = await into('copy.xlsx', (out) => annotateXlsx(source, limits(), remarks, out));
  });

  it('has the faulty cells in red with notes, and reasons in a new last column', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(copy);
    const sheet = book.getWorksheet('数据');
    const red = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFC7CE' } };
    expect(sheet?.getCell('D1').value).toBe('导入问题');
    expect(sheet?.getCell('D3').value).toBe('营业收入“甲”不是数字');
    for (const place of ['B3', 'A4', 'C4']) expect(sheet?.getCell(place).fill).toMatchObject(red);
    for (const place of ['A3', 'B2', 'B4']) expect(sheet?.getCell(place).fill).not.toMatchObject(red);
    expect(sheet?.getCell('B3').numFmt).toBe('0.00');
    expect(JSON.stringify(sheet?.getCell('B3').note)).toContain('“甲”不是数字');
    expect(sheet?.getCell('C4').value).toEqual(new Date('2021-03-06'));
  });

  it('says all else as before', async () => {
    const before = await collect(readXlsx(source, limits()));
    const after = await collect(readXlsx(copy, limits()));
    expect(after.rows.map(({ row, cells }) => [row, cells.slice(0, 3)])).toEqual(
      before.rows.map(({ row, cells }) => [
        row,
        cells.length < 3 && [1, 3, 4].includes(row) ? [...cells, ''].slice(0, 3) : cells,
      ]),
    );
  });

  it('has every part that isn’t concerned byte for byte', async () => {
    const [one, other] = [await XlsxPackage.open(source, limits()), await XlsxPackage.open(copy, limits())];
    const packed = async (pack: XlsxPackage, name: string) => {
      const chunks: Buffer[] = [];
      for await (const chunk of await pack.packed(name)) chunks.push(chunk);
      return Buffer.concat(chunks);
    };
    const changed = ['xl/styles.xml', 'xl/worksheets/sheet1.xml', '[Content_Types].xml'];
    for (const { name } of one.parts().filter((part) => !changed.includes(part.name)))
      expect([name, (await packed(other, name)).equals(await packed(one, name))]).toEqual([name, true]);
    expect(
      other
        .parts()
        .map(({ name }) => name)
        .slice(0, one.parts().length),
    ).toEqual(one.parts().map(({ name }) => name));
    one.close();
    other.close();
  });
});

describe('workbooks of other programs', () => {
  it('cells without places, rows without numbers, prefixes, a sheet without styles', async () => {
    const sheet = (p: string, data: string) =>
      `<${p}worksheet><${p}sheetData>${data}</${p}sheetData><${p}tableParts count="0"/></${p}worksheet>`;
    const cell = (text: string) => `<x:c t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c>`;
    const row = (...texts: string[]) => `<x:row spans="1:3">${texts.map(cell).join('')}</x:row>`;
    const file = await zipFile(
      folder.path('plain.xlsx'),
      workbookParts('', {
        'xl/worksheets/sheet1.xml': sheet('x:', row('代码', '收入') + row('a', '1') + row('b', '甲') + row('c', '2')),
      }),
    );
    const copy = await into('plain-copy.xlsx', (out) => annotateXlsx(file, limits(), remarks, out));
    const { rows } = await collect(readXlsx(copy, limits()));
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['代码', '收入', '', '导入问题'],
      ['a', '1'],
      ['b', '甲', '', '营业收入“甲”不是数字'],
      ['c', '2', '', '没有代码'],
    ]);
  });

  it('a row without content and a header merged over it keep their places', async () => {
    const data =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>代码</t></is></c></row><row r="2"/><row r="3" ht="20"><c r="A3"><v>1</v></c><c r="B3" s="0"><v>2</v></c></row>';
    const file = await zipFile(folder.path('gap.xlsx'), workbookParts(data));
    const copy = await into('gap-copy.xlsx', (out) => annotateXlsx(file, limits(), remarks, out));
    const { rows } = await collect(readXlsx(copy, limits()));
    expect(rows.map(({ row, cells }) => [row, cells])).toEqual([
      [1, ['代码', '', '导入问题']],
      [3, ['1', '2', '营业收入“甲”不是数字']],
    ]);
  });
});

describe('a copy of a CSV file', () => {
  it('keeps every row in its place and opens right in Chinese Excel', async () => {
    const gbk = Buffer.from([0xb4, 0xfa, 0xc2, 0xeb]); // 代码
    const file = folder.file('gbk.csv', Buffer.concat([gbk, Buffer.from(',b\r\n\r\n1,"x,\r\ny"\r\n=1,2,3\r\n')]));
    const copy = await into('gbk-copy.csv', (out) => annotateCsv(file, limits(), remarks, out));
    expect((await buffer(fs.createReadStream(copy))).toString()).toBe(
      '\ufeff代码,b,,导入问题\r\n\r\n1,"x,\ny",,营业收入“甲”不是数字\r\n\'=1,2,3,没有代码\r\n'.replace(
        'x,\ny',
        'x,\r\ny',
      ),
    );
  });
});
