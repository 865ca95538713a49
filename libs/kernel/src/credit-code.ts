import { stripInvisible, toHalfWidth } from './text';

/**
 * 统一社会信用代码, GB 32100-2015: authority (1), kind (1), region at registration (6), organisation code with its own
 * check character after GB 11714 (9), check character (1).
 */

/** The 31 characters of GB 32100; I, O, S, V and Z are left out because they look like 1, 0, 5, U and 2. */
export const CREDIT_CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const HYPHENS = /[-\u2010-\u2015\u2212\ufe58\ufe63]/g;
const WELL_FORMED = /^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/;

const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < CREDIT_CODE_ALPHABET.length; i++) VALUES[CREDIT_CODE_ALPHABET.charCodeAt(i)] = i;
/** 3^(i−1) mod 31 */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Whether all 18 characters stand where GB 32100 allows them; the check character is another matter. */
export function isCreditCodeShaped(normalized: string): boolean {
  return WELL_FORMED.test(normalized);
}

/** Whether one character belongs to the alphabet. */
export function isCreditCodeCharacter(character: string): boolean {
  return character.length === 1 && (VALUES[character.charCodeAt(0)] ?? -1) >= 0;
}

/** The 18th character for the first 17, which must be characters of the alphabet. The check character 0 is valid. */
export function creditCodeCheckCharacter(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (VALUES[first17.charCodeAt(i)] ?? 0) * (WEIGHTS[i] ?? 0);
  return CREDIT_CODE_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** The check character of an organisation code's first 8 characters (GB 11714): 10 is X, 11 is 0. */
export function organisationCheckCharacter(first8: string): string {
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += parseInt(first8.charAt(i), 36) * (ORGANISATION_WEIGHTS[i] ?? 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/**
 * The text as it is compared: full-width forms made ordinary, blanks, hyphens, invisible characters and Excel's
 * leading apostrophe removed, letters upper-case. Look-alike letters stay: they are reported, never exchanged.
 */
export function normalizeCreditCode(text: string): string {
  const plain = stripInvisible(toHalfWidth(text)).replace(/\s/g, '').replace(HYPHENS, '');
  // ASCII only: upper-casing the ligature ﬀ would make two good letters of it
  return plain.replace(/^['’‘`]/, '').replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** The parts of which a valid code is made. */
export interface CreditCodeParts {
  /** Registering authority; 9 (市场监管) unless said. */
  authority?: string;
  /** Kind within the authority; 1 (企业) unless said. */
  kind?: string;
  /** Six digits. */
  region: string;
  /** The first 8 characters of the organisation code; its check character is computed. */
  organisation: string;
}

/**
 * A code with both check characters right, for demonstration and test data.
 * @throws RangeError when a part has the wrong shape.
 */
export function makeCreditCode({ authority = '9', kind = '1', region, organisation }: CreditCodeParts): string {
  const body = organisation + organisationCheckCharacter(organisation);
  const first17 = authority + kind + region + body;
  const code = first17 + creditCodeCheckCharacter(first17);
  if (!isCreditCodeShaped(code)) throw new RangeError(`makeCreditCode: ${first17} is not of the shape of GB 32100`);
  return code;
}
