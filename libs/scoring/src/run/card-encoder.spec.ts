import type { CompactResult } from '@tidu/criteria';
import { BinaryDecoder } from '../copy/binary-decoder';
import { frameLength } from '../copy/copy-writer';
import { CardEncoder, type CardShape } from './card-encoder';

const runId = '01890000-0000-7000-8000-0000000000ff';
const shape: CardShape = {
  met: Uint8Array.from([1, 0, 1, 0]),
  unknown: Uint8Array.from([1, 0, 1, 1]),
  points: Int32Array.from([1, 3]),
};
const sheet = { id: Uint8Array.from([9, ...Array.from({ length: 16 }, (_, i) => i)]), idAt: 1, asOf: 8200, version: 3 };

function result(over: Partial<CompactResult> = {}): CompactResult {
  return {
    ...{ outcome: 3, pointsMin: 100_000, pointsMax: 150_000 },
    ...{ clauseOutcomes: Uint8Array.from([1, 1, 3, 3]) },
    ...{ clauseMin: Int32Array.from([0, 50_000, 0, 0]), clauseMax: Int32Array.from([0, 50_000, 0, 100_000]) },
    ...{ value: null, exact: null, exactTotal: null },
    ...over,
  };
}

/** What the encoder wrote: the bytes after the header, and the tally. */
function encode(results: CompactResult[], given = shape) {
  const parts: Buffer[] = [];
  const encoder = new CardEncoder(runId, given, (buffer) => parts.push(Buffer.from(buffer.subarray(frameLength))));
  for (const one of results) encoder.write(sheet, one);
  encoder.end();
  return { bytes: Buffer.concat(parts), tally: encoder.tally, rows: encoder.rows };
}

/** The fields of the first row as hex, by length; null for a missing one. */
function fields(bytes: Buffer): (string | null)[] {
  let at = 19;
  const count = bytes.readInt16BE(at);
  at += 2;
  return Array.from({ length: count }, () => {
    const length = bytes.readInt32BE(at);
    at += 4;
    if (length < 0) return null;
    at += length;
    return bytes.toString('hex', at - length, at);
  });
}

describe('CardEncoder', () => {
  it('writes run, enterprise, points, sheet, outcome and counts in the order of the columns', () => {
    const [run, enterprise, min, max, asOf, outcome, met, unknown, version, clauses] = fields(encode([result()]).bytes);
    expect([run, enterprise]).toEqual([runId.replaceAll('-', ''), '000102030405060708090a0b0c0d0e0f']);
    expect([min, max, asOf]).toEqual(['000186a0', '000249f0', '00002008']);
    expect([outcome, met, unknown, version]).toEqual(['0003', '0001', '0002', '0003']);
    expect(clauses).toBe('01010303');
  });

  it('keeps points of those clauses that carry any, and upper ends only where one is open', () => {
    const open = fields(encode([result()]).bytes);
    expect(open[10]).toMatch(/0000c350.{8}00000000$/);
    expect(open[11]).toMatch(/0000c350.{8}000186a0$/);
    const settled = fields(encode([result({ clauseMax: Int32Array.from([0, 50_000, 0, 0]) })]).bytes);
    expect([settled[10]?.length, settled[11]]).toEqual([open[10]?.length, null]);
  });

  it('leaves points out under a standard without any', () => {
    const plain = { ...shape, points: new Int32Array(0) };
    const row = fields(encode([result({ pointsMin: null, pointsMax: null })], plain).bytes);
    expect([row[2], row[3], row[10], row[11]]).toEqual([null, null, null, null]);
  });

  it('tallies outcomes, and as open whatever isn’t settled', () => {
    const settled = { pointsMin: 5, pointsMax: 5 };
    const { tally, rows } = encode([
      ...[result(), result({ outcome: 1 }), result({ ...settled, outcome: 1 }), result({ ...settled, outcome: 4 })],
      ...[result({ ...settled, outcome: 2 }), result({ ...settled, outcome: 3 }), result({ ...settled, outcome: 5 })],
    ]);
    expect([...tally.byOutcome]).toEqual([0, 2, 1, 2, 1, 1]);
    expect([tally.open, rows]).toEqual([4, 7]);
  });

  it('fills buffer after buffer without cutting a row', () => {
    const parts: Buffer[] = [];
    const encoder = new CardEncoder(runId, shape, (buffer) => parts.push(buffer.subarray(frameLength)));
    for (let i = 0; i < 5000; i++) encoder.write(sheet, result());
    encoder.end();
    expect(parts.length).toBeGreaterThan(3);
    const kinds = [
      'raw',
      'raw',
      'int4',
      'int4',
      'int4',
      'int2',
      'int2',
      'int2',
      'int2',
      'text',
      'text',
      'text',
    ] as const;
    const decoder = new BinaryDecoder(kinds, () => undefined);
    for (const part of parts) decoder.push(part);
    decoder.end();
    expect(decoder.rows).toBe(5000);
  });
});
