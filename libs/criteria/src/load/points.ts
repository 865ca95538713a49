import { isMap, type Node } from 'yaml';
import type { Band, Condition, Points } from '../document';
import { compare, rational } from '../rational';
import { parsePoints, parseThreshold } from '../threshold';
import { checkBands } from './bands';
import { COMPARATORS, readCondition, readRule } from './conditions';
import { checkConstant, readPoints } from './constant';
import type { Context } from './context';
import { MEASURE_WORDS, readFact, readFactOf, readMeasure, readShape } from './measures';
import { readBenchmark, readMinMax } from './measured';
import { MapReader, textOf } from './source';

/** The words by which an indicator earns points. */
export const POINT_WORDS = [
  ...(['bands', 'byValue', 'ladder', 'betterOf', 'count', 'perFull', 'asPoints'] as const),
  ...(['benchmark', 'minMax'] as const),
] as const;
const NOTHING: Points = { kind: 'ladder', rungs: [], otherwise: '0' };

/** Reads how an indicator (or one option of `betterOf`) earns its points. */
export function readPointsRule(reader: MapReader, context: Context): Points {
  const words = POINT_WORDS.filter((word) => reader.has(word));
  const [word] = words;
  if (word === undefined || words.length > 1) {
    const found = words.length > 1 ? `同时写了 ${words.join('、')}` : '没有写计分办法';
    context.source.fail(reader.node, `${found}，应正好写 ${POINT_WORDS.join('、')} 之一`);
    words.forEach((one) => reader.get(one));
    return NOTHING;
  }
  switch (word) {
    case 'bands':
      return readBands(reader, context);
    case 'byValue':
      return readByValue(reader, context);
    case 'ladder':
      return readLadder(reader, context);
    case 'betterOf':
      return readBetterOf(reader, context);
    case 'count':
      return readCount(reader, context);
    case 'perFull':
      return readPerFull(reader, context);
    case 'asPoints':
      return readAsPoints(reader, context);
    case 'benchmark':
      return readBenchmark(reader, readOwnMeasure(reader, context), context);
    case 'minMax':
      return readMinMax(reader, readOwnMeasure(reader, context), context);
  }
}

/** The measure an indicator counts, by its one measure word. */
function readOwnMeasure(reader: MapReader, context: Context) {
  const words = MEASURE_WORDS.filter((word) => reader.has(word));
  const [word] = words;
  if (word === undefined || words.length > 1) {
    context.source.fail(reader.node, `应正好写 ${MEASURE_WORDS.join('、')} 之一，说明按什么计分`);
    words.forEach((one) => reader.get(one));
    return null;
  }
  const measure = readMeasure(reader, word, context);
  const shape = readShape(measure, reader.keyNode(word), context);
  return shape && { measure, shape };
}

function readBands(reader: MapReader, context: Context): Points {
  const own = readOwnMeasure(reader, context);
  const otherwise = readPoints(reader, 'else', context);
  const bands: { band: Band; node: Node }[] = [];
  for (const node of reader.list('bands')) {
    if (!isMap(node)) {
      context.source.fail(node, '每一档应写成 { atLeast: 5%, points: 20 } 的形式');
      continue;
    }
    const inner = new MapReader(context.source, node);
    const points = readPoints(inner, 'points', context);
    const bounds: Band['bounds'] = [];
    for (const comparator of COMPARATORS) {
      const threshold = inner.get(comparator);
      if (!threshold) continue;
      const text = textOf(threshold) ?? '';
      if (own) checkConstant(text, own.measure, own.shape, threshold, context);
      bounds.push({ comparator, text });
    }
    const lower = bounds.filter(({ comparator }) => comparator === 'atLeast' || comparator === 'moreThan').length;
    if (bounds.length === 0 || lower > 1 || bounds.length - lower > 1)
      context.source.fail(node, '每一档要有门槛，同一方向只能写一个');
    inner.done([...COMPARATORS, 'points'].join('、'));
    bands.push({ band: { bounds, points }, node });
  }
  if (!own) return NOTHING;
  checkBands(bands, otherwise, own.measure, own.shape, context);
  return { kind: 'bands', measure: own.measure, bands: bands.map(({ band }) => band), otherwise };
}

