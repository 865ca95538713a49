import { Exact, type Rational } from '@tidu/criteria';
import { parseScaled } from '@tidu/kernel';
import type { DefinitionBody, ExtraPoint } from '../definitions/body';
import { exactly, type FactsUsed, type RowInputs } from './measure';

const zero = Exact.rational(0n);
const hundred = Exact.rational(100n);
const sumOf = (points: readonly Rational[]) => points.reduce(Exact.add, zero);

/** Of how much weight in the total an indicator's points are: its pillar's, in hundredths; 1 where there are no pillars. */
export function shareInTotal({ pillars }: Pick<DefinitionBody, 'pillars'>, pillar: string | undefined): Rational {
  const found = pillars?.find(({ id }) => id === pillar);
  return found ? Exact.divide(exactly(found.weight), hundred) : Exact.rational(1n);
}

/** Scores of the pillars in their order: the sum of the points of their indicators; null where one has none. */
export function pillarScores(
  { pillars, indicators }: Pick<DefinitionBody, 'pillars' | 'indicators'>,
  points: readonly (Rational | null)[],
): (Rational | null)[] {
  return (pillars ?? []).map(({ id }) => {
    const own = points.filter((_, i) => indicators[i]?.pillar === id);
    return own.some((one) => one === null) ? null : sumOf(own as Rational[]);
  });
}

/** Extra points a row is given, and for what. What isn't known gives none. */
export function extraPoints(
  { extra }: Pick<DefinitionBody, 'extra'>,
  inputs: RowInputs,
  facts: FactsUsed,
): { points: Rational; labels: string[] } {
  const given = (extra?.list ?? []).filter((one) => isGiven(one, inputs[one.fact]?.[0] ?? null, facts));
  const [sum, cap] = [sumOf(given.map(({ points }) => exactly(points))), exactly(extra?.cap ?? '0')];
  return { points: Exact.compare(sum, cap) > 0 ? cap : sum, labels: given.map(({ label }) => label) };
}

/** Whether a value of its fact, a scaled whole number as text, is granted the points. */
export function isGiven({ fact, is, atLeast }: ExtraPoint, value: string | null, facts: FactsUsed): boolean {
  if (value === null) return false;
  if (atLeast === undefined) return value === String(is);
  const scale = BigInt(facts[fact]?.scale ?? 0);
  // both sides in millionths of the fact's least unit
  return BigInt(value) * 1_000_000n >= parseScaled(atLeast, 6) * 10n ** scale;
}

/** Of each indicator's points what counts in the total. */
export const sharesOf = (body: DefinitionBody, points: readonly Rational[]): readonly Rational[] =>
  body.pillars ? points.map((one, i) => Exact.multiply(one, shareInTotal(body, body.indicators[i]?.pillar))) : points;

/** The total before it is rounded: pillars weighted, or all points, and what is given on top. */
export function wholeScore(body: DefinitionBody, points: readonly Rational[], extra: Rational): Rational {
  return Exact.add(sumOf(sharesOf(body, points)), extra);
}
