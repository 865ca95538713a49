import fc from 'fast-check';
import type { FactValue } from '../fact';
import { readFacts } from '../facts-reader';
import { dictionary, seedEvaluator, standardIds, trial, clause } from '../testing/seeds';
import { sheets } from '../testing/sheets';
import { valuesBySlot } from '../evaluate';
import type { Evaluator } from '../compile/compile-standard';
import type { Purpose } from '../purpose';
import { NO_POINTS } from './column';
import { Columnar } from './columnar';
import { Population } from './population';

/** `npm run nightly` tries more. */
const rounds = Number(process.env.TIDU_TEST_ROUNDS ?? 1);

/** A population of these sheets, with the facts an evaluator needs. */
export function populationOf(slots: readonly string[], rows: readonly FactValue[][]): Population {
  const population = Population.allocate(slots, dictionary, rows.length);
  rows.forEach((values, row) =>
    population.columns.forEach((column, i) => population.write(column, row, values[i] ?? null)),
  );
  return population;
}

function rowByRow(evaluator: Evaluator, rows: FactValue[][], purpose: Purpose) {
  const result = evaluator.createResult();
  return rows.map((values) => {
    evaluator.evaluateInto(values, purpose, result);
    return [result.outcome, result.pointsMin, result.pointsMax];
  });
}

function inColumns(evaluator: Evaluator, rows: FactValue[][], purpose: Purpose) {
  const columnar = new Columnar(populationOf(evaluator.slots, rows), dictionary, purpose);
  const composition = columnar.compose(evaluator.release.document);
  const { points } = composition;
  const of = (found: number | undefined) => (found === undefined || found === NO_POINTS ? null : found);
  composition.judge(0, rows.length);
  const together = rows.map((_, i) => [composition.outcome[i], of(points?.min[i]), of(points?.max[i])]);
  // a row by itself is found as it is among others
  const alone = columnar.compose(evaluator.release.document);
  expect(rows.map((_, i) => alone.outcomeAt(0, i))).toEqual(together.map(([outcome]) => outcome));
  return together;
}

describe('a standard over columns', () => {
  it.each(standardIds)('gives every sheet what the evaluator gives it: %s', (id) => {
    const evaluator = seedEvaluator(id);
    fc.assert(
      fc.property(
        fc.array(sheets(evaluator.slots, 30), { minLength: 1, maxLength: 60 }),
        fc.constantFrom<Purpose>('application', 'renewal'),
        (found, purpose) => {
          const rows = found.map((sheet) => valuesBySlot(evaluator, readFacts(JSON.stringify(sheet), dictionary)));
          expect(inColumns(evaluator, rows, purpose)).toEqual(rowByRow(evaluator, rows, purpose));
        },
      ),
      { numRuns: 10 * rounds },
    );
  });

  it('keeps numbers beyond 2^53 and lines that no double can hit', () => {
    const evaluator = trial(`
- all:
    - { ${clause('line')}, fact: landArea, atLeast: 900719925474.0993亩 }
    - { ${clause('third')}, ratio: [rdExpense, revenue], atLeast: 3% }
`);
    const rows: FactValue[][] = [
      [9_007_199_254_740_993n, 3, 100],
      [9_007_199_254_740_992, 3, 100],
      [9_007_199_254_740_994n, 29_999_999_999_999, 1_000_000_000_000_000],
      [9_007_199_254_740_994n, 30_000_000_000_000, 1_000_000_000_000_000],
      [null, null, 0],
      [5, 1, 0],
      [5, 1, -1],
    ];
    expect(inColumns(evaluator, rows, 'application')).toEqual(rowByRow(evaluator, rows, 'application'));
    expect(inColumns(evaluator, rows, 'application').map(([outcome]) => outcome)).toEqual([1, 4, 4, 1, 3, 4, 4]);
  });

  it('takes no amount for one that is missing, whatever marks those', () => {
    const evaluator = trial(`
- all:
    - { ${clause('profit')}, fact: netProfit, atLeast: -21474836.48元 }
    - { ${clause('people')}, fact: employees, moreThan: 0人 }
`);
    const rows: FactValue[][] = [
      [-(2 ** 31), 1],
      [-(2 ** 31) - 1, 1],
      [-(2 ** 31) + 1, null],
      [null, 0],
    ];
    expect(inColumns(evaluator, rows, 'application')).toEqual(rowByRow(evaluator, rows, 'application'));
    expect(inColumns(evaluator, rows, 'application').map(([outcome]) => outcome)).toEqual([1, 4, 3, 4]);
  });

  it('judges conditions without an id by the facts', () => {
    const evaluator = trial(`
- all:
    - { fact: revenue, atLeast: 100元 }
    - { ${clause('own')}, fact: ownBrand, is: true }
`);
    const rows: FactValue[][] = [
      [10_000, true],
      [9_999, true],
      [null, true],
      [10_000, null],
    ];
    expect(inColumns(evaluator, rows, 'application').map(([outcome]) => outcome)).toEqual([1, 4, 3, 3]);
  });
});

describe('Population', () => {
  it('reads back every value as it was written, and what is missing as missing', () => {
    const codes = ['revenue', 'employees', 'ownBrand', 'rdInstitutionLevel', 'industryCode', 'landArea', 'netProfit'];
    const rows: FactValue[][] = [
      [0, 0, false, 'none', '3811', 9_007_199_254_740_993n, -1],
      [null, null, null, null, null, null, null],
      [100_000_000_000_000, 10_000_000, true, 'nation', '3451', 7, 0],
    ];
    const population = populationOf(codes, rows);
    const values: FactValue[] = [];
    const read = population.reader([...codes].reverse(), values);
    rows.forEach((row, i) => {
      read(i);
      expect([...values].reverse()).toEqual(row);
    });
  });

  it('refuses a value a fact does not have, and a fact that was not loaded', () => {
    const population = populationOf(['rdInstitutionLevel'], [[null]]);
    const [column] = population.columns;
    expect(() => population.write(column!, 0, 'galaxy')).toThrow(RangeError);
    expect(() => population.column('revenue')).toThrow(RangeError);
  });
});
