import * as XLSX from '@e965/xlsx';
import fs from 'node:fs';
import { PassThrough, Writable } from 'node:stream';
import { batched, type ExportCell, type ExportColumn } from './export-table';
import { formulaPayloads } from './testing/formula-payloads';
import { collect, failure, limits, testFolder } from './testing/table-files';
import { readXlsx } from './xlsx-reader';
import { definitionSheet, type ExportSheet, writeXlsx } from './xlsx-writer';
import { ZipWriter } from './zip-writer';

const folder = testFolder();
const columns: ExportColumn[] = [
  { label: '统一社会信用代码', type: 'text' },
  { label: '企业名称', type: 'text' },
  { label: '名次', type: 'integer' },
  { label: '营业收入(元)', type: 'decimal' },
  { label: '研发占比', type: 'decimal', scale: 4 },
  { label: '成立日期', type: 'date' },
];
const rows: ExportCell[][] = [
  ['91440300192174418Y', '东旭蓝天', 1, '6805761615.72', 0.0523, '1982-03-23'],
  ['001234567890123456', '洛阳 <轴承> & "厂"', '2', -957130871.96, null, '2021-12-31'],
  ['9E10', '', 0, '0.10', '-0.5', '1899-12-31'],
  ['1/2', ' 两端\n换行 ', null, null, null, null],
];

async function book(sheets: ExportSheet[]): Promise<Buffer> {
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on('data', (chunk: Buffer) => chunks.push(chunk));
  const result = await writeXlsx(sheets, out);
  const bytes = Buffer.concat(chunks);
  expect(result.bytes).toBe(bytes.length);
  return bytes;
}

const sheet = (name: string, own: ExportColumn[], data: ExportCell[][], more = {}): ExportSheet => ({
  name,
  columns: own,
  rows: batched(data, 2),
  ...more,
});
/** The cells as another library sees them: type, value and formula. */
const seen = (bytes: Buffer, name: string) => {
  const opened = XLSX.read(bytes, { cellFormula: true, cellNF: true, sheetStubs: false });
  const found = opened.Sheets[name];
  if (found === undefined) throw new Error(`no sheet ${name} among ${opened.SheetNames.join()}`);
  return found as Record<string, XLSX.CellObject>;
};
const places = (cells: object) => Object.keys(cells).filter((key) => !key.startsWith('!'));

