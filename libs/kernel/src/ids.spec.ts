import fc from 'fast-check';
import { isUuid, uuidv7 } from './ids';

describe('uuidv7', () => {
  it('has the version, the variant and the time in front', () => {
    const time = Date.now() + 60_000;
    const id = uuidv7(time);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(time);
    expect(isUuid(id)).toBe(true);
  });

  it('strictly ascends within a millisecond, over more than 4096 of them, and when the clock is set back', () => {
    const time = Date.now() + 120_000;
    const ids = Array.from({ length: 20_000 }, (_, i) => uuidv7(i < 10_000 ? time : time - 5_000));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('differs in its random part', () => {
    const tails = Array.from({ length: 5000 }, () => uuidv7().slice(24));
    expect(new Set(tails).size).toBe(tails.length);
  });
});

describe('isUuid', () => {
  it.each([
    '',
    'x',
    '018F0000-0000-7000-8000-000000000000',
    '018f0000-0000-7000-8000-00000000000',
    '018f0000-0000-0000-8000-000000000000',
  ])('refuses %p', (text) => expect(isUuid(text)).toBe(false));

  it('accepts every UUID of RFC 9562', () => {
    fc.assert(fc.property(fc.uuid(), (id) => expect(isUuid(id)).toBe(true)));
  });
});
