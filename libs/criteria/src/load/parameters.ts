import { formatScaled, isDay, readScaled } from '@tidu/kernel';
import { isMap } from 'yaml';
import type { Confidence, Measure, Parameter, Threshold } from '../document';
import { type Shape, ThresholdError } from '../threshold';
import { checkConstant } from './constant';
import type { Context } from './context';
import { MapReader, type Source } from './source';

const CONFIDENCE: readonly Confidence[] = ['A', 'B', 'C'];
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Decimals a parameter and an amount may have, each. */
const PLACES = 6;
const SIZES: Readonly<Record<string, number>> = { '': 0, 万: 4, 亿: 8 };

/** A positive decimal of at most six places as an integer of millionths. @throws ThresholdError */
function readDecimal(text: string): bigint {
  const match = /^(\d+(?:\.\d+)?)\s*([万亿]?)$/.exec(text);
  const scaled = match ? readScaled(match[1] ?? '', PLACES, { shift: SIZES[match[2] ?? ''] ?? 0 }) : 'notDecimal';
  if (typeof scaled !== 'bigint' || scaled <= 0n)
    throw new ThresholdError(`“${text}”不是大于 0 的数，最多 ${PLACES} 位小数，可用 万、亿`);
  return scaled;
}

/** Reads the figures that the text of a standard leaves open, each with its day and where it comes from. */
export function readParameters(reader: MapReader, source: Source): Record<string, Parameter> {
  const parameters: Record<string, Parameter> = {};
  if (!reader.has('parameters')) return parameters;
  for (const { key, keyNode, value } of reader.map('parameters')?.entries() ?? []) {
    if (!NAME.test(key)) source.fail(keyNode, `参数名“${key}”应由小写字母、数字和连字符组成`);
    if (isMap(value)) parameters[key] = readParameter(new MapReader(source, value), source);
    else source.fail(value ?? keyNode, '参数应写明 label、value、source 和 confidence，有日期的写 date');
  }
  return parameters;
}

function readParameter(reader: MapReader, source: Source): Parameter {
  const label = reader.text('label');
  const value = reader.text('value');
  if (value !== '') source.attempt(reader.get('value'), () => readDecimal(value));
  const date = reader.optionalText('date');
  if (date !== null && !isDay(date)) source.fail(reader.place('date'), `“${date}”不是日期，请写成 2026-04-01 的形式`);
  const parameter: Parameter = {
    ...{ label, value, source: reader.text('source'), confidence: reader.choice('confidence', CONFIDENCE) },
    ...(date !== null && { date }),
  };
  reader.done('label、value、date、source、confidence');
  return parameter;
}

/** `50亿` times a rate, written as a threshold of the measure. */
function product(amount: string, rate: string, shape: Shape): string {
  const value = readDecimal(amount) * readDecimal(rate);
  if (!shape.unit.startsWith('元')) return formatScaled(value, 2 * PLACES) + (shape.unit === '1' ? '' : shape.unit);
  const rest = shape.unit.slice(1);
  return `${formatScaled(value, 2 * PLACES + 8)}亿${rest === '' ? '' : shape.unit}`;
}

/** Reads `{ amount: 50亿, times: yuan-per-dollar }`: an amount in other money, turned by a parameter of the release. */
export function readAmount(reader: MapReader, measure: Measure, shape: Shape | null, context: Context): Threshold {
  const amount = reader.text('amount');
  const times = reader.text('times');
  reader.done('amount、times');
  const rate = context.parameters[times];
  const nothing: Threshold = { kind: 'constant', text: '' };
  if (times !== '' && rate === undefined) {
    const known = Object.keys(context.parameters).join('、');
    context.source.fail(
      reader.get('times'),
      `没有参数“${times}”，${known === '' ? '请先写 parameters' : `现有 ${known}`}`,
    );
  }
  if (!shape || rate === undefined || amount === '') return nothing;
  const text = context.source.attempt(reader.get('amount'), () => product(amount, rate.value, shape));
  if (text === null) return nothing;
  checkConstant(text, measure, shape, reader.node, context);
  return { kind: 'constant', text, amount, times };
}
