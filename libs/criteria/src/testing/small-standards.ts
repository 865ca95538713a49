import type { AdviceCosts } from '../advise/costs';
import type { Category, Condition, Indicator, Measure, Points, StandardDocument } from '../document';
import { FactDictionary } from '../fact-dictionary';
import { DICTIONARY_COLUMNS } from '../fact-rows';

/**
 * Tiny standards over a handful of facts with few values, drawn at random: small enough to try every value of every
 * fact. They are written as documents; `every-change.ts` reads the same documents in its own way.
 */
export const NUMBERS = ['a', 'b', 'c'] as const;
export const MOST = 7;
const YES_NO = ['p', 'q'] as const;
const CODES = [...NUMBERS, ...YES_NO, 'j', 'e'] as const;

const row = (code: string, more: Record<string, string>): Record<string, string> => ({
  ...Object.fromEntries(DICTIONARY_COLUMNS.map((column) => [column, ''])),
  ...{ code, label: `指标${code}`, origin: 'entered', meaning: '试' },
  ...more,
});

export const smallDictionary = FactDictionary.fromRows([
  ...NUMBERS.map((code) => row(code, { type: 'integer', scale: '0', min: '0', max: String(MOST) })),
  ...YES_NO.map((code) => row(code, { type: 'boolean' })),
  row('j', { type: 'boolean', origin: 'judged' }),
  row('e', { type: 'enum', values: 'x|y|z', valueLabels: '甲|乙|丙' }),
]);

/** Whole numbers below a bound from a seed, so that a failing case is named by one number. */
export class Dice {
  constructor(private state: number) {}
  below(bound: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * bound);
  }
  from<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

export interface SmallCase {
  document: StandardDocument;
  sheet: Record<string, number | boolean | string | null>;
  costs: AdviceCosts;
}

const fact = (code: string): Measure => ({ kind: 'fact', fact: code });
const PERCENTS = ['40%', '50%', '75%', '100%', '150%'];

class Maker {
  private ids = 0;
  /** Of each number the way it can go; a number is only ever asked for in one way where `tame` is set. */
  constructor(
    private readonly dice: Dice,
    readonly ways: Record<string, 'up' | 'down' | 'both'>,
  ) {}

  private two(): [string, string] {
    const first = this.dice.below(3);
    const second = (first + 1 + this.dice.below(2)) % 3;
    return [NUMBERS[first] ?? 'a', NUMBERS[second] ?? 'b'];
  }

  private measure(): { measure: Measure; texts: string[] } {
    const [one, two] = this.two();
    const counts = ['1', '2', '3', '4', '5', '6'];
    switch (this.dice.below(7)) {
      case 0:
      case 1:
      case 2:
        return { measure: fact(one), texts: counts };
      case 3:
        return { measure: { kind: 'sum', of: [fact(one), fact(two)] }, texts: ['3', '5', '7', '9'] };
      case 4:
        return { measure: { kind: 'growth', now: fact(one), before: fact(two) }, texts: ['0%', '20%', '50%'] };
      default:
        return { measure: { kind: 'ratio', over: fact(one), under: fact(two) }, texts: PERCENTS };
    }
  }

  leaf(): Condition {
    const { dice } = this;
    switch (dice.below(8)) {
      case 0:
        return { kind: 'is', fact: dice.from(YES_NO), value: 'true' };
      case 1:
        return { kind: 'judgement', fact: 'j' };
      case 2:
        return { kind: 'oneOf', fact: 'e', values: dice.from([['x'], ['x', 'y']]) };
      case 3: {
        const [one, two] = this.two();
        const threshold = { kind: 'measure', measure: fact(two) } as const;
        return { kind: 'compare', measure: fact(one), bounds: [{ comparator: 'moreThan', threshold }] };
      }
      default: {
        const { measure, texts } = this.measure();
        const comparator = dice.from(['atLeast', 'atLeast', 'atMost', 'moreThan'] as const);
        const threshold = { kind: 'constant', text: dice.from(texts) } as const;
        return { kind: 'compare', measure, bounds: [{ comparator, threshold }] };
      }
    }
  }

  condition(depth: number): Condition {
    const kind = depth === 0 ? 0 : this.dice.below(6);
    const parts = (): Condition[] => Array.from({ length: 2 + this.dice.below(2) }, () => this.condition(depth - 1));
    if (kind === 1) return { kind: 'all', of: parts() };
    if (kind === 2 || kind === 3) return { kind: 'any', of: parts() };
    if (kind === 4) return { kind: 'exempt', rule: this.condition(depth - 1), exemption: this.leaf() };
    return this.leaf();
  }

