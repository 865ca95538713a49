import fc from 'fast-check';
import { byteRange } from './byte-range';

describe('the part of a file that is asked for', () => {
  it.each([
    ['bytes=0-99', { start: 0, end: 99 }],
    ['bytes=900-', { start: 900, end: 999 }],
    ['bytes=-100', { start: 900, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=990-5000', { start: 990, end: 999 }],
    ['bytes=1000-', null],
    ['bytes=5-4', null],
    ['bytes=-0', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['lines=0-1', null],
    [undefined, null],
  ])('%s', (header, part) => expect(byteRange(header, 1000)).toEqual(part));

  it('lies within the file, whatever is asked', () =>
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), fc.nat(2000), (text, from, to, size) => {
        for (const header of [text, `bytes=${from}-${to}`, `bytes=${from}-`, `bytes=-${to}`]) {
          const part = byteRange(header, size);
          if (part) expect(0 <= part.start && part.start <= part.end && part.end < size).toBe(true);
        }
      }),
    ));

  it('is none of an empty file', () => expect(byteRange('bytes=0-', 0)).toBeNull());
});
