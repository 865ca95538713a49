import type { FactDefinition, FactValue } from '../fact';
import { type AdviceCosts, amountOf, type FactCost, parseCost } from './costs';

/** No amount costs more, in thousandths, so that sums of costs stay exact. */
const MOST = 1e12;

/** What is missing when a fact is not recorded. */
export type Missing = 'document' | 'judgement' | 'data';

interface Line extends FactCost {
  /** Thousandths; `perAmount` in the fact's own integers. */
  fixedMilli: number;
  eachMilli: bigint;
  perAmount: bigint;
  missingMilli: number;
}

/** The bureau's costs, ready to be asked fact by fact. */
export class PriceList {
  readonly wait: number;
  private readonly lines = new Map<string, Line>();

  constructor(private readonly costs: AdviceCosts) {
    this.wait = atLeastOne(parseCost(costs.defaults.wait));
  }

  /** The line of a fact; a figure of an earlier year has that of its year 0. */
  line(fact: FactDefinition): Line {
    let line = this.lines.get(fact.code);
    if (!line) this.lines.set(fact.code, (line = this.read(fact)));
    return line;
  }

  /** What is missing when the fact is: a judgement, a document or a figure. */
  missing(fact: FactDefinition): Missing {
    if (fact.origin === 'judged') return 'judgement';
    return this.source(fact).evidence ?? (fact.type === 'boolean' ? 'document' : 'data');
  }

  /**
   * The cost of a step in thousandths; null for one that must not be advised. A missing fact costs the same whatever
   * it turns out to be: nobody knows yet how far it is. Every step costs something, so that a larger set always costs
   * more than its parts.
   */
  price(fact: FactDefinition, from: FactValue, to: FactValue): number | null {
    const line = this.line(fact);
    if (from === null || to === null) return to === null ? null : line.missingMilli;
    if (typeof to === 'boolean') return to === line.to ? line.fixedMilli : null;
    if (typeof to === 'string') {
      if (line.values === null) return line.fixedMilli;
      const own = line.values[to];
      return own === undefined ? null : atLeastOne(parseCost(own));
    }
    const change = BigInt(to) - BigInt(from);
    if (change === 0n || (change > 0n && line.direction === 'down') || (change < 0n && line.direction === 'up'))
      return null;
    const size = change > 0n ? change : -change;
    const amount = Number((size * line.eachMilli + line.perAmount - 1n) / line.perAmount);
    return line.fixedMilli + Math.min(MOST, amount);
  }

  private source(fact: FactDefinition): FactCost {
    const own = this.costs.facts[fact.code] ?? (fact.base === null ? undefined : this.costs.facts[fact.base]);
    if (own) return own;
    return {
      ...{ moves: fact.type === 'code' ? 'never' : fact.base === null ? 'any' : 'year', direction: 'both', to: true },
      ...{ fixed: this.costs.defaults.change, each: '0', per: null, values: null, missing: null, evidence: null },
      ...{ example: null, how: '', notAbove: null },
    };
  }

  private read(fact: FactDefinition): Line {
    const source = this.source(fact);
    const { fixed, each, per, missing } = source;
    return {
      ...source,
      fixedMilli: atLeastOne(parseCost(fixed)),
      eachMilli: BigInt(parseCost(each)),
      perAmount: per === null ? 1n : amountOf(per, fact),
      missingMilli: atLeastOne(parseCost(missing ?? this.costs.defaults[this.missing(fact)])),
    };
  }
}

const atLeastOne = (cost: number): number => Math.max(1, cost);
