import fc from 'fast-check';
import { compileStandard } from './compile/compile-standard';
import type { Condition, StandardDocument } from './document';
import { type EvaluationResult, evaluate } from './evaluate';
import type { Facts } from './fact';
import { readFacts } from './facts-reader';
import { createRelease } from './release';
import { dictionary, seedEvaluator, seedRelease, standardIds } from './testing/seeds';
import { growingSheets, sheets } from './testing/sheets';

const RUNS = 300;
const facts = (sheet: object): Facts => readFacts(JSON.stringify(sheet), dictionary);
const SETTLED = new Set(['met', 'unmet', 'notApplicable']);

/** Whether `later`, with one fact more, is a refinement of `earlier`: intervals within, settled outcomes kept. */
function expectRefined(earlier: EvaluationResult, later: EvaluationResult): void {
  for (const [id, before] of Object.entries(earlier.clauses)) {
    const after = later.clauses[id];
    if (SETTLED.has(before.outcome)) expect([id, after?.outcome]).toEqual([id, before.outcome]);
    if (!before.points || !after?.points) continue;
    expect(after.points.min).toBeGreaterThanOrEqual(before.points.min);
    expect(after.points.max).toBeLessThanOrEqual(before.points.max);
  }
  if (SETTLED.has(earlier.outcome)) expect(later.outcome).toBe(earlier.outcome);
}

/** The same document with the order of everything that has no order reversed. */
function reversed(document: StandardDocument): StandardDocument {
  const turn = (condition: Condition): Condition => {
    const { kind } = condition;
    if (kind === 'all' || kind === 'any') return { ...condition, of: condition.of.map(turn).reverse() };
    if (kind === 'clause') return { ...condition, clause: { ...condition.clause, rule: turn(condition.clause.rule) } };
    if (kind === 'exempt') return { ...condition, rule: turn(condition.exemption), exemption: turn(condition.rule) };
    if (kind !== 'score') return condition;
    const { score } = condition;
    const categories = score.categories.map((one) => ({ ...one, indicators: [...one.indicators].reverse() }));
    return { ...condition, score: { ...score, categories: categories.reverse() } };
  };
  return { ...document, requires: document.requires.map(turn).reverse() };
}

describe.each(standardIds)('%s', (id) => {
  const evaluator = seedEvaluator(id);
  const purposes = fc.constantFrom('application' as const, 'renewal' as const);

  it('the same facts give the same answer, from two evaluators, in any order of the facts', () => {
    const other = seedEvaluator(id);
    fc.assert(
      fc.property(sheets(evaluator.slots), purposes, (sheet, purpose) => {
        const first = JSON.stringify(evaluate(evaluator, facts(sheet), { purpose }));
        const turned = new Map([...facts(sheet)].reverse());
        expect(JSON.stringify(evaluate(other, turned, { purpose }))).toBe(first);
        expect(JSON.stringify(evaluate(evaluator, facts(sheet), { purpose }))).toBe(first);
      }),
      { numRuns: RUNS },
    );
  });

  it('one fact more never widens an interval nor changes what was settled', () => {
    fc.assert(
      fc.property(growingSheets(evaluator.slots), purposes, ({ sheet, more }, purpose) => {
        expectRefined(evaluate(evaluator, facts(sheet), { purpose }), evaluate(evaluator, facts(more), { purpose }));
      }),
      { numRuns: RUNS * 2 },
    );
  });

  it('intervals are in order, within the full points, and closed when all is known and defined', () => {
    fc.assert(
      fc.property(sheets(evaluator.slots), fc.boolean(), (sheet, complete) => {
        const known = complete ? Object.fromEntries(Object.entries(sheet).filter(([, v]) => v !== null)) : sheet;
        const result = evaluate(evaluator, facts(known));
        for (const { points, outcome } of Object.values(result.clauses)) {
          if (!points) continue;
          expect(points.min).toBeLessThanOrEqual(points.max);
          expect(points.min).toBeGreaterThanOrEqual(0);
          expect(points.max).toBeLessThanOrEqual(evaluator.measured.length > 0 ? Infinity : 100); // a benchmark has no cap
          if (outcome === 'met' || outcome === 'unmet') continue;
          expect(points.min).toBeLessThan(points.max);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('the order of clauses does not matter', () => {
    const turned = compileStandard(createRelease(reversed(seedRelease(id).document)), dictionary);
    fc.assert(
      fc.property(sheets(evaluator.slots), purposes, (sheet, purpose) => {
        const [one, two] = [evaluator, turned].map((each) => evaluate(each, facts(sheet), { purpose }));
        expect(two).toEqual(one);
      }),
      { numRuns: RUNS },
    );
  });
});
