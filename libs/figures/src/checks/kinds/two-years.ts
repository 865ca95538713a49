import type { CopiedCheck, Finding, GrowthCheck, Statement } from '../check';
import { quote, valueOf } from './one-source';

/** A year whose figures are all those of the year before. */
export function copied({ facts, least }: CopiedCheck, now: Statement, before: Statement): Finding | null {
  const both = facts.filter((fact) => {
    const [one, other] = [valueOf(now, fact), valueOf(before, fact)];
    return one !== null && other !== null && (one !== 0 || other !== 0);
  });
  if (both.length < least || both.some((fact) => valueOf(now, fact) !== valueOf(before, fact))) return null;
  return { said: [...quote(now, ...both), ...quote(before, ...both)] };
}

/** A figure many times that of the year before, or a small part of it. */
export function growth(
  { fact, times, from }: GrowthCheck,
  now: Statement,
  before: Statement,
  scaleOf: (fact: string) => number,
): Finding | null {
  const [one, other] = [valueOf(now, fact), valueOf(before, fact)];
  if (one === null || other === null || one <= 0 || other <= 0) return null;
  if (Math.max(one, other) < from * 10 ** scaleOf(fact)) return null;
  if (one <= other * times && other <= one * times) return null;
  // a firm that has hardly begun may grow to any multiple
  if (one > other && other < from * 10 ** scaleOf(fact)) return null;
  return { said: [...quote(now, fact), ...quote(before, fact)] };
}
