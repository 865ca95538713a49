import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import fs from 'node:fs';
import { detectDialect } from './csv-dialect';
import { CsvParser } from './csv-parser';
import { readCsv } from './csv-reader';
import { collect, failure, limits, testFolder } from './testing/table-files';

const folder = testFolder();
const read = (content: string | Buffer, changed = {}) =>
  collect(readCsv(folder.file('t.csv', content), limits(changed)));
const cells = async (content: string | Buffer) => (await read(content)).rows.map((row) => row.cells);

/** GB18030 bytes; Node decodes it but can't encode it. */
const gb = (text: string) =>
  Buffer.concat(
    [...text].map((char) => {
      const known: Record<string, number[]> = {
        企: [0xc6, 0xf3],
        业: [0xd2, 0xb5],
        洛: [0xc2, 0xe5],
        阳: [0xd1, 0xf4],
        㐀: [0x81, 0x39, 0xee, 0x39],
      };
      return Buffer.from(known[char] ?? [char.charCodeAt(0)]);
    }),
  );

describe('encodings', () => {
  it('reads UTF-8 with and without byte order mark alike', async () => {
    const plain = await read('名称,年\n洛阳轴承,2021\n');
    expect(plain.rows.map((row) => row.cells)).toEqual([
      ['名称', '年'],
      ['洛阳轴承', '2021'],
    ]);
    expect(plain.info).toEqual({ format: 'csv', encoding: 'utf-8', delimiter: ',' });
    expect(await read('\ufeff名称,年\n洛阳轴承,2021\n')).toEqual(plain);
  });

  it('recognises GB18030, with characters of two and of four bytes', async () => {
    const { info, rows } = await read(gb('企业,a\n洛阳,1\n㐀,2\n'));
    expect(info.encoding).toBe('gb18030');
    expect(rows.map((row) => row.cells)).toEqual([
      ['企业', 'a'],
      ['洛阳', '1'],
      ['㐀', '2'],
    ]);
  });

  it('reads UTF-16 that is marked as such, as Excel saves “Unicode 文本”', async () => {
    const text = '\ufeff企业\t年\r\n洛阳\t2021\r\n';
    const little = Buffer.from(text, 'utf16le');
    const { info, rows } = await read(little);
    expect(info).toEqual({ format: 'csv', encoding: 'utf-16le', delimiter: '\t' });
    expect(rows.map((row) => row.cells)).toEqual([
      ['企业', '年'],
      ['洛阳', '2021'],
    ]);
    expect((await read(Buffer.from(little).swap16())).info.encoding).toBe('utf-16be');
  });

  it.each([1, 2, 3])('a character may lie across two blocks of the file (%i bytes in the first)', async (inFirst) => {
    const head = 'a'.repeat(256 * 1024 - inFirst - 2) + ',\n';
    const { rows } = await read(`${head}𠮷洛,1\n`, { maxCellLength: 1e6 });
    expect(rows[1]?.cells).toEqual(['𠮷洛', '1']);
  });

  it('names line and byte where UTF-8 is damaged, and does not read the rest as GB18030', async () => {
    const good = '企业名称,年份\n洛阳轴承有限公司,2021\n';
    const bytes = Buffer.concat([
      Buffer.from(good),
      Buffer.from('郑州'),
      Buffer.from([0xff]),
      Buffer.from('机械,2020\n'),
    ]);
    const error = await failure(read(bytes));
    expect(error.code).toBe('PLATFORM.TABLE_ENCODING');
    expect(error.problems[0]?.where.row).toBe(3);
    expect(error.message).toContain(`第 3 行（第 ${Buffer.byteLength(good) + 7} 字节）`);
    expect(error.message).toContain('UTF-8');
  });

  it('finds the damaged byte wherever it lies', async () => {
    const text = Buffer.from('企业名称一二三四\n'.repeat(40_000));
    for (const at of [0, 262_143, 262_144, 262_145, 262_146, 524_290, text.length - 2]) {
      const bytes = Buffer.from(text);
      bytes[at] = 0xff;
      const error = await failure(read(bytes));
      const row = text.subarray(0, at).filter((byte) => byte === 10).length + 1;
      expect({ at, row: error.problems[0]?.where.row }).toEqual({ at, row });
      // the character is broken at its start or at the bad byte
      const said = Number(/第 (\d+) 字节/.exec(error.message)?.[1]);
      expect(at + 1 - said).toBeGreaterThanOrEqual(0);
      expect(at + 1 - said).toBeLessThanOrEqual(2);
    }
  });

  it('refuses what is neither, naming the line', async () => {
    const error = await failure(read(Buffer.concat([gb('企业,a\n洛阳,1\n'), Buffer.from([0xd6, 0xff, 10])])));
    expect(error.code).toBe('PLATFORM.TABLE_ENCODING');
    expect(error.problems[0]?.where.row).toBe(3);
    expect(error.message).toContain('CSV UTF-8');
  });

  it('refuses a character that is cut off at the end of the file', async () => {
    const cut = Buffer.from('企业,年\n洛阳,1\n轴承');
    expect((await failure(read(cut.subarray(0, cut.length - 1)))).code).toBe('PLATFORM.TABLE_ENCODING');
  });
});

