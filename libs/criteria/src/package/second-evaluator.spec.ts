import { secondEvaluation } from '@tidu/test/second-evaluator/evaluate';
import { canonical, secondReading } from '@tidu/test/second-evaluator/package';
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { CasesReader } from '../cases/read-cases';
import { cohortOf } from '../cohort-of';
import { evaluate } from '../evaluate';
import type { Facts } from '../fact';
import { readFacts } from '../facts-reader';
import { canonicalJson } from '../release';
import { sha256Hex } from '../sha256';
import { plainFact } from '../explain/display';
import type { Sheet } from '../testing/oracle';
import { casesText, dictionary, seedEvaluator, seedRows, standardIds } from '../testing/seeds';
import { sheetsFor } from '../testing/sheets';
import { packCase, packageText } from './case-package';
import { type Grounds, groundParts, neededFacts, replay, workOut } from './replay';

/** What the second evaluator reads of a cohort. */
type Items = Record<string, Record<string, string | null>>;

/** Random sheets a standard is tried with; set PACKAGE_RUNS for a longer search. */
const RUNS = Number(process.env.PACKAGE_RUNS ?? 15);

it('the second evaluator shares no code with the product', () => {
  const folder = path.resolve(__dirname, '../../../../test/support/second-evaluator');
  const files = fs.readdirSync(folder);
  const imports = files.flatMap((name) =>
    [...fs.readFileSync(path.join(folder, name), 'utf8').matchAll(/(?:from|import|require)\s*\(?\s*'([^']+)'/g)].map(
      ([, one = '']) => one,
    ),
  );
  expect(files.length).toBeGreaterThan(3);
  expect(new Set(imports.filter((one) => !files.includes(`${one.slice(2)}.ts`)))).toEqual(new Set(['node:crypto']));
});

describe.each(standardIds)('%s: a package replays bit for bit, by the product and by a second evaluator', (id) => {
  const evaluator = seedEvaluator(id);
  const { document, hash: releaseHash } = evaluator.release;
  const codes = neededFacts(evaluator, []);
  const rows = seedRows().filter(({ code = '' }) => codes.has(code));
  const sheetOf = (facts: Facts): Sheet =>
    Object.fromEntries([...facts].map(([code, value]) => [code, plainFact(dictionary.get(code), value)]));
  const stated = (sheet: Sheet) => Object.fromEntries(Object.entries(sheet).filter(([, value]) => value !== null));

  const compare = (sheet: Sheet, purpose: 'application' | 'renewal', others: Sheet[], judged: number) => {
    const all = Object.entries(stated(sheet));
    const content = { facts: Object.fromEntries(all.slice(judged)), commitment: '试' };
    const cohort =
      others.length > 0
        ? cohortOf(
            evaluator,
            others.map((one) => readFacts(JSON.stringify(one), dictionary)),
          )
        : null;
    const grounds: Grounds = {
      ...{ content, document, releaseHash, dictionary: rows, purpose, date: '2026-05-06', cohort },
      contentHash: sha256Hex(canonicalJson({ ...content, origins: {}, answers: {}, evidence: [] })),
      judged: Object.fromEntries(all.slice(0, judged)),
      stored: { outcome: '', minPoints: null, maxPoints: null },
    };
    const first = workOut(grounds);
    const { outcome, points } = first.submitted;
    const stored = {
      outcome,
      minPoints: points && Math.round(points.min * 10_000),
      maxPoints: points && Math.round(points.max * 10_000),
    };
    const pack = packCase(groundParts({ ...grounds, stored }, first), {
      seal: null,
      exported: { code: '0', at: '' },
      page: null,
    });
    expect(replay(pack.leaves)).toEqual([]);
    const second = secondReading(packageText(pack));
    expect(second.wrong).toEqual([]);
    expect(canonical(second.submitted)).toBe(canonical(second.says.submitted));
    expect(canonical(second.decided)).toBe(canonical(second.says.decided));
    expect(second.says.stored.outcome).toBe(second.submitted.outcome);
  };

  it.each([0, 10, 40])('with %i %% of the facts missing', (missing) => {
    const one = sheetsFor(evaluator, missing);
    const others = evaluator.measured.length > 0 ? fc.array(one, { maxLength: 4 }) : fc.constant<Sheet[]>([]);
    fc.assert(
      fc.property(one, fc.constantFrom('application', 'renewal'), others, fc.nat(3), (sheet, purpose, cohort, judged) =>
        compare(sheet, purpose, cohort, judged),
      ),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });

  it('in every case written beside it', () => {
    const reader = new CasesReader(evaluator, id);
    const plain = JSON.parse(canonicalJson(document)) as Record<string, unknown>;
    const entries = new Map(rows.map((row) => [row.code ?? '', row]));
    const others = reader.cohort.length > 0 ? cohortOf(evaluator, reader.cohort) : null;
    for (const { facts, purpose, cohort: among } of reader.read(casesText(id))) {
      const cohort =
        among && others ? { hash: others.hash, items: JSON.parse(canonicalJson(others.items)) as Items } : null;
      const date = '2026-05-06';
      const second = secondEvaluation({
        document: plain,
        purpose,
        date,
        cohort,
        dictionary: entries,
        facts: stated(sheetOf(facts)),
      });
      expect(canonical(second)).toBe(
        canonicalJson(evaluate(evaluator, facts, { purpose, date, cohort: among ? others : null })),
      );
    }
  });
});
