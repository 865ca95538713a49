import fc from 'fast-check';
import type { DefinitionBody, Indicator } from '../definitions/body';
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
