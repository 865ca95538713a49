import { builtInOfficer } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fc from 'fast-check';
import { BinaryDecoder, type FieldKind, type FieldValue } from './binary-decoder';
import { BinaryEncoder } from './binary-encoder';
import { CopyReader } from './copy-reader';
import { TextCache } from './text-cache';

/** Decodes bytes cut at these places; raw columns come out as hex. */
function decode(bytes: Buffer, kinds: FieldKind[], cuts: number[] = []): FieldValue[][] {
  const rows: FieldValue[][] = [];
  const decoder: BinaryDecoder = new BinaryDecoder(kinds, () =>
    rows.push(
      decoder.values.map((value, i) => {
        const at = decoder.rawAt[i] as number;
        return kinds[i] === 'raw' && at >= 0 ? decoder.chunk.toString('hex', at, at + 16) : value;
      }),
    ),
  );
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  for (let i = 1; i < places.length; i++) decoder.push(bytes.subarray(places[i - 1], places[i]));
  decoder.end();
  return rows;
}

describe('binary COPY', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  const copy = (select: string) =>
    test.database.snapshot(builtInOfficer, async (tx) => {
      const chunks: Buffer[] = [];
      const reader = new CopyReader(test.database, tx, `copy (${select}) to stdout (format binary)`);
      for await (const chunk of reader) chunks.push(chunk);
      return { bytes: Buffer.concat(chunks), rows: reader.rowCount };
    });
  const kinds: FieldKind[] = ['raw', 'int8', 'int4', 'int2', 'bool', 'text'];
  const sample = `select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, v, n, (n % 30000)::int2, n % 3 = 0,
      case when n % 5 <> 0 then '企业' || n end
    from unnest(array[0, 1, -1, 4294967296, -4294967297, 9007199254740991, -9007199254740991, 9007199254740993,
      -9223372036854775808, 9223372036854775807, null]::int8[]) with ordinality t (v, o), lateral (select o::int as n) x`;

  it('is read as the server means it, exact beyond 2^53', async () => {
    const { bytes, rows } = await copy(sample);
    expect(rows).toBe(11);
    const read = decode(bytes, kinds);
    expect(read.map((row) => row[1])).toEqual([
      ...[0, 1, -1, 4294967296, -4294967297, 9007199254740991, -9007199254740991, 9007199254740993n],
      ...[-9223372036854775808n, 9223372036854775807n, null],
    ]);
    expect(read[2]).toEqual(['00000000000040008000000000000003', -1, 3, 3, true, '企业3']);
    expect(read[4]).toEqual(['00000000000040008000000000000005', -4294967297, 5, 5, false, null]);
  });

  it('is read the same wherever the network cuts it', async () => {
    const { bytes } = await copy(sample);
    const whole = decode(bytes, kinds);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 20 }), (cuts) => {
        expect(decode(bytes, kinds, cuts)).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  it('that ends early is an error, not a short result', async () => {
    const { bytes } = await copy(sample);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
        expect(() => decode(bytes.subarray(0, length), kinds)).toThrow('ended in the middle');
      }),
      { numRuns: 100 },
    );
    expect(() => decode(bytes, kinds.slice(1))).toThrow('6 fields in a row, expected 5');
    expect(() => decode(bytes, ['raw', 'int4', 'int4', 'int2', 'bool', 'text'])).toThrow('column 1 has 8 bytes');
    expect(() => decode(Buffer.alloc(40), kinds)).toThrow('not a binary COPY');
  });

  it('is written as the server reads it', async () => {
    const parts: Buffer[] = [];
    const encoder = new BinaryEncoder((buffer) => parts.push(Buffer.from(buffer)), 256, 600);
    const points = Int32Array.from([5, -7, 600000]);
    for (let i = 0; i < 50; i++) {
      encoder.row(4);
      encoder.int2(i - 25);
      encoder.int4(i * 40_000_000);
      encoder.bytes(Uint8Array.from([9, 1, 2, 255, 9]), 1, 3);
      if (i % 2 === 0) encoder.int4Array(points, Int32Array.from([2, 0]));
      else encoder.missing();
    }
    encoder.end();
    expect(parts.length).toBeGreaterThan(3);
    await test.asSuperuser('create table encoded (a int2, b int4, c bytea, d int4[])');
    await test.asSuperuser('grant insert, select on encoded to tidu_app');
    const { CopyWriter } = await import('./copy-writer');
    const rows = await test.database.write(builtInOfficer, async (tx) => {
      const writer = new CopyWriter(tx, 'copy encoded from stdin (format binary)');
      for (const part of parts) writer.write(part);
      expect(await writer.finish()).toBe(50);
      return tx.rows<object>(`select a, b, encode(c, 'hex') as c, d from encoded order by a`);
    });
    expect(rows).toHaveLength(50);
    expect(rows[0]).toEqual({ a: -25, b: 0, c: '0102ff', d: [600000, 5] });
    expect(rows[21]).toEqual({ a: -4, b: 840_000_000, c: '0102ff', d: null });
  });

  it('leaves the connection usable when the reader stops in the middle', async () => {
    const left = await test.database.snapshot(builtInOfficer, async (tx) => {
      const reader = new CopyReader(test.database, tx, 'copy (select generate_series(1, 3000000)) to stdout');
      try {
        for await (const chunk of reader) if (chunk.length > 0) throw new Error('enough');
      } catch (error) {
        expect((error as Error).message).toBe('enough');
      }
      await tx.client.query('rollback');
      await tx.client.query('begin');
      return tx.row<{ one: number }>('select 1 as one');
    });
    expect(left).toEqual({ one: 1 });
  });

  it('passes a server’s refusal on', async () => {
    await expect(copy('select 1 / 0')).rejects.toThrow('division by zero');
    await expect(copy('select nothing')).rejects.toThrow('does not exist');
  });
});

describe('TextCache', () => {
  it('answers every text as itself, however many share a slot', () => {
    const cache = new TextCache();
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 50 }), (texts) => {
        const bytes = Buffer.from(texts.join(''), 'utf8');
        let at = 0;
        for (const text of texts) {
          const to = at + Buffer.byteLength(text);
          expect(cache.read(bytes, at, to)).toBe(text);
          at = to;
        }
      }),
      { numRuns: 500 },
    );
  });
});
