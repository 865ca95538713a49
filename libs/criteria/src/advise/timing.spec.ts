import fc from 'fast-check';
import { seedCosts } from '../testing/advice';
import { dictionary } from '../testing/seeds';
import { PriceList } from './price-list';
import { carry, earliestYear, heldReason, horizonOf } from './timing';

const prices = new PriceList(seedCosts);
const fact = (code: string) => dictionary.get(code);
const reason = (code: string, date: string, deadline: string | null) =>
  heldReason(fact(code), prices, horizonOf(date, deadline));

describe('what can move until when', () => {
  it.each([
    ['rdExpense', '2026-12-31', 'closed'], // the figures of 2025
    ['rdExpense', '2027-01-01', null], // those of 2026, not over yet
    ['rdExpenseY1', '2027-12-31', 'closed'],
    ['rdExpenseY1', '2028-01-01', null],
    ['mainRevenueY2', '2028-06-01', 'closed'],
    ['mainRevenueY2', '2029-06-01', null],
    ['rdExpense', null, null],
    ['rdExpenseY1', null, 'closed'],
    ['totalAssets', '2026-12-31', 'closed'],
    ['ipClass1Applied', '2026-06-02', null],
    ['ownBrand', '2026-06-01', null],
    ['nicheYears', '2040-01-01', 'time'],
    ['establishedYears', null, 'time'],
    ['majorIncident3y', '2040-01-01', 'fixed'],
    ['qualityScore', '2026-12-31', null],
    ['qualityScoreY1', '2026-12-31', 'closed'],
    ['industryCode', null, 'fixed'],
  ])('%s by %s: %s', (code, deadline, expected) => {
    expect(reason(code, '2026-06-01', deadline)).toBe(expected);
  });

  it('more time never holds back what less time allowed', () => {
    const codes = dictionary.facts.map(({ code }) => code);
    const day = fc
      .integer({ min: 0, max: 2000 })
      .map((n) => new Date(Date.UTC(2026, 5, 1 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.constantFrom(...codes), day, day, (code, one, two) => {
        const [early, late] = one < two ? [one, two] : [two, one];
        if (reason(code, '2026-06-01', early) === null) expect(reason(code, '2026-06-01', late)).toBeNull();
      }),
    );
  });
});

describe('the first year that can show another value', () => {
  const year = (code: string, from: number, to: number, deadline: string | null = null) =>
    earliestYear(fact(code), { from, to }, prices, horizonOf('2026-06-01', deadline));

  it('of figures', () => {
    expect([year('rdExpense', 0, 1), year('rdExpenseY1', 0, 1), year('revenueY2', 0, 1)]).toEqual([2027, 2028, 2029]);
  });

  it('of years in the niche, counted at year ends', () => {
    expect(year('nicheYears', 20000, 30000)).toBe(2027);
    expect(year('nicheYears', 15000, 30000)).toBe(2028);
    expect(year('nicheYears', 29999, 30000)).toBe(2027);
    expect(year('nicheYears', 15000, 30000, '2027-03-01')).toBe(2029); // as carried to the deadline
    expect(year('nicheYears', 30000, 20000)).toBeNull();
  });

  it('of years in business, counted to the day', () => {
    expect(year('establishedYears', 29999, 30000)).toBe(2026);
    expect(year('establishedYears', 25000, 30000)).toBe(2026);
    expect(year('establishedYears', 20000, 30000)).toBe(2027);
    expect(year('establishedYears', 23000, 30000)).toBe(2027);
  });

  it('is not given for what waiting does not help', () => {
    expect(
      earliestYear(fact('majorIncident3y'), { from: true, to: false }, prices, horizonOf('2026-06-01', null)),
    ).toBeNull();
  });

  it('is the first at whose deadline the fact is open', () => {
    for (const code of ['rdExpense', 'rdExpenseY1', 'mainRevenueY2']) {
      const first = year(code, 0, 1) ?? 0;
      expect(reason(code, '2026-06-01', `${first}-01-01`)).toBeNull();
      expect(reason(code, '2026-06-01', `${first - 1}-12-31`)).toBe('closed');
    }
  });
});

describe('the sheet at the deadline', () => {
  const sheet = new Map([
    ...[['revenue', 500] as const, ['revenueY1', 400] as const, ['revenueY2', 300] as const],
    ...[['nicheYears', 25000] as const, ['establishedYears', 45000] as const, ['ipClass1', 3] as const],
  ]);
  const at = (deadline: string | null) => {
    const carried = carry(sheet, dictionary, prices, horizonOf('2026-06-01', deadline));
    return ['revenue', 'revenueY1', 'revenueY2', 'nicheYears', 'establishedYears', 'ipClass1'].map((code) =>
      carried.get(code),
    );
  };

  it('is the same without a deadline or on the same day', () => {
    expect(at(null)).toEqual([500, 400, 300, 25000, 45000, 3]);
    expect(at('2026-06-01')).toEqual([500, 400, 300, 25000, 45000, 3]);
  });

  it('within the year only days pass', () => {
    expect(at('2026-11-30')).toEqual([500, 400, 300, 25000, 45000 + Math.floor((182 * 10000) / 365), 3]);
  });

  it('figures grow older with each turn of the year', () => {
    expect(at('2027-06-01')).toEqual([500, 500, 400, 35000, 55000, 3]);
    expect(at('2028-06-01')).toEqual([500, 500, 500, 45000, 65000, 3]);
    expect(at('2035-06-01')).toEqual([500, 500, 500, 115000, 135000, 3]);
  });

  it('what is missing stays missing', () => {
    const carried = carry(new Map([['revenueY1', 400]]), dictionary, prices, horizonOf('2026-06-01', '2027-06-01'));
    expect([carried.get('revenueY1'), carried.get('revenueY2'), carried.get('nicheYears')]).toEqual([
      null,
      400,
      undefined,
    ]);
  });
});
