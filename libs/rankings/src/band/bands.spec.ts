import fc from 'fast-check';
import type { DefinitionBody, Indicator } from '../definitions/body';
import type { FactsUsed, RowInputs } from '../evaluate/measure';
import { type PlacedRow, Ranker } from '../evaluate/ranker';
import { TreeBuilder } from '../run/row-tree';
import { extremesOf } from './extremes-range';
import { FigureVariation } from './figure-ranges';
import { RowRanges } from './row-ranges';
import { settlingFigures } from './settling';
import { readTolerances, type Tolerances } from './tolerances';

const facts: FactsUsed = {
  tax: { label: '税', unit: '元', scale: 0, isNumber: true },
  land: { label: '用地', unit: '亩', scale: 0, isNumber: true },
  energy: { label: '能耗', unit: '吨标煤', scale: 0, isNumber: true },
  level: { label: '数字化', unit: '级', scale: 1, isNumber: true },
  banned: { label: '失信', unit: '', scale: 0, isNumber: false },
};
const tolerances: Tolerances = {
  ...{ provisional: 100, weights: 100 },
  roundings: [{ sources: ['statistics'], unit: '元', to: 4 }],
};

const indicator = (more: Partial<Indicator>): Indicator => ({
  ...{ id: 'a', label: '亩均', measure: { kind: 'ratio', over: 'tax', under: 'land' }, scale: { kind: 'minMax' } },
  ...{ weight: '60', direction: 'up', gap: 'exclude', minUnder: null, tiny: 'exclude', negative: 'worst', ...more },
});
const body = (indicators: Indicator[], more: Partial<DefinitionBody> = {}): DefinitionBody => ({
  ...{ code: 'test', title: '测试', own: true, basis: '测试', year: 2021, asOf: '2022-09-01', decimals: 1, indicators },
  scope: { regions: [], zones: [], industries: [], ownerships: [], title: null, aboveScale: false },
  ...{ ties: [], places: 2, vetoes: [{ fact: 'banned', is: true, label: '失信', class: null }], classes: null },
  ...{ provisionalSources: ['officer'], ...more },
});

