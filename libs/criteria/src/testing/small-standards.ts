import type { AdviceCosts } from '../advise/costs';
import type { Category, Condition, Indicator, Measure, Points, StandardDocument } from '../document';
import { FactDictionary } from '../fact-dictionary';
import { DICTIONARY_COLUMNS } from '../fact-rows';
import { Draw } from './draw';

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
class Dice extends Draw {
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

/** Which way a number may go; one that is missing may turn out to be anything. */
type Ways = Record<string, 'up' | 'down' | 'both' | 'none'>;

class Maker {
  private ids = 0;
  private readonly lines = new Map<string, string>();
  /** @param tame no comparison of two figures may be helped by both of them */
  constructor(
    private readonly dice: Dice,
    private readonly ways: Ways,
    private readonly tame: boolean,
  ) {}

  private two(): [string, string] {
    const first = this.dice.below(3);
    const second = (first + 1 + this.dice.below(2)) % 3;
    return [NUMBERS[first] ?? 'a', NUMBERS[second] ?? 'b'];
  }

  /**
   * Whether a tame standard may compare two figures so: no more than one of them can help, and two figures stand in
   * one kind of comparison only, in one direction (otherwise the best values lie where two lines cross).
   */
  private fits(one: string, two: string, { sum, least }: { sum: boolean; least: boolean }): boolean {
    if (!this.tame) return true;
    const [good, bad] = least ? (['up', 'down'] as const) : (['down', 'up'] as const);
    if (this.can(one, good) && this.can(two, sum ? good : bad)) return false;
    const pair = [one, two].sort().join('');
    const sense = sum ? `sum${least}` : String(one < two === least);
    if ((this.lines.get(pair) ?? sense) !== sense) return false;
    this.lines.set(pair, sense);
    return true;
  }

  private can(code: string, way: 'up' | 'down'): boolean {
    return this.ways[code] === way || this.ways[code] === 'both';
  }

  /** A comparison's left side with texts for its right side. */
  private measure(least: boolean): { measure: Measure; texts: string[] } {
    const [one, two] = this.two();
    const kind = this.dice.below(7);
    const single = { measure: fact(one), texts: ['1', '2', '3', '4', '5', '6'] };
    if (kind < 3) return single;
    const sum = kind === 3;
    if (!this.fits(one, two, { sum, least })) return single;
    if (sum) return { measure: { kind: 'sum', of: [fact(one), fact(two)] }, texts: ['3', '5', '7', '9'] };
    if (kind === 4)
      return { measure: { kind: 'growth', now: fact(one), before: fact(two) }, texts: ['0%', '20%', '50%'] };
    return { measure: { kind: 'ratio', over: fact(one), under: fact(two) }, texts: PERCENTS };
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
        if (!this.fits(one, two, { sum: false, least: true })) return { kind: 'judgement', fact: 'j' };
        const threshold = { kind: 'measure', measure: fact(two) } as const;
        return { kind: 'compare', measure: fact(one), bounds: [{ comparator: 'moreThan', threshold }] };
      }
      default: {
        const comparator = dice.from(['atLeast', 'atLeast', 'atMost', 'moreThan'] as const);
        const { measure, texts } = this.measure(comparator !== 'atMost');
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
        return {
          kind: 'count',
          of: [...YES_NO].map((p) => ({ kind: 'is', fact: p, value: 'true' })),
          each: '3',
          atMost: '5',
        };
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
    const most = this.dice.chance(25);
    const { measure, texts } = this.measure(!most);
    const picked = [...new Set([this.dice.from(texts), this.dice.from(texts)])];
    const rising = picked.sort((a, b) => Number.parseFloat(b) - Number.parseFloat(a));
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

function drawCosts(dice: Dice): AdviceCosts {
  const facts = CODES.map((code) => {
    const numeric = (NUMBERS as readonly string[]).includes(code);
    const line = {
      moves: dice.chance(12) ? 'never' : 'any',
      ...{ direction: numeric ? dice.from(['up', 'up', 'down', 'both'] as const) : 'both', to: true },
      ...{ fixed: String(dice.below(4)), each: numeric ? String(1 + dice.below(5)) : '0', per: numeric ? '1' : null },
      values: code === 'e' ? { x: '7', y: '3' } : null,
      ...{ missing: String(1 + dice.below(3)), evidence: null, example: numeric ? '3' : null, how: '', notAbove: null },
    } as const;
    return [code, line] as const;
  });
  const defaults = { document: '2', judgement: '2', data: '1', wait: '5', change: '4' };
  return { defaults, facts: Object.fromEntries(facts) };
}

const HEAD = {
  ...{ id: 'small', version: 1, name: '试', grants: { title: 'innovativeSme', level: 'province', years: null } },
  source: { number: '试', name: '试', part: '', issuer: '试' },
  ...{ region: 'nation', periods: { application: { confidence: 'A' } }, note: '' },
} as const;

/** A case from a seed. */
export function smallCase(seed: number, { missing, tame }: { missing: number; tame: boolean }): SmallCase {
  const dice = new Dice(seed);
  const costs = drawCosts(dice);
  const values: Record<string, number | boolean | string> = {
    // a figure of 0 below a fraction makes it undefined, and any value at all defined: a case of its own
    ...Object.fromEntries(NUMBERS.map((code) => [code, tame ? 1 + dice.below(MOST) : dice.below(MOST + 1)])),
    ...Object.fromEntries(YES_NO.map((code) => [code, dice.chance(40)])),
    ...{ j: dice.chance(50), e: dice.from(['x', 'y', 'z']) },
  };
  const sheet = Object.fromEntries(CODES.map((code) => [code, dice.chance(missing) ? null : (values[code] ?? null)]));
  const ways = NUMBERS.map((code): [string, Ways[string]] => {
    const { moves, direction } = costs.facts[code] ?? { moves: 'never', direction: 'both' };
    return [code, sheet[code] === null ? 'both' : moves === 'never' ? 'none' : direction];
  });
  const requires = new Maker(dice, Object.fromEntries(ways), tame).requires();
  return { document: { ...HEAD, requires } as StandardDocument, sheet, costs };
}
