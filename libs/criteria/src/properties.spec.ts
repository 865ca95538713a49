import fc from 'fast-check';
import { type Cohort } from './cohort';
import { cohortOf } from './cohort-of';
import { compileStandard } from './compile/compile-standard';
import type { Condition, Measure, Points, StandardDocument } from './document';
import { type ClauseResult, evaluate, type EvaluationResult } from './evaluate';
import type { Facts } from './fact';
import { readFacts } from './facts-reader';
import { createRelease } from './release';
import { Draw } from './testing/draw';
import type { Sheet } from './testing/oracle';
import { dictionary, seedEvaluator, seedRelease, standardIds } from './testing/seeds';
import { growingSheets, sheetsFor } from './testing/sheets';

/** The outcome of complete sheets in exact rational arithmetic is in `oracle.spec.ts`. */
/** Random sheets and standards a law is tried with; the nightly run tries more. */
const RUNS = 120 * Number(process.env.TIDU_TEST_ROUNDS ?? 1);
const facts = (sheet: object): Facts => readFacts(JSON.stringify(sheet), dictionary);
const SETTLED = new Set(['met', 'unmet', 'notApplicable']);

/** Where `later`, which knows one fact more, is no refinement of `earlier`: intervals wider, settled outcomes changed. */
function widened(earlier: EvaluationResult, later: EvaluationResult): string[] {
  const found: string[] = [];
  const [from, to] = [earlier, later].map((one): Record<string, ClauseResult> => ({
    ...one.clauses,
    '': { outcome: one.outcome, ...(one.points && { points: one.points }) },
  })) as [Record<string, ClauseResult>, Record<string, ClauseResult>];
  for (const [id, before] of Object.entries(from)) {
    const after = to[id];
    if (SETTLED.has(before.outcome) && after?.outcome !== before.outcome)
      found.push(`${id} ${before.outcome} → ${after?.outcome}`);
    const [a, b] = [before.points, after?.points];
    if (a && (!b || b.min < a.min || b.max > a.max)) found.push(`${id} ${JSON.stringify([a, b])}`);
  }
  return found;
}

/** What no result may be: ends in the wrong order, below nothing or above the full points, open with nothing open. */
function impossible({ clauses, points, outcome }: EvaluationResult, most: number): string[] {
  const all = Object.entries({ ...clauses, '': { outcome, ...(points && { points }) } });
  return all.flatMap(([id, one]) => {
    if (!one.points) return [];
    const { min, max } = one.points;
    const isOpen = one.outcome === 'unknown' || one.outcome === 'manual';
    const good = 0 <= min && min <= max && max <= most && (id === '' || !isOpen || min < max);
    return good ? [] : [`${id} ${one.outcome} ${min}–${max}`];
  });
}

/** The same document with everything that stands in no order put into another one. */
function shuffled(document: StandardDocument, draw: Draw): StandardDocument {
  const measure = (one: Measure): Measure => {
    if (one.kind === 'sum' || one.kind === 'mean') return { ...one, of: draw.shuffled(one.of.map(measure)) };
    return one;
  };
  const turn = (condition: Condition): Condition => {
    switch (condition.kind) {
      case 'all':
      case 'any':
        return { ...condition, of: draw.shuffled(condition.of.map(turn)) };
      case 'clause':
        return { ...condition, clause: { ...condition.clause, rule: turn(condition.clause.rule) } };
      case 'exempt': {
        const [rule, exemption] = draw.shuffled([condition.rule, condition.exemption].map(turn)) as [Condition, Condition]; // prettier-ignore
        return { ...condition, rule, exemption };
      }
      case 'compare':
        return { ...condition, measure: measure(condition.measure), bounds: draw.shuffled(condition.bounds) };
      case 'oneOf':
        return { ...condition, values: draw.shuffled(condition.values) };
      case 'byPurpose':
        return { ...condition, application: turn(condition.application), renewal: turn(condition.renewal) };
      case 'classify':
        return { ...condition, table: { ...condition.table, rows: draw.shuffled(condition.table.rows) } };
      case 'score': {
        const { score } = condition;
        const categories = score.categories.map((one) => ({
          ...one,
          indicators: draw.shuffled(one.indicators.map((each) => ({ ...each, points: points(each.points) }))),
        }));
        return { ...condition, score: { ...score, categories: draw.shuffled(categories) } };
      }
      case 'is':
      case 'startsWith':
      case 'judgement':
      case 'notApplicable':
        return condition;
    }
  };
  const points = (one: Points): Points => {
    if (one.kind === 'betterOf') return { ...one, options: draw.shuffled(one.options) };
    return one.kind === 'count' ? { ...one, of: draw.shuffled(one.of) } : one;
  };
  return { ...document, requires: draw.shuffled(document.requires.map(turn)) };
}

