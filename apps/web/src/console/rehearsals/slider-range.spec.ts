import { rangeOf, round, stepOf } from './slider-range';

describe('the range of a slider', () => {
  it('moves in steps that people count in', () => {
    expect([500, 60, 3, 0.5, 24.097, 0].map(stepOf)).toEqual([10, 1, 0.05, 0.01, 0.5, 1]);
  });

  it('goes from nothing to twice the value where nothing stands beside it', () => {
    expect(rangeOf({ value: 500, from: null, to: null })).toEqual({ min: 0, max: 1000, step: 10 });
    expect(rangeOf({ value: 0, from: null, to: null })).toEqual({ min: 0, max: 10, step: 1 });
    expect(rangeOf({ value: -5, from: null, to: null }).min).toBe(-10);
  });

  it('stays off the bands beside it, and always holds the value itself', () => {
    expect(rangeOf({ value: 3, from: 2, to: 5 })).toEqual({ min: 2.05, max: 4.95, step: 0.05 });
    const tight = rangeOf({ value: 1, from: 1, to: 1 });
    expect(tight.min <= 1 && tight.max >= 1).toBe(true);
  });

  it('keeps no digits that only the arithmetic made', () => {
    expect(round(0.1 + 0.2)).toBe(0.3);
  });
});
