import { MapReader, Source, textOf } from '@tidu/criteria';
import { type Day, isDay } from '@tidu/kernel';
import { readInstalledFile } from '@tidu/platform';
import { isMap } from 'yaml';
import { codeList, type Effect, effects } from './effect';
import { type Level, levels } from './procedure';

export const relationKinds = ['self', 'controller', 'group'] as const;
/** Whom a rule looks at: the firm itself, who controls it, who is of its group. */
export type RelationKind = (typeof relationKinds)[number];

const againsts = ['holds', 'recommended', 'declaring'] as const;

/** A title at a level. */
export interface LevelTitle {
  title: string;
  level: Level;
}

/** What keeps a firm from being recommended because of another one, or of a title of its own (关联企业冲突). */
export interface RelationRule extends LevelTitle {
  code: string;
  /** From which day on. */
  from: Day;
  relation: RelationKind;
  against: (typeof againsts)[number];
  /** The title held, of `holds` alone. */
  holds: LevelTitle | null;
  /** Only where main products are similar. */
  similar: boolean;
  effect: Effect;
  words: string;
  source: string;
  confidence: 'A' | 'B' | 'C';
}

export interface RelationRules {
  /** Acts before which it is looked at. */
  guards: readonly string[];
  states: { recommended: readonly string[]; declaring: readonly string[] };
  /** When main products are similar: leading digits of the industry, words left out of names. */
  similar: { digits: number; words: readonly string[] };
  rules: readonly RelationRule[];
}

const file = 'seeds/recognition/relations.yaml';
let kept: RelationRules | null = null;

/** The rules of this installation, read once. @throws DomainError `RECOGNITION.BAD_RELATIONS`. */
export function relationRules(): RelationRules {
  kept ??= loadRelationRules(readInstalledFile(file));
  return kept;
}

/** @throws DomainError `RECOGNITION.BAD_RELATIONS` with every problem: file, line, what is wrong and what to do. */
export function loadRelationRules(text: string): RelationRules {
  const source = new Source(file, 'RECOGNITION.BAD_RELATIONS');
  const top = source.parse(text);
  const rules = top && readRules(new MapReader(source, top));
  source.throwIfBad('关联企业的规则');
  return rules as RelationRules;
}

function readRules(reader: MapReader): RelationRules {
  const [states, similar] = [reader.map('states'), reader.map('similar')];
  const rules = {
    guards: codeList(reader, 'guards'),
    states: {
      recommended: states ? codeList(states, 'recommended') : [],
      declaring: states ? codeList(states, 'declaring') : [],
    },
    similar: {
      digits: similar ? similar.wholeNumber('digits', 1, 4) : 4,
      words: similar ? similar.list('words').map((node) => textOf(node) ?? '') : [],
    },
    rules: [...readAll(reader)],
  };
  states?.done('recommended、declaring');
  similar?.done('digits、words');
  reader.done('guards、states、similar、rules');
  return rules;
}

function* readAll(top: MapReader): Generator<RelationRule> {
  for (const { key: code, keyNode, value } of top.map('rules')?.entries() ?? []) {
    if (!/^[a-z][a-zA-Z]{2,39}$/.test(code)) top.source.fail(keyNode, `“${code}”不是代码，应形如 controlledByGiant`);
    if (isMap(value)) yield readRule(code, new MapReader(top.source, value));
    else top.source.fail(value ?? keyNode, `“${code}”应是“键: 值”的内容`);
  }
}

function readRule(code: string, reader: MapReader): RelationRule {
  const { source } = reader;
  const from = reader.text('from');
  if (!isDay(from)) source.fail(reader.place('from'), '“from”应是日期，形如 2026-01-01');
  const [relation, against] = [reader.choice('relation', relationKinds), reader.choice('against', againsts)];
  if (relation === 'self' && against !== 'holds') source.fail(reader.place('against'), '看本企业的只能是 holds');
  if ((against === 'holds') !== reader.has('holds'))
    source.fail(reader.node, `“${code}”：against 是 holds 的要写 holds: { title, level }，别的不写`);
  const held = reader.has('holds') ? reader.map('holds') : null;
  const rule: RelationRule = {
    ...{ code, title: reader.text('title'), level: reader.choice('level', levels), from, relation, against },
    holds: held && { title: held.text('title'), level: held.choice('level', levels) },
    similar: reader.choice('similar', ['yes', 'no']) === 'yes',
    ...{ effect: reader.choice('effect', effects), words: reader.text('words'), source: reader.text('source') },
    confidence: reader.choice('confidence', ['A', 'B', 'C']),
  };
  held?.done('title、level');
  reader.done('title、level、from、relation、against、holds、similar、effect、words、source、confidence');
  return rule;
}