const handling = fc.constantFrom('worst' as const, 'exclude' as const, 'computed' as const);
const scale = fc.constantFrom<Indicator['scale']>(
  { kind: 'minMax' },
  { kind: 'minMax', base: '20' },
  { kind: 'plain' },
  { kind: 'benchmark', benchmark: '3', floor: '0', cap: '70' },
  { kind: 'benchmark', benchmark: '3', byIndustry: { '13': '1.5', '135': '6' }, floor: '0', cap: '90' },
  { kind: 'benchmark', benchmark: '2', floor: '-5', cap: null },
);
const measures = fc.constantFrom<Indicator['measure']>(
  { kind: 'ratio', over: 'tax', under: 'land' },
  { kind: 'ratio', over: 'energy', under: 'tax' },
  { kind: 'growth', fact: 'tax' },
  { kind: 'fact', fact: 'energy' },
);
const indicators = fc
  .array(
    fc.record({
      ...{ measure: measures, scale, weight: fc.constantFrom('60', '40', '12.5'), tiny: handling, negative: handling },
      direction: fc.constantFrom('up' as const, 'down' as const),
      gap: fc.constantFrom('exclude' as const, 'lastYear' as const, 'provisional' as const, 'cohortMean' as const),
      meanFor: fc.constant<string[]>(['tax', 'land', 'energy']),
      pillar: fc.constantFrom('x', 'y'),
      minUnder: fc.constantFrom(null, '3'),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) => all.map((one, i) => indicator({ ...one, id: `i${i}` })));
const pillars: DefinitionBody['pillars'] = [
  { id: 'x', label: '特色', weight: '30' },
  { id: 'y', label: '亩产', weight: '70' },
];
const extra: DefinitionBody['extra'] = {
  cap: '6.5',
  list: [
    { fact: 'level', atLeast: '0.3', label: '数字化', points: '5', source: '测试' },
    { fact: 'level', atLeast: '0.25', label: '数字化', points: '2.25', source: '测试' },
    { fact: 'tax', atLeast: '12', label: '纳税', points: '3', source: '测试' },
    { fact: 'banned', is: false, label: '守信', points: '1', source: '测试' },
  ],
};
const definitions = fc
  .tuple(
    indicators,
    fc.record({ parted: fc.boolean(), isShared: fc.boolean(), isGiven: fc.boolean() }),
    fc.constantFrom(null, 1, 2, 3),
  )
  .map(([all, { parted, isShared, isGiven }, places]) =>
    body(all, {
      ...{ places, ties: parted ? ['i0'] : [] },
      ...(isShared && { pillars }),
      ...(isGiven && { extra }),
    }),
  );

const figure = (least: number, most: number) =>
  fc.tuple(
    fc.option(fc.integer({ min: least, max: most }), { freq: 8 }),
    fc.constantFrom('tax', 'tax', 'tax', 'officer', 'statistics'),
  );
const row = fc
  .record({
    ...{ tax: figure(-8, 40), 'tax@-1': figure(-8, 40), land: figure(0, 20), 'land@-1': figure(0, 20) },
    ...{ energy: figure(-3, 30), 'energy@-1': figure(-3, 30), level: figure(0, 50), banned: fc.boolean() },
    isOpen: fc.boolean(),
    industry: fc.constantFrom(null, '1300', '1351', '2600'),
  })
  .map(({ banned, industry, isOpen, ...figures }): RowInputs => ({
    ...Object.fromEntries(
      Object.entries(figures).map(
        ([key, [value, source]]) => [key, value === null ? [null, null] : [String(value), source]] as const,
      ),
    ),
    banned: [String(banned && figures.tax[0] === 7), 'officer'],
    industry: [industry, null],
    ...(isOpen && { energy: [null, null] }),
  }));

function ranked(rows: readonly RowInputs[], definition: DefinitionBody, within: Tolerances | null) {
  const ranker = new Ranker(definition, facts, rows.length, within);
  for (const one of rows) ranker.first(one);
  for (const one of rows) ranker.second(one);
  const list = rows.map((one, i) =>
    ranker.third(i, { creditCode: `9141${i}`, name: `企业${i}`, regionCode: '410302', industryCode: null }, one, false),
  );
  return { list, made: ranker.bandsMade() };
}

const provisional = new Set(['officer']);
/** The values a row's figures may have, by the key of the input. */
const rangesOf = (inputs: RowInputs) => [...new FigureVariation(facts, provisional, tolerances).of(inputs)];
const withFigures = (inputs: RowInputs, figures: (readonly [string, bigint])[]): RowInputs => ({
  ...inputs,
  ...Object.fromEntries(figures.map(([key, value]) => [key, [String(value), inputs[key]?.[1] ?? null] as const])),
});
const isIn = (line: PlacedRow['line']) => line === 'in';
const draws = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));

