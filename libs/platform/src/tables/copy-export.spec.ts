import fc from 'fast-check';
import { PassThrough } from 'node:stream';
import { Client } from 'pg';
import { to } from 'pg-copy-streams';
import { parse as parseCsv } from 'csv-parse/sync';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database';
import { copyRows, guardedSql, writeCopiedCsv } from './copy-export';
import type { ExportCell } from './export-table';
import { guardText } from './formula-guard';
import { formulaPayloads } from './testing/formula-payloads';

async function* pieces(...texts: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text as string));
}

async function all(source: AsyncIterable<readonly (readonly ExportCell[])[]>): Promise<ExportCell[][]> {
  const rows: ExportCell[][] = [];
  for await (const batch of source) rows.push(...batch.map((row) => [...row]));
  return rows;
}

describe('copyRows', () => {
  it('parts rows and cells, and undoes the escapes of COPY', async () => {
    const text = 'a\tb\n\\N\t\n1\\t2\t\\\\N\nx\\ny\tc\\\\d\n';
    expect(await all(copyRows(pieces(text)))).toEqual([
      ['a', 'b'],
      [null, ''],
      ['1\t2', '\\N'],
      ['x\ny', 'c\\d'],
    ]);
  });

  it('gives the same however the bytes are cut, also inside a character', async () => {
    const bytes = Buffer.from('洛阳\t𠮷\n\\N\t轴\\n承\n');
    const whole = await all(copyRows(pieces(bytes)));
    expect(whole).toEqual([
      ['洛阳', '𠮷'],
      [null, '轴\n承'],
    ]);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), fc.nat(bytes.length), async (a, b) => {
        const [from, to_] = [Math.min(a, b), Math.max(a, b)];
        expect(
          await all(copyRows(pieces(bytes.subarray(0, from), bytes.subarray(from, to_), bytes.subarray(to_)))),
        ).toEqual(whole);
      }),
    );
  });

  it('nothing gives no rows', async () => expect(await all(copyRows(pieces()))).toEqual([]));
});

describe('with a server', () => {
  let db: TestDatabase;
  let client: Client;
  beforeAll(async () => {
    db = await createTestDatabase();
    client = new Client({ connectionString: db.appUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await db.drop();
  });
  const odd = [...formulaPayloads, '', ' ', '洛阳', "'=1", '\\N', 'a"b', 'x,y', '\\.', '１', '𠮷'];
  const values = () => `(values ${odd.map((text, i) => `(${i}, ${client.escapeLiteral(text)})`).join(',')}) v(i, t)`;

  it('the server guards texts exactly as we do', async () => {
    const out = new PassThrough();
    const chunks: Buffer[] = [];
    out.on('data', (chunk: Buffer) => chunks.push(chunk));
    const sql = `copy (select i, ${guardedSql('t')} from ${values()} order by i) to stdout (format csv)`;
    const bytes = await writeCopiedCsv(
      [
        { label: '序', type: 'integer' },
        { label: '@名称', type: 'text' },
      ],
      client.query(to(sql)),
      out,
    );
    const written = Buffer.concat(chunks);
    expect(bytes).toBe(written.length);
    const rows: string[][] = parseCsv(written, { bom: true, record_delimiter: '\n' });
    expect(rows).toEqual([['序', "'@名称"], ...odd.map((text, i) => [String(i), guardText(text)])]);
  });

  it('every text comes through COPY as it was', async () => {
    const sql = `copy (select i, t, null from ${values()} order by i) to stdout`;
    expect(await all(copyRows(client.query(to(sql))))).toEqual(odd.map((text, i) => [String(i), text, null]));
  });
});
