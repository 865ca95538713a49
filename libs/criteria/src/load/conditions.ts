import { isMap, type Node } from 'yaml';
import type { Bound, Comparator, Condition, Confidence, Measure, Threshold, Wording } from '../document';
import { checkUnits } from '../measure-shape';
import { compare } from '../rational';
import { parseThreshold, type Shape } from '../threshold';
import { claimId, type Context } from './context';
import { readClassify } from './classify';
import { MEASURE_WORDS, readFact, readFactOf, readMeasure, readShape } from './measures';
import { checkConstant } from './constant';
import { readAmount } from './parameters';
import { MapReader, textOf } from './source';

export const COMPARATORS: readonly Comparator[] = ['atLeast', 'atMost', 'moreThan', 'lessThan'];
export const RULE_WORDS = ['all', 'any', 'byPurpose', 'judgement', 'score', 'classify', ...MEASURE_WORDS] as const;
export const TESTS = ['is', 'oneOf', 'startsWith', ...COMPARATORS] as const;
const NEVER: Condition = { kind: 'notApplicable' };
const CONFIDENCE: readonly Confidence[] = ['A', 'B', 'C'];

/** Reads a condition: the word `notApplicable`, a map with one rule word, or a clause with an id of its own. */
export function readCondition(node: Node, context: Context): Condition {
  if (textOf(node) === 'notApplicable') return { kind: 'notApplicable' };
  if (!isMap(node)) {
    context.source.fail(node, `此处应是条件：${RULE_WORDS.join('、')} 之一`);
    return NEVER;
  }
  const reader = new MapReader(context.source, node);
  const condition = reader.has('id') ? readClause(reader, context) : readRule(reader, context);
  reader.done([...RULE_WORDS, ...TESTS, 'exempt'].join('、'));
  return condition;
}

/** Label, text, article and confidence; article and confidence come from the enclosing clause where they are absent. */
export function readWording(reader: MapReader, context: Context, text?: string): Wording {
  const id = reader.text('id');
  claimId(id, reader.get('id'), context);
  const label = reader.text('label');
  const article = reader.optionalText('article') ?? context.article;
  if (article === null) context.source.fail(reader.node, '缺少“article”，请写明出处');
  const inherited = context.confidence ?? undefined;
  const confidence = reader.choice('confidence', CONFIDENCE, inherited);
  const own = text !== undefined && !reader.has('text') ? text : reader.text('text');
  return { id, label, text: own, article: article ?? '', confidence };
}

/** The context for what stands inside a clause. */
export function within(context: Context, wording: Wording): Context {
  return { ...context, article: wording.article, confidence: wording.confidence };
}

function readClause(reader: MapReader, context: Context): Condition {
  const wording = readWording(reader, context);
  return { kind: 'clause', clause: { ...wording, rule: readRule(reader, within(context, wording)) } };
}

/** Reads the one rule of a map, with its exemption if it has one. */
export function readRule(reader: MapReader, context: Context): Condition {
  const words = RULE_WORDS.filter((word) => reader.has(word));
  const [word] = words;
  if (word === undefined || words.length > 1) {
    const found = words.length > 1 ? `同时写了 ${words.join('、')}` : '没有写规则';
    context.source.fail(reader.node, `${found}，应正好写 ${RULE_WORDS.join('、')} 之一`);
    words.forEach((one) => reader.get(one));
    return NEVER;
  }
  const rule = readWord(reader, word, context);
  const exempt = reader.get('exempt');
  return exempt ? { kind: 'exempt', rule, exemption: readCondition(exempt, context) } : rule;
}

function readWord(reader: MapReader, word: (typeof RULE_WORDS)[number], context: Context): Condition {
  switch (word) {
    case 'all':
    case 'any':
      return { kind: word, of: reader.list(word).map((item) => readCondition(item, context)) };
    case 'judgement':
      return readJudgement(reader, context);
    case 'byPurpose': {
      const inner = reader.map('byPurpose');
      if (!inner) return NEVER;
      const of = (key: string) => {
        const node = inner.get(key);
        if (!node) context.source.fail(inner.node, `“byPurpose”缺少“${key}”，不要求时请写 notApplicable`);
        return node ? readCondition(node, context) : NEVER;
      };
      const condition: Condition = { kind: 'byPurpose', application: of('application'), renewal: of('renewal') };
      inner.done('application、renewal');
      return condition;
    }
    case 'score':
      return context.readScore(reader, context);
    case 'classify':
      return readClassify(reader, context);
    case 'fact':
    case 'sum':
    case 'mean':
    case 'ratio':
    case 'growth':
    case 'compoundGrowth':
      return readComparison(reader, word, context);
  }
}

function readJudgement(reader: MapReader, context: Context): Condition {
  const node = reader.get('judgement');
  const fact = readFact(node, context);
  if (fact !== '' && context.dictionary.get(fact).origin !== 'judged')
    context.source.fail(node, `${fact} 不是由人判断的指标，请改用 fact`);
  return { kind: 'judgement', fact };
}

