import { formatScaled } from '@tidu/kernel';
import type { Band, Bound, ClassRow, Measure, StandardDocument } from '../document';
import type { Draw } from './draw';
import { minus, over, plus, type Q, q, times } from './oracle-arithmetic';
import { dictionary } from './seeds';

/** A threshold of a standard, upon which sheets are laid on purpose. */
export interface Aim {
  measure: Measure;
  line: Q | Measure;
  /** Of a table by code: a code of the row. */
  code?: { fact: string; value: string };
  shown: string;
}

type Sheet = Record<string, string | boolean | null>;
export type Side = 'below' | 'on' | 'above';
const ZERO: Q = [0n, 1n];
const ONE: Q = [1n, 1n];
const SIZES: Readonly<Record<string, Q>> = { 万: [10_000n, 1n], 亿: [100_000_000n, 1n], '%': [1n, 100n] };

/** `500万元`, `3%`, `2年` in natural units. */
function lineOf(text: string): Q {
  const [, number = '', size = ''] = /^(-?[\d.]+)\s*([万亿%]?)/.exec(text) ?? [];
  return times(q(number), SIZES[size] ?? ONE);
}

const fact = (code: string): Measure => ({ kind: 'fact', fact: code });

/** Every threshold on facts that a standard names: of conditions, bands, full steps and tables. */
export function aimsOf(document: StandardDocument): Aim[] {
  const aims: Aim[] = [];
  const add = (measure: Measure, line: Aim['line'], shown: string, code?: Aim['code']) =>
    aims.push({
      measure,
      line,
      shown: `${code?.value ?? ''} ${JSON.stringify(measure)} ${shown}`,
      ...(code && { code }),
    });
  const bounds = (measure: Measure, list: readonly Bound[]) => {
    for (const { threshold } of list)
      if (threshold.kind === 'constant') add(measure, lineOf(threshold.text), threshold.text);
      else add(measure, threshold.measure, JSON.stringify(threshold.measure));
  };
  const row = (by: string, { prefixes, limits }: ClassRow) => {
    const code = { fact: by, value: (prefixes[0] ?? '').padEnd(4, '1') };
    for (const limit of limits) for (const text of limit.atLeast) add(fact(limit.fact), lineOf(text), text, code);
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (value === null || typeof value !== 'object') return;
    const { kind, measure } = value as { kind?: string; measure: Measure };
    if (kind === 'compare') return bounds(measure, (value as { bounds: Bound[] }).bounds);
    if (kind === 'bands')
      for (const band of (value as { bands: Band[] }).bands)
        for (const { text } of band.bounds) add(measure, lineOf(text), text);
    if (kind === 'perFull') {
      const { every, points, atMost } = value as { every: string; points: string; atMost: string };
      for (let step = 1; step <= Number(atMost) / Number(points); step++)
        add(measure, times(lineOf(every), [BigInt(step), 1n]), `${step} × ${every}`);
    }
    if (kind === 'classify') {
      const { table } = value as { table: { by: string; rows: ClassRow[] } };
      for (const one of table.rows) row(table.by, one);
    }
    Object.values(value).forEach(walk);
  };
  walk(document.requires);
  return aims;
}

/** The facts of a measure; the first one is moved to lay a sheet upon a line. */
export function factsOf(measure: Measure): string[] {
  switch (measure.kind) {
    case 'fact':
      return [measure.fact];
    case 'sum':
    case 'mean':
      return measure.of.flatMap(factsOf);
    case 'ratio':
      return [...factsOf(measure.over), ...factsOf(measure.under)];
    case 'growth':
    case 'compoundGrowth':
      return [...factsOf(measure.now), ...factsOf(measure.before)];
  }
}

const power = (base: Q, exponent: number): Q => [base[0] ** BigInt(exponent), base[1] ** BigInt(exponent)];
const isQ = (value: unknown): value is Q => Array.isArray(value);
const sum = (values: readonly (Q | null)[]): Q | null =>
  values.reduce<Q | null>((a, b) => (a && b ? plus(a, b) : null), ZERO);

/** The value of a measure in natural units; null where a fact is missing or the arithmetic undefined. */
function valueOf(measure: Measure, sheet: Sheet): Q | null {
  const quotient = (a: Measure, b: Measure): Q | null => {
    const [x, y] = [valueOf(a, sheet), valueOf(b, sheet)];
    const result = x && y && over(x, y);
    return isQ(result) ? result : null;
  };
  switch (measure.kind) {
    case 'fact': {
      const text = sheet[measure.fact];
      return typeof text === 'string' ? q(text) : null;
    }
    case 'sum':
      return sum(measure.of.map((part) => valueOf(part, sheet)));
    case 'mean': {
      const total = sum(measure.of.map((part) => valueOf(part, sheet)));
      return total && times(total, [1n, BigInt(measure.of.length)]);
    }
    case 'ratio':
      return quotient(measure.over, measure.under);
    case 'growth': {
      const rate = quotient(measure.now, measure.before);
      return rate && minus(rate, ONE);
    }
    case 'compoundGrowth': // as a power: what is compared without a root
      return quotient(measure.now, measure.before);
  }
}