describe('writeXlsx', () => {
  it('is read by another library cell by cell: codes as text, numbers as numbers, days as days', async () => {
    const cells = seen(await book([sheet('排名', columns, rows)]), '排名');
    const value = (place: string) => [cells[place]?.t, cells[place]?.v];
    expect(columns.map((_, i) => value(`${'ABCDEF'[i]}1`))).toEqual(columns.map(({ label }) => ['s', label]));
    expect(value('A2')).toEqual(['s', '91440300192174418Y']);
    expect(value('A3')).toEqual(['s', '001234567890123456']);
    expect(value('A4')).toEqual(['s', '9E10']);
    expect(value('A5')).toEqual(['s', '1/2']);
    expect(value('B3')).toEqual(['s', '洛阳 <轴承> & "厂"']);
    expect(value('B5')).toEqual(['s', ' 两端\n换行 ']);
    expect([value('C2'), value('C3'), value('C4')]).toEqual([
      ['n', 1],
      ['n', 2],
      ['n', 0],
    ]);
    expect([value('D2'), value('D3'), value('D4')]).toEqual([
      ['n', 6805761615.72],
      ['n', -957130871.96],
      ['n', 0.1],
    ]);
    expect([value('E2'), value('E4')]).toEqual([
      ['n', 0.0523],
      ['n', -0.5],
    ]);
    expect([cells.D2?.z, cells.E2?.z, cells.C2?.z, cells.F2?.z, cells.A2?.z]).toEqual([
      '0.00',
      '0.0000',
      '0',
      'yyyy-mm-dd',
      '@',
    ]);
    expect([cells.D4?.w, cells.F2?.w, cells.F3?.w]).toEqual(['0.10', '1982-03-23', '2021-12-31']);
    expect(value('F4')).toEqual(['s', '1899-12-31']); // before Excel's first day: as text
    const filled = rows.flat().filter((cell) => cell !== null && cell !== '').length;
    expect(places(cells)).toHaveLength(columns.length + filled);
  });

  it('comes back through our own reader as it was', async () => {
    const file = folder.file('own.xlsx', await book([sheet('排名', columns, rows)]));
    const table = await collect(readXlsx(file, limits()));
    expect(table.rows.map((row) => row.cells)).toEqual([
      columns.map(({ label }) => label),
      ['91440300192174418Y', '东旭蓝天', '1', '6805761615.72', '0.0523', '1982-03-23'],
      ['001234567890123456', '洛阳 <轴承> & "厂"', '2', '-957130871.96', '', '2021-12-31'],
      ['9E10', '', '0', '0.10', '-0.5', '1899-12-31'],
      ['1/2', ' 两端\n换行 '],
    ]);
  });

  it('no payload becomes a formula or a link, in cells, labels or names of sheets', async () => {
    const labels = formulaPayloads.slice(0, 100).map((label): ExportColumn => ({ label, type: 'text' }));
    const data = formulaPayloads.map((payload) => [payload, `x${payload}`]);
    const bytes = await book([
      sheet('=cmd', labels.slice(0, 2), data),
      sheet('宽', labels, []),
      definitionSheet('说明', data as [string, string][]),
    ]);
    for (const name of ['=cmd', '宽', '说明']) {
      const cells = seen(bytes, name);
      expect(places(cells).length).toBeGreaterThanOrEqual(100);
      for (const place of places(cells)) expect(cells[place]).toMatchObject({ t: 's' });
      for (const place of places(cells)) expect([cells[place]?.f, cells[place]?.l]).toEqual([undefined, undefined]);
    }
    const first = seen(bytes, '=cmd');
    formulaPayloads.forEach((payload, i) => expect(first[`A${i + 2}`]?.v).toBe(payload.replace(/\r\n?/g, '\n')));
  });

  it('keeps what XML can carry and leaves out what it cannot', async () => {
    const data = [['a\u0000b\u0007\ufffe'], ['\ud83d'], ['𠮷'], ['_x0041_'], ['a\r\nb\rc'], ['\t'], [']]>'], ['<!--']];
    const file = folder.file('odd.xlsx', await book([sheet('数据', [{ label: '甲', type: 'text' }], data)]));
    const { rows: read } = await collect(readXlsx(file, limits()));
    expect(read.slice(1).map((row) => [row.row, row.cells[0]])).toEqual([
      ...[
        [2, 'ab'],
        [4, '𠮷'],
        [5, '_x0041_'],
        [6, 'a\nb\nc'],
        [7, '\t'],
        [8, ']]>'],
        [9, '<!--'],
      ],
    ]);
  });

  it('numbers that Excel would round stay whole, as text', async () => {
    const own: ExportColumn[] = [{ label: '数', type: 'decimal' }];
    const cells = seen(
      await book([sheet('数据', own, [['12345678901234.56'], ['1234567890123.45'], ['123456789012345678']])]),
      '数据',
    );
    expect([cells.A2, cells.A3, cells.A4].map((cell) => [cell?.t, cell?.v])).toEqual([
      ...[
        ['s', '12345678901234.56'],
        ['n', 1234567890123.45],
        ['s', '123456789012345678'],
      ],
    ]);
  });

  it('a text longer than a cell holds is cut, and says so', async () => {
    const cells = seen(await book([sheet('数据', [{ label: '甲', type: 'text' }], [['长'.repeat(40_000)]])]), '数据');
    expect(String(cells.A2?.v)).toHaveLength(32_767);
    expect(String(cells.A2?.v)).toMatch(/已截断）$/);
  });

  it.each<[string, unknown, ExportColumn['type']]>([
    ['NaN', NaN, 'decimal'],
    ['a formula as a number', '1+1', 'decimal'],
    ['an object, as JSON may bring it', { formula: 'CMD()' }, 'text'],
    ['a day that is none', '2021-02-30', 'date'],
    ['a boolean', true, 'integer'],
  ])('stops at %s and names row and column', async (_, cell, type) => {
    const error = await failure(book([sheet('数据', [{ label: '甲', type }], [[null], [cell as ExportCell]])]));
    expect(error).toMatchObject({ code: 'PLATFORM.EXPORT_CELL', problems: [{ where: { row: 2, column: '甲' } }] });
  });

  it('header frozen and bold, filter on, widths set', async () => {
    const bytes = await book([sheet('排名', columns, rows)]);
    const opened = XLSX.read(bytes, { cellStyles: true });
    expect(opened.Sheets['排名']?.['!autofilter']).toEqual({ ref: 'A1:F5' });
    expect(opened.Sheets['排名']?.['!cols']?.map((column) => Number(column.wch) > 5)).toEqual(columns.map(() => true));
    const parts = XLSX.read(bytes, { bookFiles: true }) as unknown as { files: Record<string, { content: Buffer }> };
    const xml = String(parts.files['xl/worksheets/sheet1.xml']?.content);
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<c r="A1" s="1"');
    expect(String(parts.files['xl/styles.xml']?.content)).toMatch(
      /<cellXfs count="\d+"><xf [^>]*\/><xf numFmtId="0" fontId="1"/,
    );
  });

  it('goes on in a further sheet where one is full', async () => {
    const data = Array.from({ length: 7 }, (_, i) => [i + 1]);
    const own: ExportColumn[] = [{ label: '数', type: 'integer' }];
    const bytes = await book([sheet('排名', own, data, { maxRows: 3 }), sheet('说明', own, [])]);
    const opened = XLSX.read(bytes);
    expect(opened.SheetNames).toEqual(['排名', '排名 (2)', '排名 (3)', '说明']);
    const all = opened.SheetNames.map((name) =>
      XLSX.utils.sheet_to_json<{ 数: number }>(opened.Sheets[name] as XLSX.WorkSheet).map((row) => row.数),
    );
    expect(all).toEqual([[1, 2, 3], [4, 5, 6], [7], []]);
    const full = await book([sheet('排名', own, data.slice(0, 6), { maxRows: 3 })]);
    expect(XLSX.read(full).SheetNames).toEqual(['排名', '排名 (2)']); // no empty third one
  });

  it('makes names that Excel accepts, and no two alike', async () => {
    const own: ExportColumn[] = [{ label: '数', type: 'integer' }];
    const names = ['a/b:c?', "'引'", '', '长'.repeat(40), '长'.repeat(40), 'A B C '];
    const opened = XLSX.read(await book(names.map((name) => sheet(name, own, []))));
    expect(opened.SheetNames).toEqual(['a b c', '引', '数据', '长'.repeat(31), `${'长'.repeat(27)} (2)`, 'A B C (2)']);
  });

  it('the same rows give the same bytes', async () => {
    const once = await book([sheet('排名', columns, rows), definitionSheet('说明', [['口径', '预评估，非认定']])]);
    expect(once.readUInt32LE(10)).toBe(0x0021_0000); // 1980-01-01 00:00, not the time of writing
    expect(await book([sheet('排名', columns, rows), definitionSheet('说明', [['口径', '预评估，非认定']])])).toEqual(
      once,
    );
  });

  it('refuses a sheet without columns', async () => {
    expect((await failure(book([sheet('x', [], [])]))).code).toBe('PLATFORM.EXPORT_COLUMNS');
  });
});

