import { Exact, type Rational } from '@tidu/criteria';
import { parseScaled, pow10 } from '@tidu/kernel';
import { type Handling, type Indicator, measuredFacts } from '../definitions/body';

/** Marks of a row (标记): how a figure in it was come by. */
export const flagLabels = {
  ...{ lastYear: '上年数', gap: '暂缺', provisional: '暂用数', tiny: '极小分母', negative: '负值', waived: '已放行' },
  cohortMean: '取平均分',
} as const;
export type Flag = keyof typeof flagLabels;

/** A fact as it stood: scaled integer as text (`true`, `false` of a boolean), and the code of its source. */
export type FactInput = readonly [value: string | null, source: string | null];

/**
 * What a row is computed of, kept with it: facts of the year by code, of the year before as `code@-1`, the least points
 * a standard gives (ten-thousandths) as `score:indicator`.
 */
export type RowInputs = Record<string, FactInput>;

/** Kept among the inputs where a benchmark depends on it. */
export const industryOf = (inputs: RowInputs): string | null => inputs.industry?.[0] ?? null;

/** What an indicator measures in one row. */
export type Measured =
  | { kind: 'value'; value: Rational; flags: Flag[] }
  | { kind: 'worst'; flags: Flag[] }
  /** The mean of all others' points stands for it. */
  | { kind: 'mean'; flags: Flag[] }
  | { kind: 'exclude'; why: string; flags: Flag[] };

/** What is known of a fact that a definition uses; kept with the snapshot, so that a changed dictionary changes nothing. */
export interface FactUsed {
  label: string;
  unit: string;
  /** Decimals kept. */
  scale: number;
  isNumber: boolean;
}
export type FactsUsed = Readonly<Record<string, FactUsed>>;

/**
 * The figures of one row as exact numbers, each read once; `changed`: whole numbers by the scale of their facts that
 * stand in the place of the row's own.
 */
export class RowFigures {
  private readonly read = new Map<string, Rational | null>();

  constructor(
    readonly inputs: RowInputs,
    private readonly facts: FactsUsed,
  ) {}

  of(key: string, changed?: ReadonlyMap<string, bigint>): Rational | null {
    const other = changed?.get(key);
    if (other !== undefined) return { num: other, den: this.unit(key) };
    const known = this.read.get(key);
    if (known !== undefined) return known;
    const text = this.inputs[key]?.[0] ?? null;
    const found = text === null ? null : { num: BigInt(text), den: this.unit(key) };
    this.read.set(key, found);
    return found;
  }

  private unit(key: string): bigint {
    return pow10((this.facts[key] ?? this.facts[key.replace('@-1', '')])?.scale ?? 0);
  }
}

/** The indicator over these figures, by its own rules for gaps, tiny denominators and negative values. */
export function measure(
  indicator: Indicator,
  figures: RowFigures,
  provisionalSources: ReadonlySet<string>,
  changed?: ReadonlyMap<string, bigint>,
): Measured {
  const flags: Flag[] = [];
  const { inputs } = figures;
  const read = (key: string) => figures.of(key, changed);
  const mark = (...keys: string[]) => {
    if (keys.some((key) => provisionalSources.has(inputs[key]?.[1] ?? ''))) flags.push('provisional');
  };
  const { measure: of } = indicator;
  const gap = (): Measured => {
    if (indicator.gap === 'provisional') return { kind: 'worst', flags: [...flags, 'gap'] };
    const open = measuredFacts(indicator).filter((code) => read(code) === null);
    if (indicator.gap === 'cohortMean' && open.every((code) => indicator.meanFor?.includes(code)))
      return { kind: 'mean', flags: ['cohortMean'] };
    return { kind: 'exclude', why: '缺数', flags: [] };
  };
  switch (of.kind) {
    case 'score': {
      const points = inputs[`score:${indicator.id}`]?.[0] ?? null;
      return points === null ? gap() : settle(indicator, Exact.rational(BigInt(points), 10_000n), flags);
    }
    case 'growth': {
      const [now, before] = [read(of.fact), read(`${of.fact}@-1`)];
      if (now === null || before === null) return gap();
      mark(of.fact, `${of.fact}@-1`);
      if (before.num <= 0n) return handled(noDenominator(indicator.tiny), [...flags, 'tiny'], '上年数不大于零');
      const minus = { num: -before.num, den: before.den };
      return settle(indicator, Exact.divide(Exact.add(now, minus), before), flags);
    }
    case 'fact':
    case 'ratio': {
      const keys = of.kind === 'fact' ? [of.fact] : [of.over, of.under];
      const suffix = chosenYear(keys, indicator, read);
      if (suffix === null) return gap();
      if (suffix !== '') flags.push('lastYear');
      const used = keys.map((key) => key + suffix);
      mark(...used);
      const [over, under] = used.map(read) as [Rational, Rational?];
      if (!under) return settle(indicator, over, flags);
      if (under.num <= 0n) return handled(noDenominator(indicator.tiny), [...flags, 'tiny'], '分母不大于零');
      const isTiny = indicator.minUnder !== null && Exact.compare(under, exactly(indicator.minUnder)) < 0;
      if (isTiny) flags.push('tiny');
      if (isTiny && indicator.tiny !== 'computed') return handled(indicator.tiny, flags, '分母极小');
      return settle(indicator, Exact.divide(over, under), flags);
    }
  }
}

/** Of this year (''), the year before ('@-1') where the rule takes it and this year's is not whole, or neither (null). */
function chosenYear(keys: string[], { gap }: Indicator, read: (key: string) => Rational | null): string | null {
  const isWhole = (suffix: string) => keys.every((key) => read(key + suffix) !== null);
  if (isWhole('')) return '';
  return gap === 'lastYear' && isWhole('@-1') ? '@-1' : null;
}

function settle(indicator: Indicator, value: Rational, flags: Flag[]): Measured {
  if (value.num >= 0n) return { kind: 'value', value, flags };
  const marked: Flag[] = [...flags, 'negative'];
  if (indicator.negative === 'computed') return { kind: 'value', value, flags: marked };
  return handled(indicator.negative, marked, '负值');
}

const handled = (how: Exclude<Handling, 'computed'>, flags: Flag[], why: string): Measured =>
  how === 'worst' ? { kind: 'worst', flags } : { kind: 'exclude', why, flags };

/** Nothing is divided by zero or less, whatever the rule for tiny denominators says. */
const noDenominator = (tiny: Handling) => (tiny === 'computed' ? 'worst' : tiny);

/** A decimal text of at most six decimals as an exact number. */
export function exactly(text: string): Rational {
  const known = exactTexts.get(text);
  if (known) return known;
  const found = Exact.rational(parseScaled(text, 6), 1_000_000n);
  if (exactTexts.size < 10_000) exactTexts.set(text, found);
  return found;
}

/** Numbers of definitions, asked for with every row. */
const exactTexts = new Map<string, Rational>();
