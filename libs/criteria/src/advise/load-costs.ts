import { readScaled } from '@tidu/kernel';
import { isMap } from 'yaml';
import type { FactDefinition } from '../fact';
import type { FactDictionary } from '../fact-dictionary';
import { MapReader, Source, textOf } from '../load/source';
import { amountOf, type AdviceCosts, DEFAULT_COSTS, type FactCost, MILLI } from './costs';

const MOVES = ['any', 'year', 'yearEnds', 'days', 'never'] as const;
const DIRECTIONS = ['up', 'down', 'both'] as const;
const EVIDENCE = ['document', 'data'] as const;
const YES_NO = ['true', 'false'] as const;
const FACT_KEYS = 'moves、direction、to、fixed、each、per、values、missing、evidence、example、how、notAbove';
/** A step may not cost more than this, so that sums of steps stay exact. */
const MOST = 1_000_000_000n;

/**
 * Reads the bureau's costs (`seeds/advice-costs.yaml`), strictly: unknown or repeated keys, unknown facts, amounts
 * that don't fit the fact, words that don't fit its type are refused.
 * @param file the name used in messages
 * @throws DomainError `CRITERIA.BAD_ADVICE_COSTS` with every problem: file, line, what is wrong and what to do.
 */
export function loadAdviceCosts(text: string, dictionary: FactDictionary, file: string): AdviceCosts {
  const source = new Source(file, 'CRITERIA.BAD_ADVICE_COSTS');
  const top = source.parse(text);
  const costs: AdviceCosts = { defaults: { ...DEFAULT_COSTS.defaults }, facts: {} };
  if (top) {
    const reader = new MapReader(source, top);
    readDefaults(reader, costs);
    for (const { key, keyNode, value } of reader.map('facts')?.entries() ?? []) {
      const fact = dictionary.find(key);
      if (!fact) source.fail(keyNode, `指标字典里没有“${key}”，请核对指标代码`);
      else if (!isMap(value)) source.fail(value ?? keyNode, `“${key}”应是“键: 值”的内容`);
      else costs.facts[key] = readFact(new MapReader(source, value), fact, { dictionary, costs });
    }
    reader.done('defaults、facts');
  }
  source.throwIfBad('差一步成本');
  return costs;
}

function readDefaults(reader: MapReader, costs: AdviceCosts): void {
  const inner = reader.map('defaults');
  if (!inner) return;
  const keys = ['document', 'judgement', 'data', 'wait', 'change'] as const;
  for (const key of keys) costs.defaults[key] = cost(inner, key, '1');
  inner.done(keys.join('、'));
}

/** A cost of at most three decimals; noted when it is none. */
function cost(reader: MapReader, key: string, fallback: string): string {
  const text = reader.text(key);
  if (text === '') return fallback;
  const scaled = /^\d+(\.\d+)?$/.test(text) ? readScaled(text, MILLI) : 'notDecimal';
  if (typeof scaled === 'bigint' && scaled <= MOST) return text;
  reader.source.fail(reader.place(key), `“${text}”不是成本，请写 0 到 1000000 的数字，最多三位小数`);
  return fallback;
}

const optionalCost = <T extends string | null>(reader: MapReader, key: string, absent: T): string | T =>
  reader.has(key) ? cost(reader, key, '1') : absent;

interface Around {
  dictionary: FactDictionary;
  costs: AdviceCosts;
}

function readFact(reader: MapReader, fact: FactDefinition, { dictionary, costs }: Around): FactCost {
  const numeric = fact.min !== null;
  const refuse = (key: string, fits: boolean, what: string): void => {
    if (!fits && reader.has(key)) reader.source.fail(reader.keyNode(key), `“${key}”只用于${what}，请删去`);
  };
  for (const key of ['direction', 'each', 'per', 'example', 'notAbove']) refuse(key, numeric, '数值指标');
  refuse('to', fact.type === 'boolean', '是或否的指标');
  refuse('values', fact.type === 'enum', '有固定取值的指标');
  if (fact.base !== null) reader.source.fail(reader.node, `“${fact.code}”随“${fact.base}”，请写在“${fact.base}”下`);
  const each = optionalCost(reader, 'each', '0');
  if (numeric && reader.has('each') !== reader.has('per'))
    reader.source.fail(reader.node, '“each”与“per”须一起写，如 each: 1、per: 10万');
  const notAbove = reader.optionalText('notAbove');
  if (notAbove !== null && dictionary.find(notAbove)?.unit !== fact.unit)
    reader.source.fail(reader.place('notAbove'), `“${notAbove}”应是单位相同的指标`);
  const line: FactCost = {
    moves: reader.choice('moves', MOVES),
    direction: reader.choice('direction', DIRECTIONS, 'both'),
    to: reader.choice('to', YES_NO, 'true') === 'true',
    ...{ fixed: optionalCost(reader, 'fixed', fixedOf(reader, costs)), each, per: amount(reader, 'per', fact) },
    values: reader.has('values') ? readValues(reader, fact) : null,
    missing: optionalCost(reader, 'missing', null),
    evidence: reader.has('evidence') ? reader.choice('evidence', EVIDENCE) : null,
    ...{ example: amount(reader, 'example', fact), how: reader.optionalText('how') ?? '', notAbove },
  };
  reader.done(FACT_KEYS);
  return line;
}

/** A fact priced by its amount costs nothing beside; one without any price costs what is usual. */
const fixedOf = (reader: MapReader, costs: AdviceCosts): string => (reader.has('each') ? '0' : costs.defaults.change);

/** An amount in natural units (`10万`, `1%`) that the fact can hold exactly. */
function amount(reader: MapReader, key: 'per' | 'example', fact: FactDefinition): string | null {
  if (!reader.has(key) || fact.min === null) return reader.optionalText(key);
  const text = reader.text(key);
  const value = reader.source.attempt(reader.get(key), () => amountOf(text, fact));
  if (value !== null && value <= 0n) reader.source.fail(reader.place(key), `“${text}”应大于零`);
  return text;
}

function readValues(reader: MapReader, fact: FactDefinition): Record<string, string> {
  const inner = reader.map('values');
  const values: Record<string, string> = {};
  for (const { key, keyNode, value } of inner?.entries() ?? []) {
    if (fact.values.includes(key)) values[key] = textOf(value) === null ? '0' : cost(inner as MapReader, key, '0');
    else reader.source.fail(keyNode, `“${key}”不是“${fact.label}”的取值，应为 ${fact.values.join('、')} 之一`);
  }
  return values;
}
