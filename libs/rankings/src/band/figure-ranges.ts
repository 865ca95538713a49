import { pow10 } from '@tidu/kernel';
import { type DefinitionBody, type Indicator, measuredFacts } from '../definitions/body';
import { exactly, type FactsUsed, type RowInputs } from '../evaluate/measure';
import { type FigureRange, provisionalFigure, roundedFigure } from './score-range';
import type { Tolerances } from './tolerances';

/** Within what each figure of a row that isn't settled may lie, by the key of its input; empty: all are settled. */
export type FigureRanges = ReadonlyMap<string, FigureRange>;

/** How a figure of a source may turn out otherwise: it is provisional, or was rounded to one of these units. */
interface Variation {
  provisional: boolean;
  units: bigint[];
}

/** The figures of a row that may turn out otherwise: provisional ones (暂用数), and those told in rounded units. */
export class FigureVariation {
  /** By key of the input and source; null: it stands. */
  private readonly known = new Map<string, Map<string, Variation | null>>();
  private readonly thousandths: bigint;

  constructor(
    private readonly facts: FactsUsed,
    private readonly provisional: ReadonlySet<string>,
    private readonly tolerances: Tolerances,
  ) {
    this.thousandths = BigInt(tolerances.provisional);
  }

  of(inputs: RowInputs): FigureRanges {
    const ranges = new Map<string, FigureRange>();
    for (const key in inputs) {
      const [text, source] = inputs[key] as RowInputs[string];
      if (text === null || source === null) continue;
      const rule = this.rule(key, source);
      if (rule === null) continue;
      const value = BigInt(text);
      let [low, high] = [value, value];
      const widen = (one: FigureRange) => {
        if (one.low < low) low = one.low;
        if (one.high > high) high = one.high;
      };
      if (rule.provisional) widen(provisionalFigure(value, this.thousandths));
      // a figure with digits below the unit was not rounded
      for (const unit of rule.units) if (value % unit === 0n) widen(roundedFigure(value, unit));
      if (low < high) ranges.set(key, { low, high });
    }
    return ranges;
  }

  private rule(key: string, source: string): Variation | null {
    const bySource = this.known.get(key) ?? new Map<string, Variation | null>();
    this.known.set(key, bySource);
    const known = bySource.get(source);
    if (known !== undefined) return known;
    const found = this.ruleOf(key, source);
    bySource.set(source, found);
    return found;
  }

  private ruleOf(key: string, source: string): Variation | null {
    const fact = this.facts[key.replace('@-1', '')];
    if (!fact?.isNumber) return null;
    const units = this.tolerances.roundings
      .filter(({ sources, unit }) => unit === fact.unit && sources.includes(source))
      .map(({ to }) => BigInt(to) * pow10(fact.scale));
    const provisional = this.provisional.has(source);
    return provisional || units.length > 0 ? { provisional, units } : null;
  }
}

/** Keys of the inputs that an indicator is measured by in this row: of this year, of the one before, or of both. */
export function keysUsed(indicator: Indicator, inputs: RowInputs): string[] {
  const codes = measuredFacts(indicator);
  if (indicator.measure.kind === 'growth') return codes.flatMap((code) => [code, `${code}@-1`]);
  const isWhole = codes.every((code) => inputs[code]?.[0] != null);
  return isWhole ? codes : codes.map((code) => `${code}@-1`);
}

/**
 * Values within the ranges of the figures at which rules of an indicator change, by key: below zero, tiny, above and
 * below last year's.
 */
export function breaksOf(
  { measure, minUnder }: DefinitionBody['indicators'][number],
  keys: readonly string[],
  ranges: FigureRanges,
  { facts, inputs }: { facts: FactsUsed; inputs: RowInputs },
): Map<string, bigint[]> {
  const all = new Map<string, bigint[]>();
  for (const key of keys) {
    const range = ranges.get(key);
    if (!range) continue;
    const inside: bigint[] = [];
    const around = (at: bigint) => {
      if (at + 1n <= range.low || at - 1n >= range.high) return;
      for (const one of [at - 1n, at, at + 1n]) if (one > range.low && one < range.high) inside.push(one);
    };
    around(0n);
    if (minUnder !== null) around(ceiling(exactly(minUnder), facts[key.replace('@-1', '')]?.scale ?? 0));
    for (const other of measure.kind === 'growth' ? keys : []) {
      if (other === key) continue;
      const [own, its] = [inputs[other]?.[0], ranges.get(other)];
      if (own != null) around(BigInt(own));
      if (its) [its.low, its.high].forEach(around);
    }
    if (inside.length > 0) all.set(key, inside);
  }
  return all;
}

/** The ranges with these values inside. */
export function withBreaks(ranges: FigureRanges, breaks: ReadonlyMap<string, readonly bigint[]>): FigureRanges {
  if (breaks.size === 0) return ranges;
  return new Map([...ranges].map(([key, range]) => [key, { ...range, breaks: breaks.get(key) ?? [] }]));
}

/** The least whole number of the scale that is not below. */
function ceiling({ num, den }: { num: bigint; den: bigint }, scale: number): bigint {
  const scaled = num * pow10(scale);
  return scaled % den === 0n ? scaled / den : scaled / den + (scaled > 0n ? 1n : 0n);
}