describe('a large workbook', () => {
  const own: ExportColumn[] = Array.from({ length: 10 }, (_, i) => ({
    label: `列${i}`,
    type: i < 2 ? 'text' : 'decimal',
  }));

  it('is written and read in little memory, and nothing of it is lost', async () => {
    const before = process.memoryUsage().rss;
    let most = before;
    async function* many(): AsyncGenerator<ExportCell[][]> {
      for (let batch = 0; batch < 80; batch++) {
        most = Math.max(most, process.memoryUsage().rss);
        const made = Array.from({ length: 500 }, (_, i) => [
          `企业${batch * 500 + i}`,
          '洛阳',
          ...Array.from({ length: 8 }, (__, k) => `${batch * i}.${k}5`),
        ]);
        yield await Promise.resolve(made);
      }
    }
    const file = folder.path('large.xlsx');
    const out = fs.createWriteStream(file);
    const result = await writeXlsx([{ name: '排名', columns: own, rows: many() }], out);
    await new Promise<void>((done) => out.end(() => done()));
    expect(result.rows).toBe(40_000);
    expect((most - before) / 1024 / 1024).toBeLessThan(160);
    let read = 0;
    let cells = 0;
    for await (const event of readXlsx(file, limits())) {
      if (event.kind !== 'rows') continue;
      read += event.rows.length;
      for (const row of event.rows) cells += row.cells.length;
    }
    expect([read, cells]).toEqual([40_001, 400_010]);
  });

  it('a reader who goes away ends the writing', async () => {
    const endless = (async function* () {
      for (;;)
        yield await Promise.resolve(
          Array.from({ length: 500 }, () => Array.from({ length: 10 }, () => String(Math.random()))),
        );
    })();
    let taken = 0;
    const out = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => (++taken < 10 ? void setImmediate(done) : out.destroy()),
    });
    await expect(writeXlsx([{ name: '排名', columns: own, rows: endless }], out)).rejects.toThrow('has gone');
  });

  it('an archive over its limit is refused rather than spoiled', async () => {
    const zip = new ZipWriter(new PassThrough().resume(), 200_000);
    const fill = async (write: (text: string) => Promise<void>) => {
      for (let i = 0; i < 100; i++) await write(String(Math.random()).repeat(1000));
    };
    const error = await failure(async () => {
      await zip.add('big', fill);
      await zip.end();
    });
    expect([error.kind, error.code]).toEqual(['tooLarge', 'PLATFORM.EXPORT_SIZE']);
  });
});