/** What the first fact of a measure must be for the measure to have this value, the others as they are. */
function solve(measure: Measure, wanted: Q, sheet: Sheet): Q | null {
  const first = ([head, ...rest]: readonly Measure[], total: Q): Q | null => {
    const others = sum(rest.map((part) => valueOf(part, sheet)));
    return head && others ? solve(head, minus(total, others), sheet) : null;
  };
  const scaled = (head: Measure, by: Measure, factor: Q): Q | null => {
    const base = valueOf(by, sheet);
    return base && solve(head, times(base, factor), sheet);
  };
  switch (measure.kind) {
    case 'fact':
      return wanted;
    case 'sum':
      return first(measure.of, wanted);
    case 'mean':
      return first(measure.of, times(wanted, [BigInt(measure.of.length), 1n]));
    case 'ratio':
      return scaled(measure.over, measure.under, wanted);
    case 'growth':
      return scaled(measure.now, measure.before, plus(wanted, ONE));
    case 'compoundGrowth':
      return scaled(measure.now, measure.before, power(plus(wanted, ONE), measure.years));
  }
}

const lineIn = ({ measure, line }: Aim, sheet: Sheet): Q | null => {
  const value = isQ(line) ? line : valueOf(line, sheet);
  return value && measure.kind === 'compoundGrowth' ? power(plus(value, ONE), measure.years) : value;
};

/** Round figures for the other facts of a measure, half of the time one for all: then shares of them are whole 分. */
function smooth(codes: readonly string[], sheet: Sheet, draw: Draw): void {
  const same = draw.below(2) === 0 ? BigInt(1 + draw.below(2000)) : null;
  for (const code of codes) {
    const { unit, scale, max } = dictionary.get(code);
    const steps = same ?? BigInt(1 + draw.below(2000));
    const value = (unit === '元' ? 10_000n : 20n) * steps * 10n ** BigInt(scale);
    if (max === null || value <= max) sheet[code] = formatScaled(value, scale);
  }
}

/** Lays a sheet upon a threshold or one step of the fact beside it, by moving the measure's first fact. */
export function hit(sheet: Sheet, aim: Aim, draw: Draw): void {
  const [lead = '', ...others] = [...factsOf(aim.measure), ...(isQ(aim.line) ? [] : factsOf(aim.line))];
  if (aim.code) sheet[aim.code.fact] = aim.code.value;
  if (draw.below(2) === 0) smooth(others.filter((code) => code !== lead), sheet, draw); // prettier-ignore
  const line = isQ(aim.line) ? aim.line : valueOf(aim.line, sheet);
  const value = line && solve(aim.measure, line, sheet);
  if (!value) return;
  const { scale, min, max } = dictionary.get(lead);
  const [num, den] = times(value, [10n ** BigInt(scale), 1n]);
  const floor = (num - (((num % den) + den) % den)) / den;
  const wanted = floor + BigInt(draw.from([-1, 0, 1]));
  if (wanted >= (min ?? 0n) && wanted <= (max ?? 0n)) sheet[lead] = formatScaled(wanted, scale);
}

const compared = (aim: Aim, sheet: Sheet): number | null => {
  const [value, line] = [valueOf(aim.measure, sheet), lineIn(aim, sheet)];
  if (!value || !line) return null;
  const gap = minus(value, line)[0];
  return gap > 0n ? 1 : gap < 0n ? -1 : 0;
};

/** On which side of a threshold a sheet lies: on it, or so near that one step of one fact reaches or crosses it. */
export function sideOf(aim: Aim, sheet: Readonly<Sheet>): Side | null {
  if (aim.code && sheet[aim.code.fact] !== aim.code.value) return null;
  const sign = compared(aim, sheet);
  if (sign === null) return null;
  if (sign === 0) return 'on';
  const near = factsOf(aim.measure).some((code) => {
    const { scale } = dictionary.get(code);
    return [-1n, 1n].some((step) => {
      const moved = plus(q(sheet[code] as string), [step, 10n ** BigInt(scale)]);
      const text = formatScaled((moved[0] * 10n ** BigInt(scale)) / moved[1], scale);
      const now = compared(aim, { ...sheet, [code]: text });
      return now !== null && now !== sign;
    });
  });
  return near ? (sign < 0 ? 'below' : 'above') : null;
}

/** The sides of a threshold on which a sheet can lie: the fact's own range may end there. */
export function sidesOf({ measure, line }: Aim): Side[] {
  if (measure.kind !== 'fact' || !isQ(line)) return ['below', 'on', 'above'];
  const { min, max, scale } = dictionary.get(measure.fact);
  const units = (line[0] * 10n ** BigInt(scale)) / line[1];
  return [...(units > (min ?? 0n) ? ['below' as const] : []), 'on', ...(units < (max ?? 0n) ? ['above' as const] : [])];
}