describe('bands of a ranking, from the figures to the ranks', () => {
  it('no figures within their ranges lead outside, and who is in or out for certain is', () => {
    fc.assert(
      fc.property(definitions, fc.array(row, { minLength: 1, maxLength: 8 }), draws, (definition, rows, part) => {
        const { list } = ranked(rows, definition, tolerances);
        for (let round = 0; round < 4; round++) {
          const drawn = rows.map((inputs) =>
            withFigures(
              inputs,
              rangesOf(inputs).map(([key, { low, high }]) => {
                const share = round === 0 ? 0 : (part.next().value as number);
                const width = Number(high - low);
                // ends as often as what lies between
                const step = share < 0.25 ? 0 : share > 0.75 ? width : Math.round((share - 0.25) * 2 * width);
                return [key, round === 0 ? BigInt(inputs[key]?.[0] ?? '0') : low + BigInt(step)] as const;
              }),
            ),
          );
          ranked(drawn, definition, null).list.forEach(({ rank, line }, i) => {
            const band = list[i]?.band;
            if (!band) return;
            if (band.standing === 'in') expect(line).toBe('in');
            if (band.standing === 'out') expect(isIn(line)).toBe(false);
            if (rank === null) return;
            expect(rank).toBeGreaterThanOrEqual(band.best);
            expect(rank).toBeLessThanOrEqual(band.worst);
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('who may yet lose the place is not in for certain, though there are places for all', () => {
    const perTax = indicator({ measure: { kind: 'ratio', over: 'energy', under: 'tax' }, minUnder: '30000' });
    const firm = (tax: string): RowInputs => ({
      energy: ['5', 'tax'],
      tax: [tax, 'statistics'],
      banned: ['false', null],
    });
    const { list, made } = ranked([firm('30000'), firm('60000')], body([perTax], { places: 3 }), tolerances);
    expect(list.map(({ line, band }) => [line, band?.standing])).toEqual([
      ['in', 'undecided'],
      ['in', 'in'],
    ]);
    expect(made?.undecided).toBe(1);
  });

  it('what is called exact is reached at both ends by an actual choice', () => {
    let reached = 0;
    const few = fc.array(row, { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(definitions, few, (definition, rows) => {
        const { list, made } = ranked(rows, definition, tolerances);
        const varying = rows.flatMap((inputs, i) => rangesOf(inputs).map(([key, range]) => ({ i, key, ...range })));
        const size = varying.reduce((all, { low, high }) => all * (Number(high - low) + 1), 1);
        if (made?.kind !== 'exact' || varying.length === 0 || size > 800) return;
        reached++;
        const seen = rows.map(() => ({ best: Infinity, worst: 0 }));
        for (let choice = 0; choice < size; choice++) {
          let rest = choice;
          const drawn = [...rows];
          for (const { i, key, low, high } of varying) {
            const width = Number(high - low) + 1;
            drawn[i] = withFigures(drawn[i] as RowInputs, [[key, low + BigInt(rest % width)]]);
            rest = Math.floor(rest / width);
          }
          ranked(drawn, definition, null).list.forEach(({ rank }, i) => {
            const own = seen[i];
            if (rank === null || !own) return;
            seen[i] = { best: Math.min(own.best, rank), worst: Math.max(own.worst, rank) };
          });
        }
        list.forEach(({ band }, i) => band && expect([band.best, band.worst]).toEqual([seen[i]?.best, seen[i]?.worst]));
      }),
      { numRuns: 200 },
    );
    expect(reached).toBeGreaterThan(5);
  });

  it('no weights within their ranges lead outside, whether pairs are compared or not', () => {
    const factor = fc.integer({ min: 900, max: 1100 });
    fc.assert(
      fc.property(
        definitions,
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.array(factor, { minLength: 3, maxLength: 3 }),
        (definition, rows, factors) => {
          const { list } = ranked(rows, definition, tolerances);
          const reweighted = definition.indicators.map((one, i) => ({
            ...one,
            weight: ((Number(one.weight) * (factors[i] ?? 1000)) / 1000).toFixed(6),
          }));
          ranked(rows, { ...definition, indicators: reweighted }, null).list.forEach(({ rank }, i) => {
            const band = list[i]?.band;
            if (!band || rank === null) return expect([band ?? null, rank]).toEqual([null, null]);
            expect(rank).toBeGreaterThanOrEqual(band.weightBest);
            expect(rank).toBeLessThanOrEqual(band.weightWorst);
          });
        },
      ),
      { numRuns: 400 },
    );
  });

  it('where every figure is settled the band is the rank, and the line is decided but for those tied', () => {
    fc.assert(
      fc.property(definitions, fc.array(row, { minLength: 1, maxLength: 8 }), (definition, rows) => {
        const settled = { ...tolerances, provisional: 0, weights: 0, roundings: [] };
        const { list, made } = ranked(rows, definition, settled);
        expect([made?.kind, made?.unsettled]).toEqual(['exact', 0]);
        for (const { rank, band, line } of list) {
          expect(band ? [band.best, band.worst] : null).toEqual(rank === null ? null : [rank, rank]);
          // what parts equals is left out of the bound by weights
          if (band && definition.ties.length === 0) expect([band.weightBest, band.weightWorst]).toEqual([rank, rank]);
          if (band && line !== null) expect(band.standing).toBe(line === 'tied' ? 'undecided' : line);
        }
      }),
    );
  });

  it('a figure found where it settles the place is in, or out, whatever all others are', () => {
    let settled = 0;
    fc.assert(
      fc.property(definitions, fc.array(row, { minLength: 3, maxLength: 7 }), draws, (definition, rows, part) => {
        const { list, made } = ranked(rows, definition, tolerances);
        const ranges = new RowRanges({ body: definition, facts, tolerances });
        list.forEach(({ band }, i) => {
          const edges = made?.edges;
          if (band?.standing !== 'undecided' || !edges) return;
          const extremes = made.extremes.map((one) => one && extremesOf(one));
          for (const { key, ...found } of settlingFigures({ inputs: rows[i] as RowInputs, ranges, extremes, edges }))
            for (const how of ['in', 'out'] as const) {
              const span = found[how];
              if (!span) continue;
              settled++;
              const between = BigInt(Math.floor((part.next().value as number) * Number(span.to - span.from)));
              for (const value of [span.from, span.from + between, span.to]) {
                const drawn = rows.map((inputs, j) =>
                  withFigures(inputs, [
                    ...rangesOf(inputs).map(([one, { low, high }]): [string, bigint] => {
                      const share = part.next().value as number;
                      return [one, share < 0.4 ? low : share > 0.6 ? high : (low + high) / 2n];
                    }),
                    ...(i === j ? [[key, value] as const] : []),
                  ]),
                );
                const line = ranked(drawn, definition, null).list[i]?.line ?? 'out';
                expect(how === 'in' ? line : isIn(line)).toBe(how === 'in' ? 'in' : false);
              }
            }
        });
      }),
      { numRuns: 600 },
    );
    expect(settled).toBeGreaterThan(20);
  });

  it('is what it was: a changed band, word or cell shows here', () => {
    const definition = body([
      indicator({ id: 'a' }),
      indicator({ id: 'b', measure: { kind: 'fact', fact: 'energy' }, direction: 'down', weight: '40' }),
    ]);
    const told = (tax: number, land: number, energy: number, source = 'tax'): RowInputs => ({
      ...{ tax: [String(tax), source], land: [String(land), 'zone'], energy: [String(energy), source] },
      banned: ['false', 'officer'],
    });
    const { list, made } = ranked(
      [
        told(300, 10, 50),
        told(290, 10, 52, 'officer'),
        told(288, 10, 51, 'statistics'),
        told(90, 10, 80),
        told(10, 1, 90),
      ],
      definition,
      tolerances,
    );
    expect(
      list.map(({ rank, band }) => [
        rank,
        band?.best,
        band?.worst,
        band?.weightBest,
        band?.weightWorst,
        band?.standing,
      ]),
    ).toMatchInlineSnapshot(`
     [
       [
         1,
         1,
         3,
         1,
         1,
         "undecided",
       ],
       [
         3,
         1,
         3,
         3,
         3,
         "undecided",
       ],
       [
         2,
         1,
         3,
         2,
         2,
         "undecided",
       ],
       [
         4,
         4,
         4,
         4,
         4,
         "out",
       ],
       [
         5,
         5,
         5,
         5,
         5,
         "out",
       ],
     ]
    `);
    expect([made?.kind, made?.unsettled, made?.undecided, made?.edges]).toMatchInlineSnapshot(`
     [
       "bound",
       2,
       3,
       {
         "high": [
           1000,
           959,
         ],
         "low": [
           868,
           739,
         ],
       },
     ]
    `);
    const tree = new TreeBuilder();
    for (const { leaf } of [...list].sort((a, b) => a.position - b.position)) tree.add(leaf);
    expect(tree.end().root).toMatchInlineSnapshot(`"e9a7bae935a4705271d728f1221bae1a06d3e7bb555c0cd7ccb9d65ff40b38e7"`);
  });
});

describe('the tolerances of the bands', () => {
  it('are refused where they are no numbers, unknown or without a unit', () => {
    const read = (text: string) => () => readTolerances(text);
    expect(read('provisional: 50\nweights: ten\nroundings: [{ sources: [], unit: 元, to: 1 }]\nmore: 1')).toThrow(
      /weights.*整数[\s\S]*sources[\s\S]*to/,
    );
    expect(
      readTolerances('provisional: 50\nweights: 100\nroundings: [{ sources: [tax], unit: 元, to: 1000 }]'),
    ).toEqual({
      ...{ provisional: 50, weights: 100, roundings: [{ sources: ['tax'], unit: '元', to: 1000 }] },
    });
  });
});
