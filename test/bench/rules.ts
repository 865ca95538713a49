import {
  compileStandard,
  type Evaluator,
  FactDictionary,
  type FactValue,
  loadStandard,
  MANUAL,
  MET,
} from '@tidu/criteria';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import { demoRecords } from '../../apps/cli/src/demo/generate';
import { readDemoWords } from '../../apps/cli/src/demo/words';
import { projectRoot } from '../../apps/cli/src/root';
import type { PlainSheet, RuleEngine } from './engines/engines';
import { jsonRulesEngine } from './engines/json-rules';
import { plainStandard } from './engines/plain-standard';
import { publicodesEngine } from './engines/publicodes';
import { zenEngine } from './engines/zen';
import { factOf } from './evaluator';
import { type Bench, type Figure, goal, interleave, median, timed } from './harness';
import type { Installation } from './installation';

/** The evaluator beside rule engines on one standard, the same sheets, the same answers. */
export const rules: Bench = { name: 'rules', says: '规则引擎', run };

const standardId = 'miit-2022-63-specialized';
/** zen-engine works on threads of its own: it is also asked for so many at once. */
const inFlight = 64;
const isThreaded = ({ name }: RuleEngine) => name === 'zen-engine';

interface Sheet {
  values: FactValue[];
  plain: PlainSheet;
}

async function run({ scale }: Installation): Promise<Figure[]> {
  const seeds = path.join(projectRoot(), 'seeds');
  const facts: Record<string, string>[] = parse(fs.readFileSync(path.join(seeds, 'facts.csv')), { columns: true });
  const dictionary = FactDictionary.fromRows(facts);
  const yaml = fs.readFileSync(path.join(seeds, 'standards', `${standardId}.yaml`), 'utf8');
  const ours = compileStandard(loadStandard(yaml, dictionary, `${standardId}.yaml`), dictionary);
  const sheets = completeSheets(ours, dictionary, seeds);
  const standard = plainStandard(yaml);
  const engines = [zenEngine(standard), jsonRulesEngine(standard), publicodesEngine(standard)];
  for (const engine of engines) await requireEqual(engine, ours, sheets);

  const rounds = scale === 'full' ? 3 : 1;
  const times = scale === 'full' ? 200 : 5;
  const few = sheets.slice(0, scale === 'full' ? 300 : 20);
  const measured = await interleave<string>(rounds, {
    ours: () => timed(() => Promise.resolve(evaluateAll(ours, sheets, times))),
    ...Object.fromEntries(
      engines.flatMap((engine) => [
        [engine.name, () => timed(() => oneByOne(engine, few))],
        ...(isThreaded(engine) ? [[`${engine.name} ${inFlight}`, () => timed(() => together(engine, few))]] : []),
      ]),
    ),
  });
  const perOurs = (measured.ours ?? []).map((ms) => ms / (sheets.length * times));
  return engines.flatMap((engine) =>
    [
      { key: engine.name, says: '逐个', goal: engine.name === 'publicodes' ? undefined : goal.atLeast(100, 400) },
      ...(isThreaded(engine)
        ? [{ key: `${engine.name} ${inFlight}`, says: `${inFlight} 个一批`, goal: undefined }]
        : []),
    ].map(({ key, says, goal: wanted }) => {
      const per = (measured[key] ?? []).map((ms) => ms / few.length);
      return {
        ...{ id: `rules.${key.replace(' ', '.')}`, work: `${engine.name}（${engine.how}），${says}` },
        ...{ against: '评价器，同一标准、同样的答案', unit: '×' as const, goal: wanted },
        value: median(per.map((ms, round) => ms / (perOurs[round] ?? NaN))),
        note: `每秒 ${Math.round(1000 / median(per)).toLocaleString('en-US')} / ${Math.round(1000 / median(perOurs)).toLocaleString('en-US')} 次`,
      };
    }),
  );
}

/** Sheets without gaps and without undefined arithmetic, at which an engine stops with an error: what an enterprise doesn't state it takes from the one before. */
function completeSheets(evaluator: Evaluator, dictionary: FactDictionary, seeds: string): Sheet[] {
  const last = new Map<string, FactValue>();
  const result = evaluator.createResult();
  const sheets: Sheet[] = [];
  for (const record of demoRecords({ words: readDemoWords(path.join(seeds, 'demo')), enterprises: 600 })) {
    const values = evaluator.slots.map((code) => {
      const value = factOf(dictionary, record, code) ?? last.get(code) ?? null;
      last.set(code, value);
      return value;
    });
    evaluator.evaluateInto(values, 'application', result);
    if (values.includes(null) || result.clauseOutcomes.includes(MANUAL)) continue;
    const plain = evaluator.slots.map((code, i) => [code, plainValue(dictionary, code, values[i] as FactValue)]);
    sheets.push({ values, plain: Object.fromEntries(plain) as PlainSheet });
  }
  return sheets;
}

function plainValue(dictionary: FactDictionary, code: string, value: FactValue): number | boolean | string {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  const { type, scale } = dictionary.get(code);
  return Number(value) / 10 ** (type === 'money' ? 2 : scale);
}

/** A comparison of speed is worth something only where the answers are the same. */
async function requireEqual(engine: RuleEngine, ours: Evaluator, sheets: readonly Sheet[]): Promise<void> {
  const result = ours.createResult();
  for (const { values, plain } of sheets) {
    ours.evaluateInto(values, 'application', result);
    const answer = await engine.answer(plain);
    const differing = ours.clauseIds.filter((id, i) => {
      if (id in answer.met) return answer.met[id] !== (result.clauseOutcomes[i] === MET);
      return id in answer.points && (answer.points[id] ?? NaN) * 10_000 !== result.clauseMin[i];
    });
    if (differing.length > 0) throw new Error(`${engine.name} answers otherwise: ${differing.join(', ')}`);
  }
}

function evaluateAll(ours: Evaluator, sheets: readonly Sheet[], times: number): void {
  const result = ours.createResult();
  for (let i = 0; i < times; i++) for (const { values } of sheets) ours.evaluateInto(values, 'application', result);
}

async function oneByOne(engine: RuleEngine, sheets: readonly Sheet[]): Promise<void> {
  for (const { plain } of sheets) await engine.answer(plain);
}

async function together(engine: RuleEngine, sheets: readonly Sheet[]): Promise<void> {
  for (let at = 0; at < sheets.length; at += inFlight)
    await Promise.all(sheets.slice(at, at + inFlight).map(({ plain }) => engine.answer(plain)));
}
