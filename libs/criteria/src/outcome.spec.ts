import fc from 'fast-check';
import { combineAll, MANUAL, MET, NOT_APPLICABLE, type OutcomeCode, outcomeCode, outcomeName, UNKNOWN, UNMET } from './outcome'; // prettier-ignore

const codes = [MET, MANUAL, UNKNOWN, UNMET, NOT_APPLICABLE] as const;
const anyCode = fc.constantFrom<OutcomeCode>(...codes);

describe('outcomes', () => {
  it('have codes and names that lead to each other', () => {
    expect(codes.map((code) => outcomeCode(outcomeName(code)))).toEqual(codes);
    expect(() => outcomeName(0)).toThrow(RangeError);
  });

  it('all: unmet before unknown before manual before met', () => {
    expect(combineAll(UNMET, UNKNOWN)).toBe(UNMET);
    expect(combineAll(UNKNOWN, MANUAL)).toBe(UNKNOWN);
    expect(combineAll(MANUAL, MET)).toBe(MANUAL);
    expect(combineAll(MET, MET)).toBe(MET);
  });

  it('what does not apply drops out; nothing else leaves it', () => {
    for (const code of codes) {
      expect([combineAll(code, NOT_APPLICABLE), combineAll(NOT_APPLICABLE, code)]).toEqual([code, code]);
    }
  });

  it('order and grouping never matter', () => {
    fc.assert(
      fc.property(anyCode, anyCode, anyCode, (a, b, c) => {
        expect(combineAll(a, b)).toBe(combineAll(b, a));
        expect(combineAll(combineAll(a, b), c)).toBe(combineAll(a, combineAll(b, c)));
      }),
    );
  });
});
