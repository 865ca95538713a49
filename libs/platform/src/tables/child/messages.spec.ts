import fc from 'fast-check';
import { fromFrames, type ReadingMessage, toFrame } from './messages';

async function* inPieces(bytes: Buffer, cuts: number[]): AsyncGenerator<Buffer> {
  const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < places.length; i++) yield await Promise.resolve(bytes.subarray(places[i - 1], places[i]));
}

async function all(chunks: AsyncIterable<Buffer>): Promise<ReadingMessage[]> {
  const messages: ReadingMessage[] = [];
  for await (const message of fromFrames(chunks)) messages.push(message);
  return messages;
}

const cell = fc.string({ unit: fc.constantFrom('a', '洛', '𠮷', '"', '\n', '\u0000', '\u2028') });
const message: fc.Arbitrary<ReadingMessage> = fc
  .array(fc.record({ row: fc.integer({ min: 1, max: 1_048_576 }), cells: fc.array(cell, { maxLength: 4 }) }), {
    maxLength: 4,
  })
  .map((rows) => ({ kind: 'rows', rows }));

describe('frames', () => {
  it('come out as they went in, however the pipe cuts them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { maxLength: 6 }),
        fc.array(fc.nat(400), { maxLength: 10 }),
        async (sent, cuts) => {
          expect(await all(inPieces(Buffer.concat(sent.map(toFrame)), cuts))).toEqual(sent);
        },
      ),
    );
  });

  it('bring an unfit row over as it is, also with the character that parts the cells of the others', async () => {
    const problems = [{ where: { row: 2 }, code: 'PLATFORM.TABLE_CHARACTER', message: '控制字符' }];
    const rows = [
      { row: 1, cells: ['', '洛', ''], fields: 3 },
      { row: 2, cells: ['a\u007fb', 'c'], fields: 2, problems },
      { row: 3, cells: [], problems },
    ];
    expect(await all(inPieces(toFrame({ kind: 'rows', rows }), []))).toEqual([{ kind: 'rows', rows }]);
  });

  it('come byte by byte, too', async () => {
    const sent: ReadingMessage[] = [
      { kind: 'end', summary: { rows: 1, hiddenRows: 0, merged: [] } },
      { kind: 'error', error: { kind: 'invalid', code: 'PLATFORM.X', message: '错', problems: [] } },
    ];
    const bytes = Buffer.concat(sent.map(toFrame));
    expect(await all(inPieces(bytes, [...bytes.keys()]))).toEqual(sent);
  });

  it('a frame that is cut off is no message', async () => {
    const frame = toFrame({ kind: 'rows', rows: [] });
    expect(await all(inPieces(frame.subarray(0, frame.length - 1), []))).toEqual([]);
    expect(await all(inPieces(frame.subarray(0, 3), []))).toEqual([]);
  });
});
