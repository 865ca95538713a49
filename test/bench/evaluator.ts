import { compileStandard, type Evaluator, FactDictionary, type FactValue, loadStandard } from '@tidu/criteria';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import { type DemoRecord, demoRecords } from '../../apps/cli/src/demo/generate';
import { readDemoWords } from '../../apps/cli/src/demo/words';
import { projectRoot } from '../../apps/cli/src/root';
import { type Bench, type Figure, interleave, median, timed } from './harness';
import type { Installation } from './installation';

/** The evaluator alone, over facts in memory: no database, nothing written. */
export const evaluator: Bench = { name: 'evaluator', says: '评价器', run };

const population = 2000;

async function run({ scale }: Installation): Promise<Figure[]> {
  const seeds = path.join(projectRoot(), 'seeds');
  const facts: Record<string, string>[] = parse(fs.readFileSync(path.join(seeds, 'facts.csv')), { columns: true });
  const dictionary = FactDictionary.fromRows(facts);
  const files = fs.readdirSync(path.join(seeds, 'standards')).filter((file) => /(?<!\.cases)\.yaml$/.test(file));
  const read = (file: string) => ({ text: fs.readFileSync(path.join(seeds, 'standards', file), 'utf8'), file });
  const evaluators = files.map((file) =>
    compileStandard(
      loadStandard(read(file).text, dictionary, file, (id) => read(`${id}.yaml`)),
      dictionary,
    ),
  );
  const records = [...demoRecords({ words: readDemoWords(path.join(seeds, 'demo')), enterprises: population })];
  const times = scale === 'full' ? 300 : 5;
  const works = evaluators.map((one): [string, () => Promise<number>] => {
    const rows = records.map((record) => one.slots.map((code) => factOf(dictionary, record, code)));
    return [one.release.id, () => timed(() => Promise.resolve(evaluateAll(one, rows, times)))];
  });
  const measured = await interleave<string>(3, Object.fromEntries(works));
  return evaluators.map(({ release, clauseIds }) => ({
    ...{ id: `evaluator.${release.id}`, work: `评价器：${release.document.name}`, against: '', unit: '/s' },
    value: (population * times * 1000) / median(measured[release.id] ?? []),
    note: `${clauseIds.length} 个条款`,
  }));
}

function evaluateAll(one: Evaluator, rows: FactValue[][], times: number): void {
  const result = one.createResult();
  for (let i = 0; i < times; i++) for (const row of rows) one.evaluateInto(row, 'application', result);
}

/** A fact of the newest year, or of the earlier one that it looks back to. */
export function factOf(dictionary: FactDictionary, { figures }: DemoRecord, code: string): FactValue {
  const { base, offset } = dictionary.get(code);
  const values = figures.at(-1 + (base === null ? 0 : offset))?.values as Record<string, FactValue> | undefined;
  return values?.[base ?? code] ?? null;
}
