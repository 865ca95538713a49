import type { DefinitionBody, Indicator } from '../definitions/body';
import type { FactsUsed, RowInputs } from '../evaluate/measure';
import { type PlacedRow, Ranker } from '../evaluate/ranker';
import { roundedTo } from '../evaluate/points';
import type { BandsMade } from './bands';
import { extremesOf, isMeanSettled } from './extremes-range';

const facts: FactsUsed = {
  tax: { label: '税', unit: '元', scale: 0, isNumber: true },
  land: { label: '用地', unit: '亩', scale: 0, isNumber: true },
  level: { label: '数字化', unit: '级', scale: 0, isNumber: true },
};
const ratio: Indicator['measure'] = { kind: 'ratio', over: 'tax', under: 'land' };
const scale = { kind: 'benchmark', benchmark: '10', floor: '0', cap: '60' } as const;
/** Tax per mu: who doesn't tell it takes the mean of the points of all others. */
const perMu: Indicator = {
  ...{ id: 'perMu', label: '亩均', measure: ratio, scale, weight: '60', direction: 'up' },
  ...{ gap: 'cohortMean', meanFor: ['tax', 'land'], minUnder: null, tiny: 'exclude', negative: 'computed' },
};
const level: Indicator = {
  ...{ ...perMu, id: 'level', label: '数字化', measure: { kind: 'fact', fact: 'level' }, weight: '50' },
  ...{ scale: { kind: 'benchmark', benchmark: '100', floor: '0', cap: null }, gap: 'exclude', meanFor: [] },
};
const body = (indicators: Indicator[], places: number | null = null): DefinitionBody => ({
  ...{ code: 'test', title: '测试', own: true, basis: '测试', year: 2021, asOf: '2022-09-01', decimals: 4, indicators },
  scope: { regions: [], zones: [], industries: [], ownerships: [], title: null, aboveScale: false },
  ...{ ties: [], places, vetoes: [], classes: null, provisionalSources: ['officer'] },
});
/** Provisional figures may turn out a tenth otherwise, weights likewise. */
const tolerances = { provisional: 100, weights: 100, roundings: [] };
const row = (figures: Record<string, number>, ...provisional: string[]): RowInputs => ({
  ...{ tax: [null, null], land: [null, null], level: [null, null] },
  ...Object.fromEntries(
    Object.entries(figures).map(([code, value]) => [
      code,
      [String(value), provisional.includes(code) ? 'officer' : 'tax'] as const,
    ]),
  ),
});

function ranked(rows: Record<string, RowInputs>, definition: DefinitionBody) {
  const ranker = new Ranker(definition, facts, Object.keys(rows).length, tolerances);
  const all = Object.values(rows);
  for (const one of all) ranker.first(one);
  for (const one of all) ranker.second(one);
  const placed = Object.keys(rows).map((name, i): [string, PlacedRow] => {
    const identity = { creditCode: `9141${i}`, name, regionCode: '410302', industryCode: null };
    return [name, ranker.third(i, identity, all[i] as RowInputs, false)];
  });
  return { of: Object.fromEntries(placed), made: ranker.bandsMade() as BandsMade };
}

describe('the mean of points while figures and weights vary', () => {
  it('is that of the points, which a cap keeps from growing with the figures', () => {
    const rows = {
      甲: row({ tax: 1000, land: 10 }, 'tax'),
      乙: row({ tax: 80, land: 10 }),
      丙: row({ tax: 50, land: 10 }, 'tax'),
      缺: row({}),
    };
    const { of, made } = ranked(rows, body([perMu]));
    // 60 whatever the figure, 48, and 27 to 33: far below what the mean of their values would give, 37 times ten
    expect([of['缺']?.rank, of['缺']?.score]).toEqual([3, 460_000n]);
    const band = { best: 3, worst: 3 };
    expect([made.kind, made.unsettled, of['缺']?.band]).toMatchObject(['bound', 2, band]);
    const mean = extremesOf(made.extremes[0] as NonNullable<BandsMade['extremes'][number]>).mean;
    expect([mean?.least, mean?.most].map((one) => one && roundedTo(one, 6))).toEqual([45_000_000n, 47_000_000n]);
  });

  it('doesn’t go with the weight where a floor keeps some of the points from it', () => {
    const floored: Indicator = { ...perMu, scale: { kind: 'benchmark', benchmark: '10', floor: '-30', cap: null } };
    const rows = {
      甲: row({ tax: 100, land: 10, level: 0 }),
      乙: row({ tax: 0, land: 10, level: 2 }),
      缺: row({ level: 0 }),
      丙: row({ tax: -80, land: 10, level: 0 }),
      丁: row({ tax: -80, land: 10, level: 0 }),
      // without a place, whatever the weights: it pushes nobody down
      无: row({ tax: 10, land: 10 }),
    };
    const at = (weight: string) => ranked(rows, body([{ ...floored, weight }, level]));
    const { of } = at('60');
    // the mean of 60, 0 and twice −30: nothing, which no factor changes
    expect([of['缺']?.score, of['缺']?.rank, of['乙']?.rank]).toEqual([0n, 3, 2]);
    const heavier = at('66').of;
    expect([heavier['缺']?.score, heavier['缺']?.rank, heavier['乙']?.rank]).toEqual([15_000n, 2, 3]);
    const bands = ['乙', '缺'].map((name) => [of[name]?.band?.weightBest, of[name]?.band?.weightWorst]);
    expect(bands).toEqual([
      [2, 3],
      [2, 3],
    ]);
    expect(of['无']).toMatchObject({ rank: null, band: null });
  });

  describe('where nobody counts for certain', () => {
    const from30: Indicator = { ...perMu, minUnder: '30' };
    const definition = body([from30, level], 1);
    const rows = (land: number) => ({
      甲: row({ tax: 100_000, land, level: 0 }, 'land'),
      缺: row({ level: 100 }),
    });

    it('there may be none: who takes it may have no place, though it never is another', () => {
      const { of, made } = ranked(rows(31), definition);
      expect([of['缺']?.rank, of['缺']?.line, of['甲']?.rank]).toEqual([1, 'in', 2]);
      expect(ranked(rows(28), definition).of['缺']).toMatchObject({
        ...{ rank: null, excluded: '亩均：缺数，也没有别家的得分可取平均' },
      });
      expect([of['缺']?.band?.standing, made.undecided, made.kind]).toEqual(['undecided', 2, 'bound']);
      // sealed, and read again as it was
      const extremes = extremesOf(made.extremes[0] as NonNullable<BandsMade['extremes'][number]>);
      expect([extremes.mean?.maybe, isMeanSettled(extremes)]).toEqual([true, false]);
      expect(extremes.mean?.least).toEqual(extremes.mean?.most);
    });

    it('there may be one though there is none now: who would take it may yet be before the line', () => {
      const { of, made } = ranked(rows(28), definition);
      expect([of['甲']?.rank, of['缺']?.rank]).toEqual([null, null]);
      expect([made.unsettled, made.undecided]).toEqual([1, 2]);
      expect(made.edges?.high).toEqual([1_100_000, 600_000]);
    });
  });
});
