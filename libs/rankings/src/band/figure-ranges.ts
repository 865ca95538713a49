import { type DefinitionBody, type Indicator, measuredFacts } from '../definitions/body';
import { exactly, type FactsUsed, type RowInputs } from '../evaluate/measure';
import { type FigureRange, provisionalFigure, roundedFigure } from './score-range';
import type { Tolerances } from './tolerances';

/** Within what each figure of a row that isn't settled may lie, by the key of its input; empty: all are settled. */
export type FigureRanges = ReadonlyMap<string, FigureRange>;

/** The figures of a row that may turn out otherwise: provisional ones (暂用数), and those told in rounded units. */
export function figureRanges(
  inputs: RowInputs,
  { facts, provisional, tolerances }: { facts: FactsUsed; provisional: ReadonlySet<string>; tolerances: Tolerances },
): FigureRanges {
  const ranges = new Map<string, FigureRange>();
  for (const [key, [text, source]] of Object.entries(inputs)) {
    const fact = facts[key.replace('@-1', '')];
    if (text === null || source === null || !fact?.isNumber) continue;
    const value = BigInt(text);
    const within = [
      ...(provisional.has(source) ? [provisionalFigure(value, BigInt(tolerances.provisional))] : []),
      ...tolerances.roundings
        .filter(({ sources, unit }) => unit === fact.unit && sources.includes(source))
        .map(({ to }) => BigInt(to) * 10n ** BigInt(fact.scale))
        // a figure with digits below the unit was not rounded
        .filter((unit) => value % unit === 0n)
        .map((unit) => roundedFigure(value, unit)),
    ].reduce<FigureRange>(
      (one, { low, high }) => ({ low: low < one.low ? low : one.low, high: high > one.high ? high : one.high }),
      { low: value, high: value },
    );
    if (within.low < within.high) ranges.set(key, within);
  }
  return ranges;
}

/** Keys of the inputs that an indicator is measured by in this row: of this year, of the one before, or of both. */
export function keysUsed(indicator: Indicator, inputs: RowInputs): string[] {
  const codes = measuredFacts(indicator);
  if (indicator.measure.kind === 'growth') return codes.flatMap((code) => [code, `${code}@-1`]);
  const isWhole = codes.every((code) => inputs[code]?.[0] != null);
  return isWhole ? codes : codes.map((code) => `${code}@-1`);
}

/** The ranges of an indicator with the values at which its rules change: below zero, tiny, above and below last year's. */
export function brokenRanges(
  { measure, minUnder }: DefinitionBody['indicators'][number],
  keys: readonly string[],
  ranges: FigureRanges,
  { facts, inputs }: { facts: FactsUsed; inputs: RowInputs },
): FigureRanges {
  const broken = new Map<string, FigureRange>();
  for (const key of keys) {
    const range = ranges.get(key);
    if (!range) continue;
    const scale = facts[key.replace('@-1', '')]?.scale ?? 0;
    const others = measure.kind === 'growth' ? keys.filter((one) => one !== key) : [];
    const atOthers = others.flatMap((one) => {
      const own = inputs[one]?.[0];
      return [ranges.get(one)?.low, ranges.get(one)?.high, own == null ? undefined : BigInt(own)];
    });
    const tiny = minUnder === null ? [] : [ceiling(exactly(minUnder), scale)];
    const breaks = [0n, ...tiny, ...atOthers.filter((one) => one !== undefined)].flatMap((one) => [
      one - 1n,
      one,
      one + 1n,
    ]);
    broken.set(key, { ...range, breaks });
  }
  return broken;
}

/** The least whole number of the scale that is not below. */
function ceiling({ num, den }: { num: bigint; den: bigint }, scale: number): bigint {
  const scaled = num * 10n ** BigInt(scale);
  return scaled % den === 0n ? scaled / den : scaled / den + (scaled > 0n ? 1n : 0n);
}
