import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import fs from 'node:fs';
import { PassThrough, Writable } from 'node:stream';
import { readCsv } from './csv-reader';
import { writeCsv } from './csv-writer';
import { batched, type ExportCell, type ExportColumn } from './export-table';
import { formulaPayloads } from './testing/formula-payloads';
import { collect, failure, limits, testFolder } from './testing/table-files';

const folder = testFolder();
const text = (...labels: string[]): ExportColumn[] => labels.map((label) => ({ label, type: 'text' }));

async function csv(columns: ExportColumn[], rows: ExportCell[][]): Promise<string> {
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on('data', (chunk: Buffer) => chunks.push(chunk));
  const result = await writeCsv(columns, batched(rows, 3), out);
  const bytes = Buffer.concat(chunks);
  expect(result).toEqual({ rows: rows.length, bytes: bytes.length });
  return bytes.toString('utf8');
}

describe('writeCsv', () => {
  it('writes what Chinese Excel opens right: byte order mark, CRLF, quotes where needed', async () => {
    const columns: ExportColumn[] = [
      ...text('代码', '名称'),
      { label: '收入(元)', type: 'decimal' },
      { label: '人数', type: 'integer' },
      { label: '日期', type: 'date' },
    ];
    const rows = [
      ['00123', '洛阳,"轴承"\n厂', '-957130871.9600', 842, '2021-12-31'],
      ['X', null, 1e-7, -3, null],
      ['', '', '', null, ''],
    ];
    expect(await csv(columns, rows)).toBe(
      '\ufeff代码,名称,收入(元),人数,日期\r\n00123,"洛阳,""轴承""\n厂",-957130871.9600,842,2021-12-31\r\nX,,0.0000001,-3,\r\n,,,,\r\n',
    );
  });

  it('only a header where there are no rows', async () => expect(await csv(text('a', 'b'), [])).toBe('\ufeffa,b\r\n'));

  it('leaves no text that a spreadsheet could run, whatever stands in it', async () => {
    expect(formulaPayloads.length).toBeGreaterThanOrEqual(120);
    const written = await csv(
      text('=甲', '乙'),
      formulaPayloads.map((payload) => [payload, `安全${payload}`]),
    );
    const fields: string[][] = parse(written, { bom: true, record_delimiter: '\r\n' });
    expect(fields[0]).toEqual(["'=甲", '乙']);
    fields.slice(1).forEach(([first, second], i) => {
      expect(first).toBe(`'${formulaPayloads[i]}`);
      expect(second).toBe(`安全${formulaPayloads[i]}`); // no stray apostrophes where nothing can run
    });
  });

  it('negative numbers stay numbers, in columns of numbers alone', async () => {
    const columns: ExportColumn[] = [{ label: 'a', type: 'decimal' }, ...text('b')];
    expect(
      await csv(columns, [
        ['-1.5', '-1.5'],
        [-2, '+8637912345'],
      ]),
    ).toBe("\ufeffa,b\r\n-1.5,'-1.5\r\n-2,'+8637912345\r\n");
  });

  it.each<[string, unknown, ExportColumn['type']]>([
    ['NaN', NaN, 'decimal'],
    ['infinity', Infinity, 'integer'],
    ['a formula as a number', '=1+1', 'integer'],
    ['an exponent', '1e5', 'decimal'],
    ['a number beyond all amounts', 1e21, 'decimal'],
    ['an object, as JSON may bring it', { formula: 'CMD()' }, 'text'],
    ['an object as a number', { formula: '1' }, 'decimal'],
    ['a day as a number', 44561, 'date'],
    ['a boolean', true, 'text'],
  ])('stops at %s and names row and column', async (_, cell, type) => {
    const error = await failure(csv([{ label: '甲', type }], [[null], [cell as ExportCell]]));
    expect(error).toMatchObject({ code: 'PLATFORM.EXPORT_CELL', problems: [{ where: { row: 2, column: '甲' } }] });
  });

  it('comes back through our own reader as it was', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '＝', '洛', '𠮷', ' ', ',', '"', '\n', '\t', '1', 'a'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, fc.constant('end')), { minLength: 1, maxLength: 20 }),
        async (rows) => {
          const file = folder.file('round.csv', await csv(text('a', 'b', 'c'), rows));
          const table = await collect(readCsv(file, limits()));
          expect(table.rows.slice(1).map((row) => row.cells)).toEqual(rows);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a slow or failing reader of the export', () => {
  async function* endless(pulled: { batches: number }): AsyncGenerator<string[][]> {
    for (;;) {
      pulled.batches++;
      yield await Promise.resolve([['x'.repeat(40_000)], ['y'.repeat(40_000)]]);
    }
  }

  it('makes the source wait', async () => {
    const pulled = { batches: 0 };
    let taken = 0;
    const out = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => (++taken < 5 ? void setTimeout(done, 5) : out.destroy()),
    });
    await expect(writeCsv(text('a'), endless(pulled), out)).rejects.toThrow('the reader of the export has gone');
    expect(pulled.batches).toBeLessThanOrEqual(taken + 2);
  });

  it('ends the writing with its own error', async () => {
    const out = new Writable({ write: (_chunk, _encoding, done) => done(new Error('disk full')) });
    await expect(writeCsv(text('a'), endless({ batches: 0 }), out)).rejects.toThrow('disk full');
    await expect(writeCsv(text('a'), batched([['1']]), out)).rejects.toThrow();
  });

  it('a source that fails ends the writing', async () => {
    const source = (async function* () {
      yield await Promise.resolve([['1']]);
      throw new Error('the database has gone');
    })();
    await expect(writeCsv(text('a'), source, fs.createWriteStream('/dev/null'))).rejects.toThrow(
      'the database has gone',
    );
  });
});
