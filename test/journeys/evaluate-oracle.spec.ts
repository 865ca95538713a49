import { spawnTidu, temporaryHome } from '@tidu/test/product';
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { oracle, type Sheet } from '../../libs/criteria/src/testing/oracle';
import { seedEvaluator, standardIds } from '../../libs/criteria/src/testing/seeds';
import { sheetsFor } from '../../libs/criteria/src/testing/sheets';

jest.setTimeout(1_200_000);

/** Sheets in all; `test:full` and the nightly run take 30 000. */
const rounds = process.env.TIDU_TEST_ROUNDS === undefined ? 540 : 30_000;
const each = Math.ceil(Number(process.env.ORACLE_RUNS ?? rounds) / standardIds.length);

interface Answer {
  standard: string;
  clauses: Record<string, unknown>;
  cohort?: string;
}

/** Lines in, lines out, by the command that everybody uses. */
async function evaluate(args: string[], lines: string[], home: string): Promise<Answer[]> {
  const child = spawnTidu(['evaluate', ...args, '--facts', '-'], home);
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr?.pipe(process.stderr);
  child.stdin?.end(lines.join('\n'));
  const code = await new Promise((done) => child.once('close', done));
  expect(code).toBe(0);
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Answer);
}

describe('tidu evaluate agrees with the second evaluator, clause by clause', () => {
  const home = temporaryHome();
  afterAll(() => home.remove());

  it(`on ${each} random sheets of each standard, 35 % of the facts missing`, async () => {
    const cases = standardIds.flatMap((standard, i) => {
      const drawn = fc.sample(sheetsFor(seedEvaluator(standard)), { numRuns: each, seed: 20_261_124 + i });
      return drawn.map((facts, n) => ({ standard, purpose: n % 3 === 0 ? 'renewal' : 'application', facts }));
    });
    const cohort: Sheet[] = cases.filter(({ standard }) => standard.includes('per-mu')).slice(0, 8).map(({ facts }) => facts); // prettier-ignore
    const file = path.join(home.dir, 'cohort.jsonl');
    fs.writeFileSync(file, cohort.map((sheet) => JSON.stringify(sheet)).join('\n'));
    const lines = cases.map((one) => JSON.stringify(one));
    // a standard's own dates are of no matter to a standard named by its id
    const answers = await evaluate(['--cohort', file], lines, home.dir);
    expect(answers).toHaveLength(cases.length);
    cases.forEach(({ standard, purpose, facts }, i) => {
      const { outsidePeriod, provisional, ...ours } = answers[i] as Answer & Record<string, unknown>;
      delete ours.cohort;
      expect([undefined, true]).toContain(outsidePeriod);
      expect([undefined, true]).toContain(provisional);
      expect({ i, facts, ...ours }).toEqual({ i, facts, standard, ...oracle(standard, facts, purpose === 'renewal', cohort) }); // prettier-ignore
    });
  });
});
