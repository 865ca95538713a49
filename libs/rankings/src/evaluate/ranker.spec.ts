import fc from 'fast-check';
import type { DefinitionBody, Indicator } from '../definitions/body';
import { Exact } from '@tidu/criteria';
import { cellsBy, sealedColumns } from './cells';
import { fractionOf } from './points';
import { TreeBuilder } from '../run/row-tree';
import type { FactsUsed, RowInputs } from './measure';
import { type PlacedRow, Ranker } from './ranker';

const facts: FactsUsed = {
  profit: { label: '利润', unit: '元', scale: 2, isNumber: true },
  revenue: { label: '收入', unit: '元', scale: 2, isNumber: true },
  land: { label: '用地', unit: '亩', scale: 4, isNumber: true },
  banned: { label: '失信', unit: '', scale: 0, isNumber: false },
};
const indicator = (more: Partial<Indicator>): Indicator => ({
  ...{
    id: 'a',
    label: '利润率',
    measure: { kind: 'ratio', over: 'profit', under: 'revenue' },
    scale: { kind: 'minMax' },
  },
  ...{ weight: '60', direction: 'up', gap: 'exclude', minUnder: null, tiny: 'exclude', negative: 'computed', ...more },
});
const body = (more: Partial<DefinitionBody> = {}): DefinitionBody => ({
  ...{ code: 'test', title: '测试', own: true, basis: '测试', year: 2021, asOf: '2022-09-01', decimals: 4 },
  scope: { regions: [], zones: [], industries: [], ownerships: [], title: null, aboveScale: false },
  indicators: [
    indicator({}),
    indicator({ id: 'b', label: '亩均', measure: { kind: 'ratio', over: 'revenue', under: 'land' }, weight: '40' }),
  ],
  ...{ ties: [], places: 3, vetoes: [{ fact: 'banned', is: true, label: '失信', class: 'D' }], provisionalSources: [] },
  classes: {
    by: 'share',
    list: [
      { code: 'A', label: '甲', to: '20', measure: 'm-a' },
      { code: 'B', label: '乙', to: '60', measure: 'm-b' },
      { code: 'D', label: '丁', to: null, measure: 'm-d' },
    ],
  },
  ...more,
});

type Row = [profit: number | null, revenue: number | null, land: number | null, banned: boolean];
const inputsOf = ([profit, revenue, land, banned]: Row): RowInputs => {
  const stated = (value: number | null) =>
    [value === null ? null : String(value), value === null ? null : 'tax'] as const;
  return { profit: stated(profit), revenue: stated(revenue), land: stated(land), banned: [String(banned), 'officer'] };
};
const code = (i: number) => `91410302MA${String(i).padStart(8, '0')}`;

function ranked(rows: readonly Row[], definition = body()): PlacedRow[] {
  const ranker = new Ranker(definition, facts, rows.length);
  const inputs = rows.map(inputsOf);
  for (const one of inputs) ranker.first(one);
  for (const one of inputs) ranker.second(one);
  return inputs
    .map((one, i) =>
      ranker.third(i, { creditCode: code(i), name: `企业${i}`, regionCode: '410302', industryCode: null }, one, false),
    )
    .sort((a, b) => a.position - b.position);
}

const amount = fc.integer({ min: -1000, max: 1000 });
const rowArbitrary: fc.Arbitrary<Row> = fc.tuple(
  fc.option(amount),
  fc.option(amount),
  fc.option(fc.integer({ min: 0, max: 50 })),
  fc.boolean(),
);

