import { type Day, DomainError, elapsedYears, isDay, yearOf } from '@tidu/kernel';
import type { FactDefinition, Facts, FactValue } from '../fact';
import type { FactDictionary } from '../fact-dictionary';
import { toFact } from './breakpoints';
import type { PriceList } from './price-list';
import type { HeldReason } from './types';

/** From the day of assessment, whose sheet is at hand, to the day by which it must pass. */
export interface Horizon {
  date: Day;
  deadline: Day | null;
  /** How many accounting years later the figures of an application at the deadline are. */
  turns: number;
}

/** @throws DomainError `CRITERIA.ADVICE_DATES` for what is no day or a deadline before the day of assessment. */
export function horizonOf(date: Day, deadline: Day | null): Horizon {
  const fail = (message: string) => new DomainError('invalid', 'CRITERIA.ADVICE_DATES', message);
  if (!isDay(date)) throw fail(`评价日“${date}”不是日期，请写成 2026-06-01 的形式。`);
  if (deadline !== null && !isDay(deadline)) throw fail(`截止日“${deadline}”不是日期，请写成 2026-09-30 的形式。`);
  if (deadline !== null && deadline < date) throw fail(`截止日 ${deadline} 早于评价日 ${date}，请改正其中一个。`);
  return { date, deadline, turns: deadline === null ? 0 : yearOf(deadline) - yearOf(date) };
}

/**
 * The sheet as it will stand at the deadline if nothing is done: an application in year Y uses the figures of Y − 1, so
 * with each turn of the year this year's figures become last year's. What the new year will bring is not known; it is
 * taken to be as the last one. Years in business and in the niche pass.
 */
export function carry(facts: Facts, dictionary: FactDictionary, prices: PriceList, horizon: Horizon): Facts {
  if (horizon.deadline === null) return facts;
  const carried = new Map(facts);
  for (const fact of dictionary.facts) {
    const now = facts.get(fact.code) ?? null;
    const { moves } = prices.line(fact);
    if (fact.base !== null && horizon.turns > 0)
      carried.set(fact.code, atOffset(facts, dictionary, fact.base, Math.min(0, fact.offset + horizon.turns)));
    else if (typeof now === 'number' && (moves === 'yearEnds' || moves === 'days'))
      carried.set(fact.code, within(fact, now + passed(fact, moves, horizon)));
  }
  return carried;
}

const within = (fact: FactDefinition, value: number): FactValue =>
  fact.max === null ? value : toFact(BigInt(value) > fact.max ? fact.max : BigInt(value));

function passed(fact: FactDefinition, moves: 'yearEnds' | 'days', { date, deadline, turns }: Horizon): number {
  if (moves === 'yearEnds' || deadline === null) return turns * 10 ** fact.scale;
  return elapsedYears(date, deadline, fact.scale);
}

function atOffset(facts: Facts, dictionary: FactDictionary, base: string, offset: number): FactValue {
  const code = offset === 0 ? base : dictionary.facts.find((one) => one.base === base && one.offset === offset)?.code;
  return code === undefined ? null : (facts.get(code) ?? null);
}

/** Why a known fact cannot be changed before the deadline; null when it can. */
export function heldReason(fact: FactDefinition, prices: PriceList, horizon: Horizon): HeldReason | null {
  const { moves } = prices.line(fact);
  if (moves === 'never') return 'fixed';
  if (moves === 'yearEnds' || moves === 'days') return 'time';
  if (moves === 'any' && fact.offset === 0) return null;
  const { date, deadline } = horizon;
  if (deadline === null) return fact.offset === 0 ? null : 'closed';
  // the accounting year this figure will be of, against the first that is not over yet
  return yearOf(deadline) - 1 + fact.offset >= yearOf(date) ? null : 'closed';
}

/** The first year in which an application can show another value of a held fact. */
export function earliestYear(
  fact: FactDefinition,
  needed: { from: FactValue; to: FactValue },
  prices: PriceList,
  { date, deadline }: Horizon,
): number | null {
  const { moves } = prices.line(fact);
  if (moves === 'never') return null;
  if (moves !== 'yearEnds' && moves !== 'days') return yearOf(date) + 1 - fact.offset;
  const [from, to] = [Number(needed.from), Number(needed.to)];
  if (typeof needed.to === 'boolean' || !(to > from)) return null;
  const last = deadline ?? date;
  const years = (to - from) / 10 ** fact.scale;
  if (moves === 'yearEnds') return yearOf(last) + Math.ceil(years);
  const enough = (year: number) => elapsedYears(last, `${year}-12-31`, fact.scale) >= to - from;
  let year = yearOf(last) + Math.floor(years);
  while (!enough(year)) year++;
  return year;
}

/** Whole years of waiting that a time fact needs, at least one. */
export function yearsToWait(fact: FactDefinition, from: FactValue, to: FactValue): number {
  return Math.max(1, Math.ceil((Number(to) - Number(from)) / 10 ** fact.scale));
}
