import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { cohortOf } from './cohort-of';
import { CasesReader } from './cases/read-cases';
import { evaluate } from './evaluate';
import { plainFact } from './explain/display';
import type { Facts } from './fact';
import { readFacts } from './facts-reader';
import { type Sheet, oracle } from './testing/oracle';
import { casesText, dictionary, seedEvaluator, standardIds } from './testing/seeds';
import { sheetsFor } from './testing/sheets';

/** Random sheets a standard is tried with; set ORACLE_RUNS for a longer search. */
const RUNS = Number(process.env.ORACLE_RUNS ?? 300);

const read = (sheet: Sheet) => readFacts(JSON.stringify(sheet), dictionary);
/** Facts as the texts they would have been read from. */
const sheetOf = (facts: Facts): Sheet =>
  Object.fromEntries([...facts].map(([code, value]) => [code, plainFact(dictionary.get(code), value)]));
const sorted = (clauses: object) => Object.fromEntries(Object.entries(clauses).sort(([a], [b]) => (a < b ? -1 : 1)));

it('the second evaluator shares no code with the first: its files import each other and nothing else', () => {
  const folder = path.join(__dirname, 'testing');
  const files = fs.readdirSync(folder).filter((name) => name.startsWith('oracle'));
  const imports = files.flatMap((name) =>
    [...fs.readFileSync(path.join(folder, name), 'utf8').matchAll(/(?:from|import|require)\s*\(?\s*'([^']+)'/g)].map(
      ([, module]) => module,
    ),
  );
  expect(files.length).toBeGreaterThan(1);
  expect(new Set(imports)).toEqual(new Set(files.map((name) => `./${name.replace('.ts', '')}`).filter((name) => name !== './oracle'))); // prettier-ignore
});

describe.each(standardIds)('%s agrees with an evaluator of its own, in exact fractions', (id) => {
  const evaluator = seedEvaluator(id);
  const isMeasured = evaluator.measured.length > 0;
  const compare = (sheet: Sheet, renewal: boolean, others: Sheet[]) => {
    const facts = read(sheet);
    const cohort = others.length > 0 ? cohortOf(evaluator, others.map(read)) : null;
    const ours = evaluate(evaluator, facts, { purpose: renewal ? 'renewal' : 'application', cohort });
    const theirs = oracle(id, sheet, renewal, others.length > 0 ? others : null);
    expect(ours.cohort).toBe(isMeasured ? cohort?.hash : undefined);
    delete ours.cohort;
    expect({ ...ours, clauses: sorted(ours.clauses) }).toEqual({
      standard: id,
      ...theirs,
      clauses: sorted(theirs.clauses),
    });
  };

  it.each([0, 10, 35])('with %i %% of the facts missing', (missing) => {
    const one = sheetsFor(evaluator, missing);
    const others = isMeasured ? fc.array(one, { maxLength: 6 }) : fc.constant<Sheet[]>([]);
    fc.assert(fc.property(one, fc.boolean(), others, compare), { numRuns: Math.ceil(RUNS / 3) });
  });

  it('in every case written beside it', () => {
    const reader = new CasesReader(evaluator, id);
    const cases = reader.read(casesText(id));
    for (const { facts, purpose, cohort } of cases)
      compare(sheetOf(facts), purpose === 'renewal', cohort ? reader.cohort.map(sheetOf) : []);
  });

  it('with nothing known at all', () => {
    compare({}, false, []);
    compare({}, true, []);
  });
});
