import type { Node } from 'yaml';
import type { Band, Comparator, Measure } from '../document';
import { compare, type Rational, rational } from '../rational';
import { parsePoints, parseThreshold, type Shape } from '../threshold';
import type { Context } from './context';

/** One end of a band: the value and whether it belongs to the band. */
interface End {
  value: Rational;
  included: boolean;
}

/** A band as an interval; an end that is null is open. */
interface Span {
  from: End | null;
  to: End | null;
  points: number;
  node: Node;
}

const isLower = (comparator: Comparator): boolean => comparator === 'atLeast' || comparator === 'moreThan';

function toSpan(band: Band, shape: Shape, node: Node): Span {
  const end = (lower: boolean): End | null => {
    const bound = band.bounds.find(({ comparator }) => isLower(comparator) === lower);
    if (!bound) return null;
    const included = bound.comparator === 'atLeast' || bound.comparator === 'atMost';
    return { value: parseThreshold(bound.text, shape), included };
  };
  return { from: end(true), to: end(false), points: parsePoints(band.points), node };
}

/**
 * Bands written as a staircase, read from the top: all with a lower end (falling) or all with an upper end (rising).
 * A band that an earlier one covers can never be reached.
 */
function checkStaircase(spans: readonly Span[], otherwise: number, context: Context): void {
  const lower = spans[0]?.from !== null;
  if (spans.some((span) => (span.from !== null) !== lower))
    return context.source.fail(
      spans[0]?.node,
      '各档的方向要一致：要么都写 atLeast 或 moreThan，要么都写 atMost 或 lessThan',
    );
  spans.forEach((span, i) => {
    const before = spans[i - 1];
    if (!before) return;
    const [here, there] = lower ? [span.from, before.from] : [span.to, before.to];
    if (!here || !there) return;
    const order = compare(here.value, there.value) * (lower ? -1 : 1);
    const wider = order > 0 || (order === 0 && here.included && !there.included);
    if (!wider) context.source.fail(span.node, '这一档已被前面的档覆盖，永远不会用到，请调整顺序或门槛');
    if (span.points >= before.points) context.source.fail(span.node, '分值应比前一档低，请核对分值或顺序');
  });
  const last = spans.at(-1);
  if (last && otherwise >= last.points) context.source.fail(last.node, '“else”的分值应低于最低一档');
}

/** Bands written as intervals must lie end to end: no gap, no overlap but a shared boundary, which the better one takes. */
function checkTiles(spans: readonly Span[], context: Context): void {
  const ordered = [...spans].sort((a, b) => (!a.from ? -1 : !b.from ? 1 : compare(a.from.value, b.from.value)));
  ordered.forEach((span, i) => {
    if (span.from && span.to) {
      const order = compare(span.from.value, span.to.value);
      if (order > 0 || (order === 0 && !(span.from.included && span.to.included)))
        context.source.fail(span.node, '这一档的下限与上限之间没有任何值，永远不会用到');
    }
    const next = ordered[i + 1];
    if (!next) return;
    const gap = !span.to || !next.from ? -1 : compare(next.from.value, span.to.value);
    if (gap < 0) context.source.fail(next.node, '这一档与另一档重叠，请改成首尾相接');
    else if (gap > 0 || (!span.to?.included && !next.from?.included))
      context.source.fail(next.node, '这一档与前一档之间有空档，请改成首尾相接');
  });
}

/** With a plain fact, its own range may leave the last staircase step nothing for `else`. */
function checkElse(spans: readonly Span[], measure: Measure, context: Context): void {
  if (measure.kind !== 'fact') return;
  const { min, max } = context.dictionary.get(measure.fact);
  const last = spans.at(-1);
  if (!last || min === null || max === null) return;
  const covers = (end: End, limit: bigint, sign: number) => {
    const order = compare(end.value, rational(limit)) * sign;
    return order < 0 || (order === 0 && end.included);
  };
  if ((last.from && covers(last.from, min, 1)) || (last.to && covers(last.to, max, -1)))
    context.source.fail(last.node, '最后一档已包含所有可能的值，“else”永远不会用到');
}

/** Checks that every band can be reached and none is missing. */
export function checkBands(
  bands: readonly { band: Band; node: Node }[],
  otherwise: string,
  measure: Measure,
  shape: Shape,
  context: Context,
): void {
  const known = context.source.problems.length;
  const spans = bands.map(({ band, node }) => context.source.attempt(node, () => toSpan(band, shape, node)));
  const rest = context.source.attempt(bands[0]?.node ?? null, () => parsePoints(otherwise));
  if (context.source.problems.length > known || rest === null) return;
  const good = spans.filter((span) => span !== null);
  if (good.some((span) => span.from && span.to)) return checkTiles(good, context);
  checkStaircase(good, rest, context);
  checkElse(good, measure, context);
}
