import fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import { completeLength, firstInvalid, Utf8Check, Utf8Decoder } from './utf8';

const text = fc.string({ unit: fc.constantFrom('a', '\n', 'é', '洛', '阳', '𠮷', '\u0000') });
const damaged = fc
  .tuple(text, fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 3 }))
  .map(([from, changes]) => {
    const bytes = Buffer.from(from);
    for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
    return bytes;
  });

function pieces(bytes: Buffer, cuts: number[]): Buffer[] {
  const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((place, i) => bytes.subarray(places[i], place));
}

describe('UTF-8 in pieces', () => {
  it('is decoded as it is in one piece, and what is none is refused', () => {
    fc.assert(
      fc.property(damaged, fc.array(fc.nat(60), { maxLength: 6 }), (bytes, cuts) => {
        const decoder = new Utf8Decoder();
        const got = pieces(bytes, cuts).map((piece) => decoder.write(piece));
        const isGood = !got.includes(null) && decoder.end();
        expect(isGood).toBe(isUtf8(bytes));
        if (isGood) expect(got.join('')).toBe(bytes.toString());
      }),
      { numRuns: 500 },
    );
  });

  it('is checked with the same result', () => {
    fc.assert(
      fc.property(damaged, fc.array(fc.nat(60), { maxLength: 6 }), (bytes, cuts) => {
        const check = new Utf8Check();
        const isGood = pieces(bytes, cuts).every((piece) => check.write(piece)) && check.end();
        expect(isGood).toBe(isUtf8(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('pieces of single bytes lose nothing', () => {
    const decoder = new Utf8Decoder();
    const bytes = Buffer.from('a洛𠮷\n');
    expect([...bytes].map((byte) => decoder.write(Buffer.from([byte]))).join('')).toBe('a洛𠮷\n');
    expect(decoder.end()).toBe(true);
  });

  it('an unfinished character at the end is told', () => {
    const decoder = new Utf8Decoder();
    expect(decoder.write(Buffer.from('轴承').subarray(0, 5))).toBe('轴');
    expect(decoder.end()).toBe(false);
  });
});

describe('completeLength', () => {
  it.each([
    ['nothing', [], 0],
    ['ASCII', [0x61, 0x62], 2],
    ['a whole character', [0xe6, 0xb4, 0x9b], 3],
    ['two bytes of three', [0x61, 0xe6, 0xb4], 1],
    ['one byte of two', [0x61, 0xc3], 1],
    ['three bytes of four', [0x61, 0xf0, 0xa0, 0xae], 1],
    ['bytes that go on with nothing', [0x80, 0x80, 0x80, 0x80], 4],
  ])('%s', (_, bytes, length) => expect(completeLength(Buffer.from(bytes))).toBe(length));
});

describe('firstInvalid', () => {
  it('is the place where a lenient decoder puts its first replacement', () => {
    fc.assert(
      fc.property(damaged, (bytes) => {
        const whole = bytes.subarray(0, completeLength(bytes));
        const lenient = whole.toString();
        const at = lenient.indexOf('\ufffd');
        expect(firstInvalid(bytes)).toBe(at < 0 ? -1 : Buffer.byteLength(lenient.slice(0, at)));
      }),
      { numRuns: 500 },
    );
  });
});
