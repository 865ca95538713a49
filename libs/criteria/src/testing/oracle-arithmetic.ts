/**
 * Arithmetic and combination for the second evaluator (`oracle.ts`), written anew from the description of the standards
 * in exact fractions: nothing of the room is used, so that a mistake there cannot hide here.
 */
export type Sheet = Readonly<Record<string, string | boolean | null>>;
export type O = 'met' | 'unmet' | 'unknown' | 'manual' | 'notApplicable';
export interface Answer {
  outcome: O;
  points?: { min: number; max: number };
}
export interface OracleResult {
  outcome: O;
  points: { min: number; max: number } | null;
  clauses: Record<string, Answer>;
  /** The class of a size table. */
  value?: string | null;
}

/** Numerator and denominator, the latter positive. */
export type Q = readonly [bigint, bigint];
export type Value = Q | 'unknown' | 'manual';

export function q(text: string): Q {
  const [whole = '0', fraction = ''] = text.split('.');
  return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)];
}
export const times = (a: Q, b: Q): Q => [a[0] * b[0], a[1] * b[1]];
export const plus = (a: Q, b: Q): Q => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
export const minus = (a: Q, b: Q): Q => plus(a, [-b[0], b[1]]);
export const over = (a: Q, b: Q): Q | 'manual' => (b[0] <= 0n ? 'manual' : [a[0] * b[1], a[1] * b[0]]);
export const atLeast = (a: Q, b: Q): boolean => a[0] * b[1] >= b[0] * a[1];
export const above = (a: Q, b: Q): boolean => !atLeast(b, a);
export const atMost = (a: Q, b: Q): boolean => atLeast(b, a);
export const wan = (text: string): Q => times(q(text), [10000n, 1n]);
export const percent = (text: string): Q => times(q(text), [1n, 100n]);

export const all = (...outcomes: O[]): O => first(outcomes, ['unmet', 'unknown', 'manual', 'met']);
export const any = (...outcomes: O[]): O => first(outcomes, ['met', 'unknown', 'manual', 'unmet']);
export function first(outcomes: O[], order: O[]): O {
  return order.find((one) => outcomes.includes(one)) ?? 'notApplicable';
}

export class Case {
  constructor(readonly sheet: Sheet) {}
  num(code: string): Value {
    const text = this.sheet[code] ?? null;
    return text === null ? 'unknown' : q(text as string);
  }
  /** Applies arithmetic to facts: unknown before undefined. */
  calc(codes: string[], work: (...values: Q[]) => Value): Value {
    const values = codes.map((code) => this.num(code));
    return values.includes('unknown') ? 'unknown' : work(...(values as Q[]));
  }
  ratio(a: string, b: string): Value {
    return this.calc([a, b], over);
  }
  growth(now: string, before: string): Value {
    return this.calc([now, before], (x, y) => {
      const quotient = over(x, y);
      return quotient === 'manual' ? quotient : minus(quotient, [1n, 1n]);
    });
  }
  test(value: Value, holds: (x: Q) => boolean): O {
    return typeof value === 'string' ? value : holds(value) ? 'met' : 'unmet';
  }
  is(code: string, wanted = true): O {
    const value = this.sheet[code] ?? null;
    return value === null ? 'unknown' : value === wanted ? 'met' : 'unmet';
  }
  judged(code: string): O {
    const value = this.sheet[code] ?? null;
    return value === null ? 'manual' : value === true ? 'met' : 'unmet';
  }
  oneOf(code: string, ...wanted: string[]): O {
    const value = this.sheet[code] ?? null;
    return value === null ? 'unknown' : wanted.includes(value as string) ? 'met' : 'unmet';
  }
  min(code: string, line: Q): O {
    return this.test(this.num(code), (x) => atLeast(x, line));
  }
  max(code: string, line: Q): O {
    return this.test(this.num(code), (x) => atMost(x, line));
  }
  below(code: string, line: Q): O {
    return this.test(this.num(code), (x) => above(line, x));
  }
  /** A share of two facts, in per cent, at least. */
  share(a: string, b: string, line: string): O {
    return this.test(this.ratio(a, b), (x) => atLeast(x, percent(line)));
  }
  /** Liabilities over assets, at most so many per cent. */
  debt(line: string): O {
    return this.test(this.ratio('totalLiabilities', 'totalAssets'), (x) => atMost(x, percent(line)));
  }
  /** The arithmetic mean of two yearly growth rates. */
  meanGrowth(now: string, before: string, earlier: string): Value {
    return this.calc([now, before, earlier], (a, b, d) => {
      const [x, y] = [over(a, b), over(b, d)];
      return x === 'manual' || y === 'manual' ? 'manual' : minus(times(plus(x, y), [1n, 2n]), [1n, 1n]);
    });
  }
}

