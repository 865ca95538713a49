import fc from 'fast-check';
import { combineAll, combineAny, MANUAL, MET, NOT_APPLICABLE, type OutcomeCode, outcomeCode, outcomeName, UNKNOWN, UNMET } from './outcome'; // prettier-ignore

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

  it('any: met before unknown before manual before unmet', () => {
    expect(combineAny(MET, UNKNOWN)).toBe(MET);
    expect(combineAny(UNKNOWN, MANUAL)).toBe(UNKNOWN);
    expect(combineAny(MANUAL, UNMET)).toBe(MANUAL);
    expect(combineAny(UNMET, UNMET)).toBe(UNMET);
  });

  it('what does not apply drops out of both; nothing else leaves it', () => {
    for (const code of codes) {
      expect([combineAll(code, NOT_APPLICABLE), combineAny(NOT_APPLICABLE, code)]).toEqual([code, code]);
    }
  });

  it('order and grouping never matter', () => {
    fc.assert(
      fc.property(anyCode, anyCode, anyCode, (a, b, c) => {
        for (const combine of [combineAll, combineAny]) {
          expect(combine(a, b)).toBe(combine(b, a));
          expect(combine(combine(a, b), c)).toBe(combine(a, combine(b, c)));
        }
      }),
    );
  });
});
