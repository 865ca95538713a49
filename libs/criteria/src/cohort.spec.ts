import fc from 'fast-check';
import { compileStandard } from './compile/compile-standard';
import { CohortBuilder, cohortOf } from './cohort-of';
import { evaluate, valuesBySlot } from './evaluate';
import { explain } from './explain/explain';
import type { FactValue } from './fact';
import { readFacts } from './facts-reader';
import { createRelease } from './release';
import { clause, dictionary, seedEvaluator, trial } from './testing/seeds';
import { sheets } from './testing/sheets';

const facts = (values: Record<string, FactValue>) => new Map(Object.entries(values));
const read = (sheet: object) => readFacts(JSON.stringify(sheet), dictionary);

/** 旌德县's shape: each item from 20 to 100 per cent of its weight, by its place between the cohort's ends. */
const scaled = trial(`
- score:
    indicators:
      - { ${clause('tax')}, ratio: [taxPaid, landArea], weight: 60, minMax: { from: 20, to: 100 } }
      - { ${clause('people')}, fact: averageEmployees, weight: 40, minMax: { from: 20, to: 100 }, whenMissing: { fact: averageEmployees, takes: cohortAverage } }
    total: { ${clause('total')}, full: 100 }`);
const tax = (yuanPerMu: number) => ({ taxPaid: yuanPerMu * 300, landArea: 3_0000 });
const people = (count: number) => ({ averageEmployees: count * 10_000 });
const pointsOf = (values: Record<string, FactValue>, cohort: ReturnType<typeof cohortOf> | null) => {
  const { clauses, points, outcome } = evaluate(scaled, facts(values), { cohort });
  return { tax: clauses.tax?.points?.min, people: clauses.people?.points?.min, total: points, outcome };
};

describe('min–max over the cohort', () => {
  const cohort = cohortOf(scaled, [
    facts({ ...tax(100), ...people(10) }),
    facts({ ...tax(300), ...people(50) }),
    facts({ ...tax(500), ...people(20) }),
    facts({ landArea: 10_000 }),
  ]);

  it('keeps what it needs of the others as fractions in natural units', () => {
    expect(cohort).toMatchObject({ sheets: 4, releaseHash: scaled.release.hash });
    expect(cohort.items).toEqual({
      tax: { count: 3, average: '36/1', min: '100/1', max: '500/1' },
      people: { count: 3, average: '64/3', min: '10/1', max: '50/1' },
    });
  });

  it('scales from the smallest to the largest; a value outside counts as the end', () => {
    expect(pointsOf({ ...tax(100), ...people(50) }, cohort)).toEqual({ tax: 12, people: 40, total: { min: 52, max: 52 }, outcome: 'met' }); // prettier-ignore
    expect(pointsOf({ ...tax(300), ...people(10) }, cohort)).toMatchObject({ tax: 36, people: 8 });
    expect(pointsOf({ ...tax(9), ...people(51) }, cohort)).toMatchObject({ tax: 12, people: 40 });
    expect(pointsOf({ ...tax(200), ...people(20) }, cohort)).toMatchObject({ tax: 24, people: 16 });
  });

  it('a missing item takes the average where the standard says so, rounded only at the end', () => {
    expect(pointsOf(tax(300), cohort)).toEqual({ tax: 36, people: 21.3333, total: { min: 57.3333, max: 57.3333 }, outcome: 'met' }); // prettier-ignore
    expect(evaluate(scaled, facts(people(10)), { cohort })).toMatchObject({ outcome: 'unknown', points: { min: 20, max: 68 } }); // prettier-ignore
  });

  it('without a cohort its items are unknown within their ends; where all are equal a person must judge', () => {
    expect(evaluate(scaled, facts({ ...tax(300), ...people(10) }))).toMatchObject({
      ...{ outcome: 'unknown', points: { min: 20, max: 100 } },
      clauses: { tax: { outcome: 'unknown', points: { min: 12, max: 60 } } },
    });
    const flat = cohortOf(scaled, [facts({ ...tax(5), ...people(1) }), facts({ ...tax(5), ...people(2) })]);
    const result = evaluate(scaled, facts({ ...tax(5), ...people(1) }), { cohort: flat });
    expect([result.outcome, result.clauses.tax?.outcome]).toEqual(['manual', 'manual']);
  });

  it('is explained', () => {
    const lines = explain(scaled, facts(tax(300)), { cohort }).clauses;
    expect(lines.find(({ id }) => id === 'people')?.reason).toContain('平均分');
    const alone = explain(scaled, facts({ ...tax(300), ...people(1) })).clauses;
    expect(alone.find(({ id }) => id === 'tax')?.reason).toContain('同批企业');
    expect(lines.map(({ id, parent }) => [id, parent])).toEqual([['tax', null], ['people', null], ['total', null]]); // prettier-ignore
  });
});

