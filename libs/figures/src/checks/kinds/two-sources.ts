import { agree, transposed } from '../agree';
import type { Finding, ShiftedCheck, SignCheck, SlipCheck, Statement, TransposedCheck } from '../check';
import { quote, valueOf } from './one-source';

type Pair = readonly [Statement, Statement];

/** A finding a fact, from two values that are both known and not nothing. */
function byFact(facts: readonly string[], [a, b]: Pair, wrong: (one: number, other: number) => boolean): Finding[] {
  return facts.flatMap((fact) => {
    const [one, other] = [valueOf(a, fact), valueOf(b, fact)];
    if (one === null || other === null || one === 0 || other === 0 || !wrong(one, other)) return [];
    return [{ said: [...quote(a, fact), ...quote(b, fact)] }];
  });
}

/** Two values that differ by about the factor between two units: 元 and 万元, 万元 and 亿元. */
export function slips({ facts, factors, within, least }: SlipCheck, pair: Pair): Finding[] {
  const lowest = least * 100;
  return byFact(facts, pair, (one, other) => {
    const [small, large] = [Math.abs(one), Math.abs(other)].sort((x, y) => x - y) as [number, number];
    if (large < lowest || one < 0 !== other < 0) return false;
    const times = large / small;
    return factors.some((factor) => times >= factor / within && times <= factor * within);
  });
}

/** Two digits that changed places. */
export function transpositions(check: TransposedCheck, pair: Pair): Finding[] {
  return byFact(check.facts, pair, (one, other) => transposed(one, other, check));
}

/** The same amount, once a profit and once a loss. */
export function signs({ facts }: SignCheck, pair: Pair): Finding[] {
  return byFact(facts, pair, (one, other) => one < 0 !== other < 0 && agree(one, -other));
}

/**
 * A source that says of this year what the other says of the year before or after. Facts of which the other says the
 * same in both years tell nothing.
 */
export function shifted({ facts, least }: ShiftedCheck, [a, b]: Pair, beside: readonly Statement[]): Finding | null {
  for (const other of beside) {
    const told = facts.filter((fact) => {
      const [one, same, moved] = [valueOf(a, fact), valueOf(b, fact), valueOf(other, fact)];
      return one !== null && same !== null && moved !== null && one !== 0 && !agree(same, moved);
    });
    const hits = told.filter((fact) => agree(valueOf(a, fact) ?? 0, valueOf(other, fact) ?? 0));
    // one that still agrees with its own year shows that the row is in its place
    const kept = told.filter((fact) => agree(valueOf(a, fact) ?? 0, valueOf(b, fact) ?? 0));
    if (hits.length >= least && hits.length > kept.length)
      return { said: [...quote(a, ...hits), ...quote(other, ...hits)] };
  }
  return null;
}