describe('a ranking worked out', () => {
  it('places everybody once, equals alike, the better before the worse, the vetoed behind, those left out last', () => {
    fc.assert(
      fc.property(fc.array(rowArbitrary, { minLength: 1, maxLength: 40 }), (rows) => {
        const list = ranked(rows);
        expect(list.map(({ position }) => position)).toEqual(list.map((_, i) => i + 1));
        for (const [i, row] of list.entries()) {
          const before = list[i - 1];
          if (row.rank === null) {
            expect([row.score, row.class, row.line]).toEqual([null, null, null]);
            expect(row.excluded).not.toBeNull();
            continue;
          }
          if (row.vetoed) expect([row.class, row.line]).toEqual(['D', 'out']);
          if (!before) continue;
          const isEqual = before.score === row.score && before.vetoed === row.vetoed;
          expect(row.rank).toBe(isEqual ? before.rank : row.position);
          if (before.vetoed === row.vetoed) expect((before.score ?? 0n) >= (row.score ?? 0n)).toBe(true);
          else expect(before.vetoed).toBe(false);
        }
        const inside = list.filter(({ line }) => line === 'in').length;
        const tied = list.filter(({ line }) => line === 'tied').length;
        expect(inside).toBeLessThanOrEqual(3);
        expect(tied === 0 || (inside < 3 && inside + tied > 3)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('comes out the same, byte for byte, whatever order of work the machine takes it in', () => {
    fc.assert(
      fc.property(fc.array(rowArbitrary, { minLength: 1, maxLength: 20 }), (rows) => {
        const leaves = (list: PlacedRow[]) => list.map(({ leaf }) => leaf.toString('hex'));
        expect(leaves(ranked(rows))).toEqual(leaves(ranked(rows)));
      }),
      { numRuns: 100 },
    );
  });

  it('gives who lacks a figure the mean of the points of all others with a place, whatever the scale', () => {
    const scales: Indicator['scale'][] = [
      { kind: 'minMax' },
      { kind: 'minMax', base: '20' },
      { kind: 'benchmark', benchmark: '3', floor: '0', cap: '70' },
    ];
    const given = fc.tuple(fc.option(fc.integer({ min: -9, max: 99 })), fc.constantFrom(...scales));
    fc.assert(
      fc.property(fc.array(given, { minLength: 1, maxLength: 30 }), ([first, ...rest]) => {
        const values = [first, ...rest].map((one) => one?.[0] ?? null);
        const rule = { measure: { kind: 'fact', fact: 'profit' }, scale: first?.[1] ?? { kind: 'minMax' } } as const;
        const a = indicator({ ...rule, gap: 'cohortMean', meanFor: ['profit'], negative: 'worst' });
        const rows = ranked(
          values.map((value): Row => [value, 1, 1, false]),
          body({ indicators: [a] }),
        );
        const points = (row: PlacedRow) => fractionOf(row.results[0]?.[1] ?? '0/1');
        const own = rows.filter((row) => row.inputs.profit?.[0] !== null).map(points);
        const absent = rows.filter((row) => row.inputs.profit?.[0] === null);
        for (const row of absent) {
          if (own.length === 0) expect([row.rank, row.excluded]).toEqual([null, expect.stringContaining('别家的得分')]);
          else {
            const mean = Exact.divide(own.reduce(Exact.add), Exact.rational(BigInt(own.length)));
            expect([Exact.compare(points(row), mean), row.flags]).toEqual([0, ['cohortMean']]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('weighs pillars, adds what is granted up to its cap, and takes the benchmark of the industry', () => {
    const benchmark: Indicator['scale'] = {
      kind: 'benchmark',
      ...{ benchmark: '10', byIndustry: { '13': '5', '135': '20' }, floor: '0', cap: null },
    };
    const fact = (id: string, pillar: string, of: string, weight = '100') =>
      indicator({ id, label: id, pillar, weight, measure: { kind: 'fact', fact: of }, scale: benchmark });
    const rules = body({
      ...{ places: null, vetoes: [], classes: null },
      pillars: [
        { id: 'x', label: '特色', weight: '30' },
        { id: 'y', label: '亩产', weight: '70' },
      ],
      indicators: [fact('a', 'x', 'profit', '40'), fact('c', 'x', 'land', '60'), fact('b', 'y', 'revenue')],
      extra: {
        cap: '4',
        list: [
          { fact: 'banned', is: true, label: '表彰', points: '3', source: '测试' },
          { fact: 'land', atLeast: '0.0007', label: '用地', points: '2.5', source: '测试' },
        ],
      },
    });
    const rows = ['1351', '1300', '2000'].map((industry): RowInputs => ({
      ...inputsOf([1000, 2000, 7, true]),
      industry: [industry, null],
    }));
    const ranker = new Ranker(rules, facts, 3);
    for (const one of rows) ranker.second(one);
    const placed = rows.map((one, i) =>
      ranker.third(i, { creditCode: code(i), name: '', regionCode: '', industryCode: null }, one, false),
    );
    // 10 元, 20 元, 0.0007 亩 by the benchmarks 20, 5, 10: x = (40×10 + 60×0.0007)÷b, y = 100×20÷b; extra 5.5, at most 4
    const by = (b: number) => BigInt(Math.round(((0.3 * 400.042) / b + (0.7 * 2000) / b + 4) * 10_000));
    expect(placed.map(({ score }) => score)).toEqual([by(20), by(5), by(10)]);
    const labels = sealedColumns(rules, facts, { bands: false }).map(({ label }) => label);
    expect(labels.slice(12, 16)).toEqual(['支柱：特色', '支柱：亩产', '加分', '加分事由']);
    const cells = cellsBy(rules, facts)(placed[2] as PlacedRow);
    expect(cells.slice(12, 16)).toEqual(['40.0042', '200', '4', '表彰、用地']);
  });

  it('never lets minus by minus, or a tenth of a mu, stand before a real value', () => {
    const rules = body({
      places: null,
      indicators: [indicator({ tiny: 'computed', minUnder: '1', negative: 'worst' })],
    });
    const list = ranked(
      [
        [-90_000, -100, 0, false],
        [500, 10_000, 0, false],
        [900, 10_000, 0, false],
        [-1, 10_000, 0, false],
        [100, 10_000, 0, false],
      ],
      rules,
    );
    expect(list.map(({ name, flags }) => [name, flags.join()])).toEqual([
      ['企业2', ''],
      ['企业1', ''],
      ['企业0', 'tiny'],
      ['企业3', 'negative'],
      ['企业4', ''],
    ]);
  });

  it('is what it was: a changed rounding, word or cell shows here', () => {
    const list = ranked([
      [12_345, 100_000, 31_415, false],
      [12_344, 100_000, 27_182, false],
      [-5, 77_777, 16_180, true],
      [null, 1, 1, false],
    ]);
    const tree = new TreeBuilder();
    for (const { leaf } of list) tree.add(leaf);
    expect(tree.end().root).toMatchInlineSnapshot(`"5e804ff517649edf2896d8fcb6ed481aab706f5b562c3ecfb7635e9a37f3731b"`);
  });
});
