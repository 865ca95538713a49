import fc from 'fast-check';
import { evaluate } from './evaluate';
import { readFacts } from './facts-reader';
import { type Sheet, oracle } from './testing/oracle';
import { dictionary, seedEvaluator, standardIds } from './testing/seeds';
import { sheets } from './testing/sheets';

/** Random sheets a standard is tried with; set ORACLE_RUNS for a longer search. */
const RUNS = Number(process.env.ORACLE_RUNS ?? 1500);

const sorted = (clauses: object) => Object.fromEntries(Object.entries(clauses).sort(([a], [b]) => (a < b ? -1 : 1)));

describe.each(standardIds)('%s agrees with an evaluator of its own, in exact fractions', (id) => {
  const evaluator = seedEvaluator(id);
  const compare = (sheet: Sheet, renewal: boolean) => {
    const facts = readFacts(JSON.stringify(sheet), dictionary);
    const ours = evaluate(evaluator, facts, { purpose: renewal ? 'renewal' : 'application' });
    const theirs = oracle(id, sheet, renewal);
    expect({ ...ours, clauses: sorted(ours.clauses) }).toEqual({
      standard: id,
      ...theirs,
      clauses: sorted(theirs.clauses),
    });
  };

  it.each([0, 10, 35])('with %i %% of the facts missing', (missing) => {
    fc.assert(fc.property(sheets(evaluator.slots, missing), fc.boolean(), compare), { numRuns: Math.ceil(RUNS / 3) });
  });

  it('with nothing known at all', () => {
    compare({}, false);
    compare({}, true);
  });
});