describe('a cohort', () => {
  const evaluator = seedEvaluator('huangyan-2022-per-mu-above-scale');
  const one = sheets(evaluator.slots);

  it('is the same in any order and sheet by sheet, with one hash', () => {
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (drawn) => {
        const cohort = cohortOf(evaluator, drawn.map(read));
        expect(cohortOf(evaluator, drawn.map(read).reverse())).toEqual(cohort);
        const builder = new CohortBuilder(evaluator);
        for (const sheet of drawn) builder.add(valuesBySlot(evaluator, read(sheet)));
        expect(builder.finish()).toEqual(cohort);
        expect(JSON.parse(JSON.stringify(cohort))).toEqual(cohort);
      }),
      { numRuns: 100 },
    );
  });

  it('of thousands of odd figures stays of bearable size and exact enough', () => {
    const many = Array.from({ length: 3000 }, (_, i) =>
      facts({ valueAdded: 49298100_00 + i * 7919, pollutantEmission: 10_000 + i * 104_729 }),
    );
    const { average, count } = cohortOf(evaluator, many).items.emission ?? {};
    expect([count, (average ?? '').length < 12_000]).toEqual([3000, true]);
    const [num = 0n, den = 1n] = (average ?? '').split('/').map(BigInt);
    const plain = many.reduce((sum, sheet) => {
      const [value, tons] = [Number(sheet.get('valueAdded')) / 100, Number(sheet.get('pollutantEmission')) / 10_000];
      return sum + (10 * value) / tons / 49298100;
    }, 0);
    expect(Number((num * 10n ** 12n) / den) / 1e12).toBeCloseTo(plain / 3000, 9);
  });

  it('belongs to one release', () => {
    const cohort = cohortOf(evaluator, []);
    const other = compileStandard(createRelease({ ...evaluator.release.document, version: 2 }), dictionary);
    expect(() => evaluate(other, new Map(), { cohort })).toThrow('另一个版本');
    expect(cohort.items.emission).toEqual({ count: 0, average: null, min: null, max: null });
  });

  it('points however large are exact to the last decimal', () => {
    const below = seedEvaluator('huangyan-2022-per-mu-below-scale');
    const { points, clauses } = evaluate(below, facts({ taxPaid: 10n ** 15n, landArea: 1, electricityUse: 3 }));
    // 50 × 10^17 元/亩 ÷ 115932, and 50 × 10^13 元 ÷ 0.0003 千瓦时 ÷ 0.2352
    const [tax4, power4] = [5n * 10n ** 22n / 115932n, 5n * 10n ** 26n / 7056n]; // prettier-ignore
    expect(clauses.tax?.points?.min).toBe(Number('43128730635199.9448'));
    expect(tax4 / 10_000n).toBe(43128730635199n);
    expect(points?.min).toBe(
      Number(`${(tax4 + power4) / 10_000n}.${String((tax4 + power4) % 10_000n).padStart(4, '0')}`),
    );
    const compact = below.createResult();
    below.evaluateInto(valuesBySlot(below, facts({ taxPaid: 10n ** 15n, landArea: 1, electricityUse: 3 })), 'application', compact); // prettier-ignore
    expect([compact.pointsMin, compact.clauseMin[0]]).toEqual([2 ** 31 - 1, 2 ** 31 - 1]);
  });
});
