import {
  evaluate,
  type FactDictionary,
  type FactValue,
  MapReader,
  OUTCOME_LABELS,
  type OutcomeName,
  readNatural,
  Source,
  textOf,
} from '@tidu/criteria';
import { formatYuan, parseYuan } from '@tidu/kernel';
import { isMap, type Node } from 'yaml';
import { parseInput, workOut } from './amount';
import type { Measure } from './measure';

/** A case written beside a measure (`<id>.cases.yaml`) whose result is another. */
export interface MeasureCaseFailure {
  name: string;
  line: number;
  message: string;
}

const outcomes = Object.keys(OUTCOME_LABELS) as OutcomeName[];
const unknownAmount = 'unknown';
const keys = 'name、facts、inputs、received、outcome、amount';

/**
 * Runs the worked cases of a measure, written so that an official can check them: facts in natural words, figures of the
 * claim, and what has to come out, to the 分.
 * @throws DomainError `MEASURES.BAD_CASES` when the file itself is wrong, with every problem and its line.
 */
export function runMeasureCases(
  measure: Measure,
  dictionary: FactDictionary,
  yaml: string,
  file: string,
): { total: number; failures: MeasureCaseFailure[] } {
  const source = new Source(file, 'MEASURES.BAD_CASES');
  const top = source.parse(yaml);
  const reader = top && new MapReader(source, top);
  const nodes = reader?.list('cases') ?? [];
  reader?.done('cases');
  const failures = nodes.flatMap((node) => runOne(source, node, measure, dictionary));
  source.throwIfBad('措施的用例');
  return { total: nodes.length, failures };
}

function runOne(source: Source, node: Node, measure: Measure, dictionary: FactDictionary): MeasureCaseFailure[] {
  if (!isMap(node)) {
    source.fail(node, '每个用例应写明 name、facts 和 outcome');
    return [];
  }
  const reader = new MapReader(source, node);
  const [name, line] = [reader.text('name'), source.lineOf(node)];
  const facts = factsOf(reader, dictionary);
  const inputs = inputsOf(reader, measure);
  const received = moneyAt(reader, 'received') ?? 0n;
  const expected = reader.choice('outcome', outcomes);
  const amount = reader.optionalText('amount');
  if (amount !== null && amount !== unknownAmount) moneyAt(reader, 'amount');
  reader.done(keys);
  const found = evaluate(measure.evaluator, facts, { purpose: 'application' }).outcome;
  const worked = workOut(measure, facts, inputs, received).amount;
  const shown = worked === null ? unknownAmount : formatYuan(worked);
  const faults = [
    ...(found === expected ? [] : [`结果应为 ${OUTCOME_LABELS[expected]}，实为 ${OUTCOME_LABELS[found]}`]),
    ...(amount === null || amount === shown ? [] : [`金额应为 ${amount}，实为 ${shown}`]),
  ];
  return faults.length === 0 ? [] : [{ name, line, message: `第 ${line} 行“${name}”：${faults.join('；')}。` }];
}

function factsOf(reader: MapReader, dictionary: FactDictionary): Map<string, FactValue> {
  const facts = new Map<string, FactValue>();
  for (const { key, keyNode, value } of reader.map('facts')?.entries() ?? [])
    reader.source.attempt(keyNode, () => facts.set(key, readNatural(textOf(value) ?? '', dictionary.get(key))));
  return facts;
}

function inputsOf(reader: MapReader, measure: Measure): Record<string, bigint> {
  const found: Record<string, bigint> = {};
  if (!reader.has('inputs')) return found;
  for (const { key, keyNode, value } of reader.map('inputs')?.entries() ?? []) {
    const input = measure.inputs.find(({ code }) => code === key);
    const read = input && parseInput(input, textOf(value) ?? '');
    if (!input) reader.source.fail(keyNode, `这项措施不问“${key}”`);
    else if (read === null || read === undefined) reader.source.fail(keyNode, `“${key}”不是${input.label}的写法`);
    else found[key] = read;
  }
  return found;
}

/** An amount in 元 with two decimals, as 分; null where it isn't said. */
function moneyAt(reader: MapReader, key: string): bigint | null {
  const text = reader.optionalText(key);
  if (text === null) return null;
  if (/^\d{1,13}\.\d{2}$/.test(text)) return parseYuan(text);
  reader.source.fail(reader.place(key), `“${key}”应是元，精确到分，如 '122500.00'`);
  return null;
}
