import type { Node } from 'yaml';
import type { Measure } from '../document';
import { compare, rational } from '../rational';
import { parsePoints, parseThreshold, type Shape } from '../threshold';
import type { Context } from './context';
import type { MapReader } from './source';

/** A constant must fit the unit of what it is compared with and lie within the fact's own range. */
export function checkConstant(text: string, measure: Measure, shape: Shape, node: Node, context: Context): void {
  const value = context.source.attempt(node, () => parseThreshold(text, shape));
  if (!value || measure.kind !== 'fact') return;
  const { min, max, code } = context.dictionary.get(measure.fact);
  if ((min !== null && compare(value, rational(min)) < 0) || (max !== null && compare(value, rational(max)) > 0))
    context.source.fail(node, `门槛“${text}”在 ${code} 的取值范围之外，永远分不出结果`);
}

/** The text of points, noted when it is none. */
export function readPoints(reader: MapReader, key: string, context: Context): string {
  const text = reader.text(key);
  if (text !== '') context.source.attempt(reader.get(key), () => parsePoints(text));
  return text;
}
