import {
  type CompactResult,
  type Evaluator,
  type Facts,
  type FactValue,
  type OutcomeName,
  outcomeName,
  type Purpose,
  PURPOSES,
  valuesBySlot,
} from '@tidu/criteria';
import type { Voice } from '@tidu/figures';
import type { PublishedStandard } from '../standards/standards.service';

/** What a standard says, as far as a decision goes: outcome, points, the value of a table by code. */
export interface Verdict {
  outcome: OutcomeName;
  /** Least and most points; null where the standard has none. */
  points: { min: number; max: number } | null;
  value: string | null;
}

/** What changes under one standard if another source were believed. */
export interface ConflictEffect {
  standardId: string;
  standardName: string;
  purpose: Purpose;
  source: Voice;
  before: Verdict;
  after: Verdict;
}

/** 2: an outcome (or a class) would change, 1: points only, 0: nothing. */
export type EffectRank = 0 | 1 | 2;

export interface Weighed {
  effect: EffectRank;
  effects: ConflictEffect[];
  evaluations: number;
}

/** The value another source gives a fact of the sheet. */
export interface Alternative {
  source: Voice;
  value: FactValue;
}

interface Judge {
  standard: PublishedStandard;
  purpose: Purpose;
  /** Where the evaluator expects a fact. */
  slots: ReadonlyMap<string, number>;
  out: CompactResult;
}

/**
 * Says what a choice between sources decides, by the one evaluator: every standard in use that asks for the fact is
 * evaluated with the sheet as it is and with the other value in its place. Standards that compare with all others
 * (averages, extremes of a cohort) are left out: for them one value changes everybody's result.
 */
export class ConflictWeigher {
  private readonly judges: Judge[];

  constructor(standards: readonly PublishedStandard[]) {
    this.judges = standards
      .filter(({ evaluator }) => evaluator.measured.length === 0)
      .flatMap((standard) => purposesOf(standard.evaluator).map((purpose) => judgeOf(standard, purpose)));
  }

  /** Evaluations that weighing this fact with so many alternatives takes at most. */
  cost(fact: string, alternatives: number): number {
    return this.judges.filter(({ slots }) => slots.has(fact)).length * (alternatives + 1);
  }

  weigh(facts: Facts, fact: string, alternatives: readonly Alternative[]): Weighed {
    const effects: ConflictEffect[] = [];
    let evaluations = 0;
    for (const judge of this.judges) {
      if (!judge.slots.has(fact)) continue;
      const values = valuesBySlot(judge.standard.evaluator, facts);
      const slot = judge.slots.get(fact) ?? 0;
      const before = verdict(judge, values);
      evaluations += 1 + alternatives.length;
      for (const { source, value } of alternatives) {
        values[slot] = value;
        const after = verdict(judge, values);
        if (rankOf(before, after) === 0) continue;
        const { standardId, name } = judge.standard;
        effects.push({ standardId, standardName: name, purpose: judge.purpose, source, before, after });
      }
    }
    const effect = effects.reduce<EffectRank>(
      (most, one) => (rankOf(one.before, one.after) > most ? rankOf(one.before, one.after) : most),
      0,
    );
    return { effect, effects, evaluations };
  }
}

/** A standard without a period for renewals judges applications only. */
function purposesOf({ release }: Evaluator): Purpose[] {
  const said = PURPOSES.filter((purpose) => release.document.periods[purpose] !== undefined);
  return said.length > 0 ? said : ['application'];
}

function judgeOf(standard: PublishedStandard, purpose: Purpose): Judge {
  const { evaluator } = standard;
  return {
    standard,
    purpose,
    slots: new Map(evaluator.slots.map((code, i) => [code, i])),
    out: evaluator.createResult(),
  };
}

function verdict({ standard: { evaluator }, purpose, out }: Judge, values: readonly FactValue[]): Verdict {
  evaluator.evaluateInto(values, purpose, out);
  const { outcome, pointsMin, pointsMax, value } = out;
  const points = pointsMin === null || pointsMax === null ? null : { min: pointsMin / 10_000, max: pointsMax / 10_000 };
  return { outcome: outcomeName(outcome), points, value };
}

function rankOf(before: Verdict, after: Verdict): EffectRank {
  if (before.outcome !== after.outcome || before.value !== after.value) return 2;
  return before.points?.min !== after.points?.min || before.points?.max !== after.points?.max ? 1 : 0;
}
