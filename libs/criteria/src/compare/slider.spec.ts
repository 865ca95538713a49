import fc from 'fast-check';
import { compileStandard, type Evaluator } from '../compile/compile-standard';
import { valuesBySlot } from '../evaluate';
import type { FactValue } from '../fact';
import { readFacts } from '../facts-reader';
import { createRelease } from '../release';
import { clause, dictionary, seedEvaluator, trial } from '../testing/seeds';
import { sheets } from '../testing/sheets';
import { Columnar } from './columnar';
import { Population } from './population';
import { Slider } from './slider';
import { tunableThresholds, withThresholds } from './thresholds';

/** `npm run nightly` tries more. */
const rounds = Number(process.env.TIDU_TEST_ROUNDS ?? 1);

const outcomesOf = (evaluator: Evaluator, rows: FactValue[][]) => {
  const result = evaluator.createResult();
  return Uint8Array.from(rows, (values) => {
    evaluator.evaluateInto(values, 'application', result);
    return result.outcome;
  });
};
const columnarOf = (slots: readonly string[], rows: FactValue[][]) => {
  const population = Population.allocate(slots, dictionary, rows.length);
  rows.forEach((values, row) =>
    population.columns.forEach((column, i) => population.write(column, row, values[i] ?? null)),
  );
  return new Columnar(population, dictionary, 'application');
};
const matrix = (before: Uint8Array, after: Uint8Array) => {
  const counts = new Array<number>(36).fill(0);
  before.forEach((outcome, row) => (counts[outcome * 6 + (after[row] ?? 0)]! += 1));
  return counts;
};

/** Lets the sheets of the scored standards get as far as their points. */
const eligible = {
  ...{ registeredInChina: true, enterpriseSize: 'small', abnormalOperation: false, seriousDishonesty: false },
  ...{ prohibitedProduct: false, majorIncident3y: false, ipClass1HighValue: 1 },
};

describe('thresholds that can be moved', () => {
  it('are found with their clause, number and room', () => {
    const { document } = seedEvaluator('miit-2022-63-innovative').release;
    const found = tunableThresholds(document);
    const shown = found.map(({ key, shown: text, from, to }) => [key, text, from, to]);
    expect(shown).toEqual(
      expect.arrayContaining([
        ['direct-financing.0', '≥ 500万', null, null],
        ['rd-ratio.1', '≥ 3% 得 15 分', 2, 5],
        ['debt-ratio.0', '≤ 55% 得 10 分', null, 75],
        ['innovation.0', '≥ 20分', null, null],
        ['total.0', '≥ 60分', null, null],
      ]),
    );
    expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
    const words = tunableThresholds(document, dictionary).map((one) => `${one.label} ${one.shown}`);
    expect(new Set(words).size).toBe(words.length);
    expect(words).toContain('研发费用占比 研发费用 ÷ 营业收入 ≥ 3% 得 15 分');
    expect(words).toContain('知识产权 Ⅰ类知识产权数 ≥ 1 得 10 分');
  });

  it('are written into a copy, and nothing else is touched', () => {
    const { document } = seedEvaluator('miit-2022-63-innovative').release;
    const hash = createRelease(document).hash;
    const moved = withThresholds(
      document,
      new Map([
        ['rd-ratio.1', '4%'],
        ['total.0', '65'],
        ['nothing.9', '1'],
      ]),
    );
    expect(createRelease(document).hash).toBe(hash);
    const changed = tunableThresholds(moved).filter(
      (one) => tunableThresholds(document).find(({ key }) => key === one.key)?.text !== one.text,
    );
    expect(changed.map(({ key, text }) => [key, text])).toEqual([
      ['rd-ratio.1', '4%'],
      ['total.0', '65'],
    ]);
  });
});

describe('Slider', () => {
  it.each(['miit-2022-63-innovative', 'miit-2022-63-specialized', 'luoyang-2019-58-hidden-champion'])(
    'counts what an ordinary evaluation of the moved standard counts: %s',
    (id) => {
      const evaluator = seedEvaluator(id);
      const { document } = evaluator.release;
      const tunables = tunableThresholds(document);
      const steps = fc.array(fc.tuple(fc.nat(9), fc.nat(200)), { minLength: 1, maxLength: 6 });
      fc.assert(
        fc.property(
          fc.array(sheets(evaluator.slots, 12), { maxLength: 80 }),
          fc.nat(),
          steps,
          (drawn, which, moves) => {
            const rows = drawn.map((sheet) =>
              valuesBySlot(evaluator, readFacts(JSON.stringify({ ...sheet, ...eligible }), dictionary)),
            );
            const tunable = tunables[which % tunables.length];
            if (!tunable || rows.length === 0) return;
            const original = outcomesOf(evaluator, rows);
            const slider = new Slider(
              columnarOf(evaluator.slots, rows),
              document,
              tunable.key,
              original,
              0,
              rows.length,
            );
            for (const [whole, share] of moves) {
              const value = Math.floor(tunable.value * share) / 100 + (tunable.suffix === '%' ? whole : 0);
              const text = `${value.toFixed(2)}${tunable.suffix}`;
              const moved = withThresholds(document, new Map([[tunable.key, text]]));
              const wanted = outcomesOf(compileStandard(createRelease(moved), dictionary), rows);
              const { counts, nearest } = slider.step(text);
              expect([tunable.key, text, counts]).toEqual([tunable.key, text, matrix(original, wanted)]);
              const changed = [...wanted].filter((outcome, row) => outcome !== original[row]).length;
              expect(nearest.length).toBe(Math.min(20, changed));
              for (const one of nearest) expect([one.before, one.after]).toEqual([original[one.row], wanted[one.row]]);
            }
          },
        ),
        { numRuns: 20 * rounds },
      );
    },
  );

  const line = trial(`- { ${clause('ratio')}, ratio: [rdExpense, revenue], atLeast: 3% }`);
  const rows: FactValue[][] = [
    [299, 10_000],
    [300, 10_000],
    [301, 10_000],
    [500, 10_000],
    [null, 10_000],
    [1, 0],
    [29_999_999_999_999, 1_000_000_000_000_000],
  ];

  it('decides rows on the very line exactly, and lists the nearest first with their values', () => {
    const original = outcomesOf(line, rows);
    const slider = new Slider(columnarOf(line.slots, rows), line.release.document, 'ratio.0', original, 0, rows.length);
    expect(slider.step('3%').nearest).toEqual([]);
    const moved = slider.step('4%');
    expect(moved.nearest.map(({ row, shown, after }) => [row, shown, after])).toEqual([
      [2, '3.01%', 4],
      [1, '3%', 4],
    ]);
    const lower = slider.step('2.9999999999%');
    expect(lower.nearest.map(({ row }) => row)).toEqual([6]);
    const now = new Uint8Array(rows.length);
    slider.outcomes(now);
    expect([...now]).toEqual([4, 1, 1, 1, 3, 2, 1]);
  });

  it('refuses a threshold that is not there', () => {
    const columnar = columnarOf(line.slots, rows);
    expect(() => new Slider(columnar, line.release.document, 'ratio.7', new Uint8Array(7), 0, 7)).toThrow(RangeError);
  });
});
