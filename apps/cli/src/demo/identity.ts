import { addDays, CREDIT_CODE_ALPHABET, makeCreditCode } from '@tidu/kernel';
import { clamp, type Random } from './random';
import type { DemoIndustry, DemoWords } from './words';

/** An invented enterprise as the register keeps it. */
export interface DemoEnterprise {
  creditCode: string;
  name: string;
  regionCode: string;
  /** GB/T 4754, four digits. */
  industryCode: string;
  ownership: 'stateOwned' | 'private' | 'foreign' | 'collective' | 'other';
  /** Date of registration, `YYYY-MM-DD`. */
  registeredOn: string;
}

/** From this day on new organisation codes begin with MA (三证合一). */
const NEW_CODES = '2015-10-01';

/**
 * The trade name (字号) with this number: every number below {@link brandCount} has its own, so names never repeat,
 * and neighbours don't look alike.
 */
export function brand(words: DemoWords, index: number): string {
  const { first, second, third } = words.brand;
  const pairs = first.length * second.length;
  const pair = (index * 7919) % pairs; // 7919 is prime and no factor of the lists' lengths: every pair comes once
  const round = Math.floor(index / pairs);
  const two = (first[pair % first.length] ?? '') + (second[Math.floor(pair / first.length)] ?? '');
  return round === 0 ? two : two + (third[round - 1] ?? '');
}

/** How many enterprises can be told apart by name. */
export function brandCount(words: DemoWords): number {
  return words.brand.first.length * words.brand.second.length * (words.brand.third.length + 1);
}

/** A choice by weight; the total is computed once for a list. */
const totals = new WeakMap<readonly { weight: number }[], number>();
export function pickWeighted<T extends { weight: number }>(list: readonly T[], random: Random): T {
  let total = totals.get(list);
  if (total === undefined) totals.set(list, (total = list.reduce((sum, { weight }) => sum + weight, 0)));
  let at = random.uniform() * total;
  for (const item of list) {
    at -= item.weight;
    if (at < 0) return item;
  }
  return list[list.length - 1] as T;
}

/** The 8 characters of an organisation code, another for every number below 10⁸. */
function organisation(index: number, registeredOn: string): string {
  if (registeredOn < NEW_CODES) return String((index * 61_803_399 + 27_182_818) % 100_000_000).padStart(8, '0');
  let rest = (index * 548_523_131 + 31_415_926) % 31 ** 6;
  let text = '';
  for (let i = 0; i < 6; i++) {
    text = CREDIT_CODE_ALPHABET.charAt(rest % 31) + text;
    rest = Math.floor(rest / 31);
  }
  return `MA${text}`;
}

/** Who the enterprise with this number is. */
export function identityOf(
  words: DemoWords,
  industry: DemoIndustry,
  regionCode: string,
  index: number,
  random: Random,
): DemoEnterprise {
  // many are young, a few go back to the seventies; all have three complete years behind them
  const age = clamp(3 + 9 * Math.abs(random.normal()) + 6 * random.uniform(), 3, 52);
  const registeredOn = addDays('2025-10-31', -Math.floor(age * 365.25));
  const product = industry.products[random.below(industry.products.length)] ?? '';
  const { pattern } = pickWeighted(words.patterns, random);
  return {
    creditCode: makeCreditCode({ region: regionCode, organisation: organisation(index, registeredOn) }),
    name: pattern.replace('{brand}', brand(words, index)).replace('{product}', product),
    regionCode,
    industryCode: industry.code,
    ownership: ownershipOf(registeredOn, random),
    registeredOn,
  };
}

function ownershipOf(registeredOn: string, random: Random): DemoEnterprise['ownership'] {
  const at = random.uniform();
  const old = registeredOn < '2000-01-01' ? 0.16 : 0; // the older, the more often of the state or a collective
  if (at < 0.04 + old) return 'stateOwned';
  if (at < 0.07 + 1.5 * old) return 'collective';
  if (at < 0.12 + 1.5 * old) return 'foreign';
  if (at < 0.15 + 1.5 * old) return 'other';
  return 'private';
}