describe('delimiters', () => {
  it.each([
    ['comma', 'a,b,c\n1,2,3\n', ','],
    ['semicolon with commas in the text', 'a;b;c\n"x,y";2,5;3\n"x,y";2;3\n', ';'],
    ['tab', 'a\tb\n1,2\t3\n1,5\t3\n', '\t'],
    ['one column', '企业名称\n洛阳轴承\n', ','],
    ['quoted delimiters do not count', '"a;b;c","d;e"\n"1;2;3","4;5"\n', ','],
  ])('%s', (_, text, delimiter) => expect(detectDialect(text).delimiter).toBe(delimiter));

  it('follows the line by which Excel says its delimiter', async () => {
    const { rows } = await read('sep=;\r\na;b\r\n1,5;2\r\n');
    expect(rows.map(({ row, cells: values }) => [row, ...values])).toEqual([
      [2, 'a', 'b'],
      [3, '1,5', '2'],
    ]);
  });

  it('reads the line ends of Windows, Unix and old Macs', async () => {
    const wanted = [
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ];
    for (const end of ['\r\n', '\n', '\r']) expect(await cells(['a,b', '1,2', '3,4'].join(end))).toEqual(wanted);
  });
});

describe('records', () => {
  it('counts rows as Excel does: blank ones count, breaks inside quotes do not', async () => {
    const { rows, summary } = await read('a,b\n\n"x\ny",2\n,,\n5,6');
    expect(rows.map(({ row, cells: values }) => [row, ...values])).toEqual([
      [1, 'a', 'b'],
      [3, 'x\ny', '2'],
      [5, '5', '6'],
    ]);
    expect(summary).toEqual({ rows: 3, hiddenRows: 0, merged: [] });
  });

  it('reports text behind a closing quote with its place, and keeps the other rows', async () => {
    const { rows } = await read('a,b\n1,"x"y\n3,4\n');
    expect(rows[1]?.problems).toEqual([
      {
        where: { row: 2, column: 'B' },
        value: 'xy',
        code: 'PLATFORM.TABLE_QUOTE',
        message: expect.stringContaining('第 2 行 B 列'),
      },
    ]);
    expect(rows[2]).toEqual({ row: 3, cells: ['3', '4'], fields: 2 });
  });

  it('a quote inside an unquoted field is a character like any other', async () => {
    expect(await cells('a,b\n5" 管,2\n')).toEqual([
      ['a', 'b'],
      ['5" 管', '2'],
    ]);
  });

  it('names the row where a quote begins that never ends', async () => {
    const error = await failure(read('a,b\n1,2\n3,"abc\n4,5\n'));
    expect([error.code, error.problems[0]?.where.row]).toEqual(['PLATFORM.TABLE_QUOTE', 3]);
    const long = await failure(read(`a,b\n1,"${'x'.repeat(3000)}\n4,5\n`, { maxRowLength: 2000 }));
    expect([long.code, long.problems[0]?.where.row]).toEqual(['PLATFORM.TABLE_ROW_LENGTH', 2]);
  });

  it('takes the guard of our own exports away again', async () => {
    expect(await cells("a,b\n'=1+1,'abc\n'-,'＋1\n")).toEqual([
      ['a', 'b'],
      ['=1+1', "'abc"],
      ['-', '＋1'],
    ]);
  });

  it('agrees with csv-parse however the text is cut into pieces', () => {
    const field = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', '洛', ' ', '𠮷', '1', '.', "'") }),
      fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '阳') }),
    );
    const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.array(fc.nat(400), { maxLength: 8 }),
        (table, end, isEnded, cuts) => {
          const text = table.map((row) => row.map(quote).join(',')).join(end) + (isEnded ? end : '');
          const got: string[][] = [];
          const parser = new CsvParser({ delimiter: ',', newline: '\n', declared: false }, limits(), (_, fields) =>
            got.push(fields),
          );
          const places = [...cuts.map((cut) => Math.min(cut, text.length)), 0, text.length].sort((a, b) => a - b);
          for (let i = 1; i < places.length; i++) parser.write(text.slice(places[i - 1], places[i]));
          parser.end();
          const oracle: string[][] = parse(text, { relax_column_count: true, record_delimiter: end });
          expect(got).toEqual(oracle);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what no table can carry', () => {
  it.each([
    ['a NUL', '\u0000', 'NUL', 'U+0000'],
    ['a control character', '\u0007', '控制字符', 'U+0007'],
    ['a non-character', '\uffff', '控制字符', 'U+FFFF'],
  ])('reports %s with row and column', async (_, char, what, hex) => {
    const { rows } = await read(`名称,年\n洛阳${char}轴承,2021\n好,2020\n`);
    expect(rows[1]?.problems).toEqual([
      expect.objectContaining({ where: { row: 2, column: 'A' }, code: 'PLATFORM.TABLE_CHARACTER' }),
    ]);
    expect(rows[1]?.problems?.[0]?.message).toContain(what);
    expect(rows[1]?.problems?.[0]?.message).toContain(hex);
    expect(rows[1]?.problems?.[0]?.value).not.toContain(char); // the report can be stored and shown
    expect(rows[2]?.problems).toBeUndefined();
  });

  it('leaves tabs and line breaks inside cells alone', async () => {
    expect((await read('a,b\n"x\ty\nz",2\n')).rows[1]?.problems).toBeUndefined();
  });
});