function readByValue(reader: MapReader, context: Context): Points {
  const fact = readFactOf(reader, 'fact', context);
  const inner = reader.map('byValue');
  const definition = context.dictionary.find(fact);
  const points: Record<string, string> = {};
  if (!inner || !definition) return NOTHING;
  const wanted = definition.type === 'boolean' ? ['true', 'false'] : definition.values;
  if (wanted.length === 0) context.source.fail(reader.place('fact'), `${fact} 不是选项，请用 bands 分档`);
  for (const { key, keyNode } of inner.entries()) {
    if (!wanted.includes(key)) context.source.fail(keyNode, `${fact} 没有“${key}”这个取值，可用 ${wanted.join('、')}`);
    points[key] = readPoints(inner, key, context);
  }
  const missing = wanted.filter((value) => !(value in points));
  if (missing.length > 0) context.source.fail(inner.node, `取值 ${missing.join('、')} 没有写分值`);
  return { kind: 'byValue', fact, points };
}

/** Steps with conditions of their own, best first. */
function readLadder(reader: MapReader, context: Context): Points {
  const otherwise = readPoints(reader, 'else', context);
  const rungs: { when: Condition; points: string }[] = [];
  let before = Infinity;
  for (const node of reader.list('ladder')) {
    if (!isMap(node)) {
      context.source.fail(node, '每一级应写成 { fact: …, atLeast: …, points: … } 的形式');
      continue;
    }
    const inner = new MapReader(context.source, node);
    const points = readPoints(inner, 'points', context);
    rungs.push({ when: readRule(inner, context), points });
    inner.done();
    const value = Number(points);
    if (value >= before) context.source.fail(node, '分值应比前一级低，请核对分值或顺序');
    before = value;
  }
  if (Number(otherwise) >= before) context.source.fail(reader.place('else'), '“else”的分值应低于最低一级');
  return { kind: 'ladder', rungs, otherwise };
}

function readBetterOf(reader: MapReader, context: Context): Points {
  const items = reader.list('betterOf');
  if (items.length === 1) context.source.fail(items[0], '“betterOf”至少要有两项可比');
  const options = items.map((node) => {
    if (!isMap(node)) {
      context.source.fail(node, '每一项应是一种计分办法');
      return NOTHING;
    }
    const inner = new MapReader(context.source, node);
    const option = readPointsRule(inner, context);
    inner.done();
    return option;
  });
  return { kind: 'betterOf', options };
}

function readCount(reader: MapReader, context: Context): Points {
  const inner = reader.map('count');
  if (!inner) return NOTHING;
  const of = inner.list('of').map((node): Condition => {
    if (isMap(node)) return readCondition(node, context);
    const fact = readFact(node, context);
    if (fact !== '' && context.dictionary.get(fact).type !== 'boolean')
      context.source.fail(node, `${fact} 不是是非型指标`);
    return { kind: 'is', fact, value: 'true' };
  });
  const each = readPoints(inner, 'each', context);
  const atMost = readPoints(inner, 'atMost', context);
  if (Number(atMost) > Number(each) * of.length)
    context.source.fail(inner.place('atMost'), '封顶分值超过全部满足时的合计');
  inner.done('of、each、atMost');
  return { kind: 'count', of, each, atMost };
}

function readPerFull(reader: MapReader, context: Context): Points {
  const own = readOwnMeasure(reader, context);
  const inner = reader.map('perFull');
  if (!inner || !own) return NOTHING;
  const every = inner.text('every');
  const step = context.source.attempt(inner.get('every'), () => parseThreshold(every, own.shape));
  if (step && compare(step, rational(0n)) <= 0) context.source.fail(inner.place('every'), '“every”应大于 0');
  const points = readPoints(inner, 'points', context);
  const atMost = readPoints(inner, 'atMost', context);
  if (!(Number(points) > 0) || Number(atMost) < Number(points))
    context.source.fail(inner.node, '“points”应大于 0，“atMost”不应小于它');
  inner.done('every、points、atMost');
  return { kind: 'perFull', measure: own.measure, every, points, atMost };
}

function readAsPoints(reader: MapReader, context: Context): Points {
  const node = reader.get('fact');
  const fact = readFact(node, context);
  const inner = reader.map('asPoints');
  const definition = context.dictionary.find(fact);
  if (!inner || !definition) return NOTHING;
  const from = readPoints(inner, 'from', context);
  const to = readPoints(inner, 'to', context);
  inner.done('from、to');
  const { min, max, scale } = definition;
  if (min === null || max === null || scale > 4) {
    context.source.fail(node, `${fact} 不是分值（应为最多四位小数的数值）`);
  } else {
    const unit = 10 ** (4 - scale);
    const range = context.source.attempt(inner.node, () => [parsePoints(from), parsePoints(to)] as const);
    if (range && (Number(min) * unit < range[0] || Number(max) * unit > range[1]))
      context.source.fail(inner.node, `${fact} 的取值范围超出 ${from} 至 ${to} 分`);
  }
  return { kind: 'asPoints', fact, from, to };
}