export interface Points {
  min: number;
  max: number;
  open: 'unknown' | 'manual' | null;
}
export const known = (points: number): Points => ({ min: points, max: points, open: null });

/** Steps from best to worst; the last number is for everything else. */
export function steps(value: Value, lines: [Q, number][], rest: number, holds = atLeast): Points {
  if (typeof value === 'string') {
    const possible = [...lines.map(([, points]) => points), rest];
    return { min: Math.min(...possible), max: Math.max(...possible), open: value };
  }
  return known(lines.find(([line]) => holds(value, line))?.[1] ?? rest);
}

export function rungs(list: [O, number][], rest: number): Points {
  const sure = list.findIndex(([outcome]) => outcome === 'met');
  const reached = sure < 0 ? rest : (list[sure] as [O, number])[1];
  const open = list.slice(0, sure < 0 ? list.length : sure).filter(([o]) => o === 'unknown' || o === 'manual');
  const possible = [reached, ...open.map(([, points]) => points)];
  const kind = open.some(([o]) => o === 'unknown') ? 'unknown' : open.length > 0 ? 'manual' : null;
  return { min: Math.min(...possible), max: Math.max(...possible), open: kind };
}

export function table(value: string | boolean | null, points: Record<string, number>): Points {
  if (value !== null) return known(points[String(value)] as number);
  const possible = Object.values(points);
  return { min: Math.min(...possible), max: Math.max(...possible), open: 'unknown' };
}

export function better(...options: Points[]): Points {
  const unsettled = options.filter((one) => one.min !== one.max).map((one) => one.open);
  return {
    min: Math.max(...options.map((one) => one.min)),
    max: Math.max(...options.map((one) => one.max)),
    open: unsettled.includes('unknown') ? 'unknown' : unsettled.includes('manual') ? 'manual' : null,
  };
}

export function indicator(points: Points): Answer {
  const { min, max, open } = points;
  const outcome: O = min === max ? (min > 0 ? 'met' : 'unmet') : (open as O);
  return { outcome, points: { min, max } };
}

/** Sums answers under a line; without one the sum only has to be known. */
export function sum(parts: Answer[], line: number | null): Answer {
  // in ten-thousandths, so that no double spoils a sum
  const add = (end: 'min' | 'max') =>
    parts.reduce((total, part) => total + Math.round((part.points?.[end] ?? 0) * 10000), 0) / 10000;
  const [min, max] = [add('min'), add('max')];
  const open: O = parts.some((part) => part.outcome === 'unknown') ? 'unknown' : 'manual';
  const outcome: O = line === null ? (min === max ? 'met' : open) : min >= line ? 'met' : max < line ? 'unmet' : open;
  return { outcome, points: { min, max } };
}

export function exclusions(c: Case): O {
  return all(
    c.is('registeredInChina'),
    c.oneOf('enterpriseSize', 'micro', 'small', 'medium'),
    ...['abnormalOperation', 'seriousDishonesty', 'prohibitedProduct', 'majorIncident3y'].map((f) => c.is(f, false)),
  );
}

/** A standard of conditions: all that is named must hold; `inner` are reported parts of them that decide nothing more. */
export function conditionsOnly(outcomes: Record<string, O>, inner: Record<string, O> = {}): OracleResult {
  const clauses = Object.fromEntries(
    Object.entries({ ...outcomes, ...inner }).map(([id, outcome]) => [id, { outcome }]),
  );
  return { outcome: all(...Object.values(outcomes)), points: null, clauses };
}

export const ONE = q('1');
