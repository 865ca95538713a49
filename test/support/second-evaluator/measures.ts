import { compare, minus, plus, power, type Q, quotient, sign, whole } from './exact';
import { type Case, type Json, missing, number, type Open, type Outcome, threshold } from './grounds';

/** A value, or why there is none. */
export type Value = Q | Open;
export const isKnown = (value: Value): value is Q => typeof value !== 'string';

function together(values: readonly Value[], work: (known: Q[]) => Value): Value {
  if (values.includes('unknown')) return 'unknown';
  if (values.includes('manual')) return 'manual';
  return work(values as Q[]);
}

const divided = (over: Q, under: Q): Value => (sign(under) <= 0 ? 'manual' : quotient(over, under));

/** The value of a measure; of compound growth the quotient, which is compared without a root. */
export function measure(one: Case, source: Json): Value {
  const of = (key: string) => measure(one, source[key] as Json);
  const all = () => (source.of as Json[]).map((part) => measure(one, part));
  switch (source.kind) {
    case 'fact':
      return number(one, source.fact as string) ?? missing(one, source.fact as string);
    case 'sum':
      return together(all(), (known) => known.reduce(plus));
    case 'mean':
      return together(all(), (known) => quotient(known.reduce(plus), whole(known.length)));
    case 'ratio':
      return together([of('over'), of('under')], ([over, under]) => divided(over!, under!));
    case 'growth':
      return together([of('now'), of('before')], ([now, before]) => {
        const grown = divided(now!, before!);
        return isKnown(grown) ? minus(grown, whole(1)) : grown;
      });
    case 'compoundGrowth':
      return together([of('now'), of('before')], ([now, before]) =>
        sign(now!) < 0 ? 'manual' : divided(now!, before!),
      );
    default:
      throw new Error(`no measure: ${String(source.kind)}`);
  }
}

/** The number that a measure is compared with. */
export function lineFor(source: Json, text: string): Q {
  const line = threshold(text);
  return source.kind === 'compoundGrowth' ? power(plus(line, whole(1)), source.years as number) : line;
}

export function holds(comparator: unknown, value: Q, line: Q): boolean {
  const order = compare(value, line);
  if (comparator === 'atLeast') return order >= 0;
  if (comparator === 'atMost') return order <= 0;
  return comparator === 'moreThan' ? order > 0 : order < 0;
}

/** One bound of a comparison. */
export function bound(one: Case, source: Json, { comparator, threshold: wanted }: Json): Outcome {
  const [value, line] = [measure(one, source), wanted as Json];
  const other = line.kind === 'measure' ? measure(one, line.measure as Json) : lineFor(source, line.text as string);
  const both = [value, other];
  if (both.includes('unknown')) return 'unknown';
  if (both.includes('manual')) return 'manual';
  return holds(comparator, value as Q, other as Q) ? 'met' : 'unmet';
}
