import {
  type Evaluator,
  type Facts,
  type FactValue,
  MANUAL as manual,
  MET as met,
  type OutcomeCode,
  UNKNOWN as unknown,
  valuesBySlot,
} from '@tidu/criteria';
import { divRound, formatYuanShort, readScaled } from '@tidu/kernel';
import type { Benefit, ClaimInput, Fraction, Level, Measure, Rounding } from './measure';

/** Figures of a claim: money in 分, percent in ten-thousandths of a percent, days. */
export type Inputs = Readonly<Record<string, bigint>>;

/** What comes out: the amount in 分, and how (for the page and the case). */
export interface WorkedOut {
  /** Null: not known yet (a level can't be told, a figure is missing), or a benefit without an amount. */
  amount: bigint | null;
  steps: string[];
  /** What is missing: labels of inputs, or the level that can't be told. */
  missing: string[];
}

// of an imported name every reading is a call, and these are read millions of times
const [MET, UNKNOWN, MANUAL] = [met, unknown, manual] as const;

const perPercent = 1_000_000n; // an input of 3.5 percent is 35 000 of 1 000 000

/** A figure of a claim as typed; null where it is none of its type. */
export function parseInput({ type }: ClaimInput, text: string): bigint | null {
  const scale = { money: 2, percent: 4, days: 0 }[type];
  const most = { money: 10n ** 15n, percent: 1_000_000n, days: 366n }[type];
  const value = readScaled(text, scale);
  return typeof value === 'bigint' && value > 0n && value <= most ? value : null;
}

/** Rounded once, to the 分. */
export function round({ num, den }: Fraction, rounding: Rounding): bigint {
  return rounding === 'halfUp' ? divRound(num, den) : num / den;
}

type Reached<L> = { level: L } | { open: string } | null;

/** The first level that is met; open as soon as one before it can't be told. */
function levelOf<L extends Level>(levels: readonly L[], facts: Facts): Reached<L> {
  for (const level of levels) {
    if (!level.when) return { level };
    const result = level.when.createResult();
    level.when.evaluateInto(valuesBySlot(level.when, facts), 'application', result);
    if (result.outcome === MET) return { level };
    if (result.outcome === UNKNOWN || result.outcome === MANUAL) return { open: level.label };
  }
  return null;
}

/**
 * What an enterprise gets of a measure, exact to the 分: cut down to its caps, less what it received in the same matter
 * (`received`) where the benefit makes up a difference (补差).
 */
export function workOut(measure: Measure, facts: Facts, inputs: Inputs, received = 0n): WorkedOut {
  const found = ofBenefit(measure, facts, inputs, received);
  if (found.amount === null || measure.capItem === null || found.amount <= measure.capItem) return found;
  const steps = [...found.steps, `超过单项上限，按 ${formatYuanShort(measure.capItem)} 计`];
  return { ...found, amount: measure.capItem, steps };
}

function ofBenefit(
  { benefit, inputs: asked, rounding }: Measure,
  facts: Facts,
  inputs: Inputs,
  received: bigint,
): WorkedOut {
  const missing = asked.filter(({ code }) => inputs[code] === undefined).map(({ label }) => label);
  if (missing.length > 0) return { amount: null, steps: [], missing };
  const value = (code: string) => inputs[code] ?? 0n;
  switch (benefit.kind) {
    case 'service':
      return { amount: null, steps: [benefit.what], missing: [] };
    case 'fixed':
      return fixed(benefit, facts, received);
    case 'ratio': {
      const reached = levelOf(benefit.levels, facts);
      if (!reached || 'open' in reached) return unreached(reached);
      const { rate, cap, label } = reached.level;
      const base = value(benefit.base);
      const exact = round({ num: base * rate.num, den: rate.den }, rounding);
      const steps = [`${label}：${formatYuanShort(base)} × ${percent(rate)} = ${formatYuanShort(exact)}`];
      if (cap === null || exact <= cap) return { amount: exact, steps, missing: [] };
      return { amount: cap, steps: [...steps, `超过上限，按 ${formatYuanShort(cap)} 计`], missing: [] };
    }
    case 'interest': {
      const [principal, days] = [value(benefit.principal), value(benefit.days)];
      const rate = 'input' in benefit.rate ? { num: value(benefit.rate.input), den: perPercent } : benefit.rate;
      const { share } = benefit;
      const num = principal * rate.num * share.num * days;
      const amount = round({ num, den: rate.den * share.den * 365n }, rounding);
      const part = share.num === share.den ? '' : ` × ${percent(share)}`;
      const said = `${formatYuanShort(principal)} × ${percent(rate)}${part} × ${days}/365 = ${formatYuanShort(amount)}`;
      return { amount, steps: [said], missing: [] };
    }
    case 'tiered': {
      const by = value(benefit.by);
      const step = benefit.steps.find(({ atLeast }) => by >= atLeast);
      if (!step) return { amount: 0n, steps: [`${formatYuanShort(by)} 没有达到最低一档`], missing: [] };
      return {
        amount: step.amount,
        steps: [`${formatYuanShort(by)} 达到 ${formatYuanShort(step.atLeast)} 一档`],
        missing: [],
      };
    }
  }
}