  points(): Points {
    const { dice } = this;
    switch (dice.below(6)) {
      case 0:
        return { kind: 'byValue', fact: dice.from(YES_NO), points: { true: '4', false: '1' } };
      case 1:
        return { kind: 'count', of: [...YES_NO].map((p) => ({ kind: 'is', fact: p, value: 'true' })), each: '3', atMost: '5' };
      case 2: {
        const rungs = [this.leaf(), this.leaf()].map((when, i) => ({ when, points: ['5', '2'][i] ?? '0' }));
        return { kind: 'ladder', rungs, otherwise: '0' };
      }
      case 3:
        return { kind: 'betterOf', options: [this.bands(), this.bands()] };
      default:
        return this.bands();
    }
  }

  private bands(): Points {
    const { measure, texts } = this.measure();
    const picked = [...new Set([this.dice.from(texts), this.dice.from(texts)])];
    const rising = picked.sort((a, b) => Number.parseFloat(b) - Number.parseFloat(a));
    const most = this.dice.chance(25);
    if (most) rising.reverse();
    const comparator = most ? 'atMost' : 'atLeast';
    const bands = rising.map((text, i) => ({ bounds: [{ comparator, text } as const], points: ['6', '3'][i] ?? '0' }));
    return { kind: 'bands', measure, bands, otherwise: '0' };
  }

  private wording() {
    this.ids++;
    return { id: `i${this.ids}`, label: '试', text: '试', article: '试', confidence: 'A' as const };
  }

  score(): Condition {
    const { dice } = this;
    const indicators = (): Indicator[] =>
      Array.from({ length: 1 + dice.below(2) }, () => ({ ...this.wording(), full: '6', points: this.points() }));
    const categories = Array.from({ length: 2 }, (): Category => {
      const atLeast = dice.chance(30) ? dice.from(['2', '3', '5']) : null;
      return { ...this.wording(), full: '12', atLeast, indicators: indicators() };
    });
    const total = { ...this.wording(), full: '24', atLeast: dice.from(['4', '6', '8', '10', '12']) };
    return { kind: 'score', score: { categories, total } };
  }

  requires(): Condition[] {
    const { dice } = this;
    const plain = Array.from({ length: 1 + dice.below(3) }, () => this.condition(2));
    if (dice.chance(50)) return plain;
    return [...plain, dice.chance(60) ? this.score() : { kind: 'any', of: [this.score(), this.condition(1)] }];
  }
}

function drawCosts(dice: Dice, ways: Record<string, 'up' | 'down' | 'both'>): AdviceCosts {
  const facts = CODES.map((code) => {
    const numeric = code in ways;
    const line = {
      moves: dice.chance(12) ? 'never' : 'any',
      ...{ direction: ways[code] ?? 'both', to: true, fixed: String(dice.below(4)) },
      ...{ each: numeric ? String(1 + dice.below(5)) : '0', per: numeric ? '1' : null },
      values: code === 'e' ? { x: '7', y: '3' } : null,
      ...{ missing: String(1 + dice.below(3)), evidence: null, example: null, how: '', notAbove: null },
    } as const;
    return [code, line] as const;
  });
  const defaults = { document: '2', judgement: '2', data: '1', wait: '5', change: '4' };
  return { defaults, facts: Object.fromEntries(facts) };
}

/** A case from a seed. */
export function smallCase(seed: number, missingPercent: number): SmallCase {
  const dice = new Dice(seed);
  const ways = Object.fromEntries(NUMBERS.map((code) => [code, dice.from(['up', 'up', 'down', 'both'] as const)]));
  const maker = new Maker(dice, ways);
  const values: Record<string, number | boolean | string> = {
    ...Object.fromEntries(NUMBERS.map((code) => [code, dice.below(MOST + 1)])),
    ...Object.fromEntries(YES_NO.map((code) => [code, dice.chance(40)])),
    ...{ j: dice.chance(50), e: dice.from(['x', 'y', 'z']) },
  };
  const sheet = Object.fromEntries(CODES.map((code) => [code, dice.chance(missingPercent) ? null : (values[code] ?? null)]));
  const document: StandardDocument = {
    ...JSON.parse(HEAD),
    requires: maker.requires(),
  };
  return { document, sheet, costs: drawCosts(dice, ways) };
}

const HEAD = JSON.stringify({
  ...{ id: 'small', version: 1, name: '试', grants: { title: 'innovativeSme', level: 'province', years: null } },
  source: { number: '试', name: '试', part: '', issuer: '试' },
  ...{ region: 'nation', periods: { application: { confidence: 'A' } }, note: '' },
});