function readComparison(reader: MapReader, word: (typeof MEASURE_WORDS)[number], context: Context): Condition {
  const tests = TESTS.filter((test) => reader.has(test));
  const [test] = tests;
  if (test === undefined) {
    context.source.fail(reader.node, `没有写要求，请写 ${TESTS.join('、')} 之一`);
    readMeasure(reader, word, context);
    return NEVER;
  }
  if (test === 'is' || test === 'oneOf' || test === 'startsWith') {
    if (tests.length > 1) context.source.fail(reader.node, `${tests.join('、')} 不能写在一起`);
    tests.forEach((one) => reader.get(one));
    return readTest(reader, test, context);
  }
  const measure = readMeasure(reader, word, context);
  const shape = readShape(measure, reader.keyNode(word), context);
  return { kind: 'compare', measure, bounds: readBounds(reader, measure, shape, context) };
}

/** A test of a fact that is no number: is, oneOf, startsWith. */
function readTest(reader: MapReader, test: 'is' | 'oneOf' | 'startsWith', context: Context): Condition {
  const fact = readFactOf(reader, 'fact', context);
  const definition = context.dictionary.find(fact);
  const fail = (message: string) => context.source.fail(reader.place(test), message);
  const known = (value: string): string => {
    if (!definition) return value;
    const values = definition.type === 'boolean' ? ['true', 'false'] : definition.values;
    if (values.length === 0 && definition.type !== 'code') fail(`${fact} 是数值，请用 ${COMPARATORS.join('、')} 比较`);
    else if (definition.type !== 'code' && !values.includes(value))
      fail(`${fact} 没有“${value}”这个取值，可用 ${values.join('、')}`);
    return value;
  };
  if (test === 'is') return { kind: 'is', fact, value: known(reader.text('is')) };
  const values = reader.list(test).map((item) => textOf(item) ?? '');
  if (new Set(values).size !== values.length) fail(`“${test}”里有重复的取值`);
  if (test === 'oneOf') return { kind: 'oneOf', fact, values: values.map(known) };
  if (definition && definition.type !== 'code') fail(`“startsWith”只用于代码，${fact} 不是代码`);
  if (values.some((value) => !/^[0-9A-Za-z]+$/.test(value))) fail('“startsWith”应是代码开头的数字或字母');
  return { kind: 'startsWith', fact, prefixes: values };
}

/** The bounds of a comparison: at most one from below and one from above, leaving something between them. */
function readBounds(reader: MapReader, measure: Measure, shape: Shape | null, context: Context): Bound[] {
  const bounds: Bound[] = [];
  for (const comparator of COMPARATORS) {
    const node = reader.get(comparator);
    if (!node) continue;
    bounds.push({ comparator, threshold: readThreshold(node, measure, shape, context) });
  }
  const upward = bounds.filter((bound) => bound.comparator === 'atLeast' || bound.comparator === 'moreThan');
  const downward = bounds.filter((bound) => !upward.includes(bound));
  if (upward.length > 1 || downward.length > 1) context.source.fail(reader.node, '同一方向只能写一个门槛');
  const [low, high] = [upward[0], downward[0]];
  if (shape && low?.threshold.kind === 'constant' && high?.threshold.kind === 'constant') {
    const { text: from } = low.threshold;
    const { text: to } = high.threshold;
    const order = context.source.attempt(reader.node, () =>
      compare(parseThreshold(from, shape), parseThreshold(to, shape)),
    );
    const closed = low.comparator === 'atLeast' && high.comparator === 'atMost';
    if (order !== null && (order > 0 || (order === 0 && !closed)))
      context.source.fail(reader.node, `下限 ${from} 与上限 ${to} 之间没有任何值，条件永远不可能满足`);
  }
  return bounds;
}

function readThreshold(node: Node, measure: Measure, shape: Shape | null, context: Context): Threshold {
  if (isMap(node)) {
    const reader = new MapReader(context.source, node);
    if (reader.has('amount')) return readAmount(reader, measure, shape, context);
    const word = MEASURE_WORDS.find((one) => reader.has(one));
    const other: Measure = word ? readMeasure(reader, word, context) : { kind: 'fact', fact: '' };
    if (!word) context.source.fail(node, `门槛应是数值、amount 与 times，或 ${MEASURE_WORDS.join('、')} 之一`);
    reader.done(MEASURE_WORDS.join('、'));
    if (shape && readShape(other, node, context))
      context.source.attempt(node, () => checkUnits(measure, other, context.dictionary));
    return { kind: 'measure', measure: other };
  }
  const text = textOf(node) ?? '';
  if (shape) checkConstant(text, measure, shape, node, context);
  return { kind: 'constant', text };
}