/** What is left of an amount where the difference is made up (补差). */
const lessReceived = (amount: bigint, received: bigint): bigint => (amount > received ? amount - received : 0n);

/**
 * The amount of {@link workOut} alone, for many enterprises: nothing is put into words, buffers are made once. Of
 * measures whose amount depends on facts; null for those that ask for figures of a claim.
 * @param codes facts by their place in the rows
 */
export function amountReader(
  { benefit, capItem, inputs }: Measure,
  codes: readonly string[],
): (values: readonly FactValue[], received: bigint) => bigint | null {
  if (benefit.kind !== 'fixed' || inputs.length > 0) return () => null;
  const levels = benefit.levels.map(({ when, amount }) => ({ amount, judge: when && judgeOf(when, codes) }));
  return (values, received) => {
    for (const { amount, judge } of levels) {
      const outcome = judge ? judge(values) : MET;
      if (outcome === UNKNOWN || outcome === MANUAL) return null;
      if (outcome !== MET) continue;
      const own = benefit.topUp ? lessReceived(amount, received) : amount;
      return capItem !== null && own > capItem ? capItem : own;
    }
    return 0n;
  };
}

/** An evaluator over rows of facts, each at its place. */
export function judgeOf(evaluator: Evaluator, codes: readonly string[]): (values: readonly FactValue[]) => OutcomeCode {
  const places = evaluator.slots.map((code) => codes.indexOf(code));
  const own = new Array<FactValue>(places.length).fill(null);
  const result = evaluator.createResult();
  return (values) => {
    for (let i = 0; i < places.length; i++) own[i] = values[places[i] as number] ?? null;
    evaluator.evaluateInto(own, 'application', result);
    return result.outcome;
  };
}

function fixed({ levels, topUp }: Benefit & { kind: 'fixed' }, facts: Facts, received: bigint): WorkedOut {
  const reached = levelOf(levels, facts);
  if (!reached || 'open' in reached) return unreached(reached);
  const { amount, label } = reached.level;
  const steps = [`${label}：${formatYuanShort(amount)}`];
  if (!topUp || received === 0n) return { amount, steps, missing: [] };
  const rest = lessReceived(amount, received);
  return {
    amount: rest,
    steps: [...steps, `已得 ${formatYuanShort(received)}，补差 ${formatYuanShort(rest)}`],
    missing: [],
  };
}

const unreached = (reached: { open: string } | null): WorkedOut =>
  reached
    ? { amount: null, steps: [], missing: [`不能确定是否属于“${reached.open}”`] }
    : { amount: 0n, steps: ['不属于任何一档'], missing: [] };

/** A share as it is said: 35%, 3.5%. */
export function percent({ num, den }: Fraction): string {
  const tenThousandths = (num * 1_000_000n) / den;
  const [whole, rest] = [tenThousandths / 10_000n, tenThousandths % 10_000n];
  return `${whole}${rest === 0n ? '' : `.${String(rest).padStart(4, '0').replace(/0+$/, '')}`}%`;
}

/** Facts that the amount of a measure depends on, besides its conditions. */
export function factsOfAmount({ benefit }: Measure): string[] {
  if (benefit.kind !== 'fixed' && benefit.kind !== 'ratio') return [];
  return [...new Set(benefit.levels.flatMap(({ when }) => when?.slots ?? []))];
}