describe('limits', () => {
  it('of rows: blank ones do not count', async () => {
    expect((await read('a\n\n\n\n1\n2\n', { maxRows: 3 })).summary.rows).toBe(3);
    const error = await failure(read('a\n1\n2\n3\n', { maxRows: 3 }));
    expect([error.kind, error.code, error.problems[0]?.where.row]).toEqual(['tooLarge', 'PLATFORM.TABLE_ROWS', 4]);
  });

  it('of columns: trailing blank ones do not count', async () => {
    expect((await read(`a,b,c${','.repeat(50)}\n`, { maxColumns: 3 })).rows[0]?.cells).toEqual(['a', 'b', 'c']);
    const error = await failure(read('a,b,c\n1,2,3,4\n', { maxColumns: 3 }));
    expect([error.code, error.problems[0]?.where.row]).toEqual(['PLATFORM.TABLE_COLUMNS', 2]);
  });

  it('of one cell: the row is reported, the rest is read', async () => {
    const { rows } = await read(`a,b\n1,${'x'.repeat(11)}\n2,3\n`, { maxCellLength: 10 });
    expect(rows[1]?.problems?.[0]).toMatchObject({
      where: { row: 2, column: 'B' },
      code: 'PLATFORM.TABLE_CELL_LENGTH',
    });
    expect(rows[1]?.cells[1]).toHaveLength(10);
    expect(rows[2]?.problems).toBeUndefined();
  });

  it('of one line', async () => {
    const error = await failure(read(`a\n${'x'.repeat(2001)}`, { maxRowLength: 2000 }));
    expect([error.code, error.problems[0]?.where.row]).toEqual(['PLATFORM.TABLE_ROW_LENGTH', 2]);
  });
});

describe('real files', () => {
  const data = `${__dirname}/../../../../../shared/data`;
  const isThere = fs.existsSync(`${data}/figures-sample.csv`);
  if (!isThere) console.warn('the sample files are absent: the test with them is skipped');

  (isThere ? it : it.skip)('every row of the samples comes with every cell', async () => {
    for (const [name, rows, columns] of [
      ['figures-sample.csv', 739, 12],
      ['register-sample.csv', 5001, 7],
    ] as const) {
      const table = await collect(readCsv(`${data}/${name}`, limits()));
      const oracle: string[][] = parse(fs.readFileSync(`${data}/${name}`, 'utf8'), { bom: true });
      expect(table.rows.map((row) => [...row.cells, ...Array<string>(columns - row.cells.length).fill('')])).toEqual(
        oracle,
      );
      expect(Math.abs(table.rows.length - rows)).toBeLessThanOrEqual(1);
      expect(table.rows.flatMap((row) => row.problems ?? [])).toEqual([]);
    }
  });
});