describe.each(standardIds)('%s', (id) => {
  const evaluator = seedEvaluator(id);
  const isMeasured = evaluator.measured.length > 0;
  const purposes = fc.constantFrom('application' as const, 'renewal' as const);
  const others = isMeasured ? fc.array(sheetsFor(evaluator), { maxLength: 6 }) : fc.constant<Sheet[]>([]);
  const cohorts = others.map((drawn): Cohort | null => drawn.length === 0 ? null : cohortOf(evaluator, drawn.map(facts))); // prettier-ignore
  /** Facts whose very absence the standard answers: the item then takes the cohort's average. */
  const absences: readonly string[] =
    JSON.stringify(evaluator.release.document).match(/(?<="whenMissing":\{"fact":")\w+/g) ?? [];

  it('the same facts give the same answer, from two evaluators, in any order of the facts', () => {
    const other = seedEvaluator(id);
    fc.assert(
      fc.property(sheetsFor(evaluator), purposes, cohorts, (sheet, purpose, cohort) => {
        const known = facts(sheet);
        const first = JSON.stringify(evaluate(evaluator, known, { purpose, cohort }));
        const turned = new Map([...known].reverse());
        expect(JSON.stringify(evaluate(other, turned, { purpose, cohort }))).toBe(first);
        expect(JSON.stringify(evaluate(evaluator, facts(sheet), { purpose, cohort }))).toBe(first);
      }),
      { numRuns: RUNS },
    );
  });

  it('one fact more never widens an interval nor changes what was settled, from nothing known to everything', () => {
    fc.assert(
      fc.property(growingSheets(evaluator), purposes, cohorts, ({ sheet, order }, purpose, cohort) => {
        // what a case belongs to is no evidence: a code is known from the start
        const isGiven = (code: string) => dictionary.get(code).type === 'code' || (cohort !== null && absences.includes(code)); // prettier-ignore
        const all = facts(sheet);
        const known = new Map([...all].filter(([code]) => isGiven(code)));
        let before = evaluate(evaluator, known, { purpose, cohort });
        for (const code of order) {
          known.set(code, all.get(code) ?? null);
          const after = evaluate(evaluator, known, { purpose, cohort });
          const wrong = widened(before, after);
          if (wrong.length > 0) expect({ code, sheet, wrong }).toEqual({});
          before = after;
        }
        expect(Object.values(before.clauses).map(({ outcome }) => outcome)).not.toContain('unknown');
      }),
      { numRuns: RUNS / 6 },
    );
  });

  it('intervals are in order, within the full points, and closed when all is known and defined', () => {
    fc.assert(
      fc.property(sheetsFor(evaluator), purposes, cohorts, (sheet, purpose, cohort) => {
        // a benchmark has no cap
        expect(impossible(evaluate(evaluator, facts(sheet), { purpose, cohort }), isMeasured ? Infinity : 100)).toEqual([]); // prettier-ignore
      }),
      { numRuns: RUNS },
    );
    fc.assert(
      fc.property(sheetsFor(evaluator, 0), purposes, cohorts, (sheet, purpose, cohort) => {
        const { clauses, points } = evaluate(evaluator, facts(sheet), { purpose, cohort });
        const list = Object.values(clauses);
        expect(list.filter(({ outcome }) => outcome === 'unknown')).toEqual([]);
        if (list.some(({ outcome }) => outcome === 'manual')) return;
        expect([points, ...list.map((one) => one.points)].filter((one) => one && one.min !== one.max)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('the order of clauses does not matter', () => {
    const { document } = seedRelease(id);
    const turned = [1, 2, 3, 4, 5].map((seed) =>
      compileStandard(createRelease(shuffled(document, new Draw(seed))), dictionary),
    );
    fc.assert(
      fc.property(sheetsFor(evaluator), purposes, fc.constantFrom(...turned), (sheet, purpose, other) => {
        const known = facts(sheet);
        expect(evaluate(other, known, { purpose })).toEqual(evaluate(evaluator, known, { purpose }));
      }),
      { numRuns: RUNS },
    );
  });

  it('the order of clauses does not matter to a cohort and what is measured by it', () => {
    const other = compileStandard(createRelease(shuffled(seedRelease(id).document, new Draw(7))), dictionary);
    fc.assert(
      fc.property(sheetsFor(evaluator), fc.array(sheetsFor(evaluator), { maxLength: 6 }), (sheet, drawn) => {
        const [one, two] = [evaluator, other].map((each) => {
          const result = evaluate(each, facts(sheet), { cohort: cohortOf(each, drawn.map(facts)) });
          delete result.cohort; // its hash is of one release
          return result;
        });
        expect(two).toEqual(one);
      }),
      { numRuns: isMeasured ? 100 : 1 },
    );
  });
});
