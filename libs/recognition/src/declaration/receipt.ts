import { CREDIT_CODE_ALPHABET } from '@tidu/kernel';
import { randomInt } from 'node:crypto';

/** The letters and digits of a receipt: none that are taken for another (I, O, S, V, Z are left out). */
const alphabet = CREDIT_CODE_ALPHABET;
const size = alphabet.length;
const drawn = 8;

/**
 * A new number of a receipt (回执编号): the day, eight characters drawn, a check character. `20261128-7KQ2M9XD-4`.
 * They are drawn, not counted: a number tells nobody how many declared.
 */
export function newReceiptNumber(day: string): string {
  const body = Array.from({ length: drawn }, () => alphabet[randomInt(size)]).join('');
  const dated = day.replaceAll('-', '');
  return `${dated}-${body}-${checkOf(dated + body)}`;
}

/** Whether a typed number can be one of ours: a slip or two characters exchanged don't pass. */
export function isReceiptNumber(text: string): boolean {
  const [, day = '', body = '', check] = /^(\d{8})-([0-9A-Z]{8})-([0-9A-Z])$/.exec(text) ?? [];
  return check !== undefined && [...body].every((one) => alphabet.includes(one)) && checkOf(day + body) === check;
}

/** Weighted by powers of 3 modulo 31, as in GB 32100: 3 generates all residues, so neighbours never weigh the same. */
function checkOf(text: string): string {
  let [sum, weight] = [0, 1];
  for (const one of text) {
    sum += alphabet.indexOf(one) * weight;
    weight = (weight * 3) % size;
  }
  return alphabet[(size - (sum % size)) % size] ?? '';
}
