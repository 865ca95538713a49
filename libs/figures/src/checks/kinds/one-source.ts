import type { AtMostCheck, Finding, LossCheck, RatioCheck, Said, Statement } from '../check';

/** The value a source states, or null. */
export const valueOf = ({ values }: Statement, fact: string): number | null => values[fact] ?? null;

/** Values to be quoted; all of them were found before. */
export const quote = ({ year, source, values }: Statement, ...facts: string[]): Said[] =>
  facts.map((fact) => ({ fact, year, source, value: values[fact] ?? 0 }));

/** A part that is larger than its whole. */
export function atMost({ fact, limit, times }: AtMostCheck, statement: Statement): Finding | null {
  const part = valueOf(statement, fact);
  const whole = valueOf(statement, limit);
  if (part === null || whole === null || part <= whole * times) return null;
  // a year without business has income of other kinds; there is nothing to compare with
  if (whole === 0 && times > 1) return null;
  return { said: quote(statement, fact, limit) };
}

/** A quotient out of all reason: units were mistaken for a whole row. */
export function ratio(check: RatioCheck, statement: Statement, scaleOf: (fact: string) => number): Finding | null {
  const top = valueOf(statement, check.fact);
  const bottom = valueOf(statement, check.per);
  if (top === null || bottom === null || top <= 0 || bottom <= 0) return null;
  const quotient = top / 10 ** scaleOf(check.fact) / (bottom / 10 ** scaleOf(check.per));
  if (quotient >= check.atLeast && quotient <= check.atMost) return null;
  return { said: quote(statement, check.fact, check.per) };
}

/** A profit where the books of the same source show a loss of that size. */
export function loss({ profit, income, cost, within }: LossCheck, statement: Statement): Finding | null {
  const [gain, earned, spent] = [profit, income, cost].map((fact) => valueOf(statement, fact));
  if (gain == null || earned == null || spent == null || gain <= 0 || spent <= earned) return null;
  if (Math.abs(spent - earned - gain) > within * gain) return null;
  return { said: quote(statement, profit, income, cost) };
}
