import type { Measure, Points, WhenMissing } from '../document';
import { measureFacts } from '../measure-shape';
import { compare, rational } from '../rational';
import { parseThreshold, type Shape } from '../threshold';
import { readPoints } from './constant';
import type { Context } from './context';
import { readFactOf } from './measures';
import type { MapReader } from './source';

/** What an indicator measures, and in what it is counted. */
export interface OwnMeasure {
  measure: Measure;
  shape: Shape;
}

const NOTHING: Points = { kind: 'ladder', rungs: [], otherwise: '0' };

function readWeight(reader: MapReader, context: Context): string {
  const weight = readPoints(reader, 'weight', context);
  if (weight !== '' && !(Number(weight) > 0)) context.source.fail(reader.place('weight'), '权重应大于 0');
  return weight;
}

/** What a missing item takes; the fact whose absence allows it must be one that the item measures. */
function readWhenMissing(reader: MapReader, measure: Measure, context: Context): WhenMissing | null {
  if (!reader.has('whenMissing')) return null;
  const inner = reader.map('whenMissing');
  if (!inner) return null;
  const fact = readFactOf(inner, 'fact', context);
  if (fact !== '' && !measureFacts(measure).includes(fact))
    context.source.fail(inner.place('fact'), `${fact} 不在这一项的算式里`);
  const takes = inner.choice('takes', ['cohortAverage'] as const);
  inner.done('fact、takes');
  return { fact, takes };
}

/** Reads weight × value / benchmark. */
export function readBenchmark(reader: MapReader, own: OwnMeasure | null, context: Context): Points {
  const weight = readWeight(reader, context);
  const benchmark = reader.text('benchmark');
  const atMost = reader.has('atMost') ? readPoints(reader, 'atMost', context) : null;
  if (atMost !== null && Number(atMost) < Number(weight))
    context.source.fail(reader.place('atMost'), `封顶 ${atMost} 分低于权重 ${weight} 分，达到基准也拿不满`);
  if (!own) return NOTHING;
  const value = context.source.attempt(reader.get('benchmark'), () => parseThreshold(benchmark, own.shape));
  if (value && compare(value, rational(0n)) <= 0) context.source.fail(reader.place('benchmark'), '基准值应大于 0');
  const whenMissing = readWhenMissing(reader, own.measure, context);
  return { kind: 'benchmark', measure: own.measure, weight, benchmark, atMost, whenMissing };
}

/** Reads weight × [from + (to − from) × (value − min)/(max − min)] / 100. */
export function readMinMax(reader: MapReader, own: OwnMeasure | null, context: Context): Points {
  const weight = readWeight(reader, context);
  const inner = reader.map('minMax');
  const [from, to] = inner ? [readPoints(inner, 'from', context), readPoints(inner, 'to', context)] : ['', ''];
  if (inner && from !== '' && to !== '' && Number(from) >= Number(to))
    context.source.fail(inner.node, '“from”应小于“to”');
  inner?.done('from、to');
  if (!own) return NOTHING;
  const whenMissing = readWhenMissing(reader, own.measure, context);
  return { kind: 'minMax', measure: own.measure, weight, from, to, whenMissing };
}
