import {
  creditCodeCheckCharacter,
  isCreditCodeCharacter,
  isCreditCodeShaped,
  normalizeCreditCode,
  organisationCheckCharacter,
} from './credit-code';
import { type CreditCodeNote, otherNumber } from './other-number';

/** The answer about one text: problems refuse it, warnings do not. `normalized` is null exactly when it is refused. */
export interface CreditCodeCheck {
  code: string;
  valid: boolean;
  normalized: string | null;
  problems: CreditCodeNote[];
  warnings: CreditCodeNote[];
}

export interface CreditCodeOptions {
  /** Today's division codes (6 digits); without them the region is not looked up. */
  regions?: { has(code: string): boolean };
}

/** Authorities that register (appendix of GB 32100 with its later additions); others are only warned about. */
const AUTHORITIES = '123456789ANY';
const LOOK_ALIKES: Record<string, string> = { I: '1', O: '0', S: '5', V: 'U', Z: '2' };
const MAX_TEXT = 200;

/**
 * Whether a normalised code is of the pilot of Fujian and Xiamen 2014–16 (organisation part M0001…): genuine, but
 * failing the check. An officer may accept one with a reason.
 */
export function isPilotCreditCode(normalized: string): boolean {
  return isCreditCodeShaped(normalized) && normalized.slice(2, 4) === '35' && normalized.startsWith('M0001', 8);
}

function refused(code: string, ...problems: CreditCodeNote[]): CreditCodeCheck {
  return { code, valid: false, normalized: null, problems, warnings: [] };
}

/** Checks one text as a credit code. Never throws; every problem says what is wrong, where, and what to do. */
export function checkCreditCode(text: string, options: CreditCodeOptions = {}): CreditCodeCheck {
  if (text.length > MAX_TEXT) return refused(text, lengthProblem(text.length));
  const normalized = normalizeCreditCode(text);
  if (normalized === '') {
    return refused(text, { code: 'KERNEL.CREDIT_CODE_EMPTY', message: '没有填写统一社会信用代码，请填写 18 位代码。' });
  }
  const other = otherNumber(normalized);
  if (other) return refused(text, other);

  const characters = Array.from(normalized);
  const problems = characters.length === 18 ? [] : [lengthProblem(characters.length)];
  if (characters.length <= 36) problems.push(...characterProblems(characters));
  if (problems.length > 0) return refused(text, ...problems);

  if (creditCodeCheckCharacter(normalized) !== normalized.charAt(17)) {
    return refused(text, isPilotCreditCode(normalized) ? PILOT : CHECK);
  }
  return { code: text, valid: true, normalized, problems: [], warnings: warningsOf(normalized, options) };
}

const CHECK: CreditCodeNote = {
  code: 'KERNEL.CREDIT_CODE_CHECK',
  message: '第 18 位校验码与前 17 位不符，至少有一位抄错或错位，请对照营业执照逐位核对。',
  position: 18,
};

const PILOT: CreditCodeNote = {
  code: 'KERNEL.CREDIT_CODE_PILOT',
  message:
    '校验码不符。形如福建、厦门 2014–2016 年试点期间的代码（主体标识码 M0001 开头），如营业执照确为此号，可由经办人写明理由后采用。',
  position: 18,
};

function lengthProblem(length: number): CreditCodeNote {
  const hint = length < 18 ? `少 ${18 - length} 位，请检查是否漏抄` : `多 ${length - 18} 位，请检查是否多抄`;
  return { code: 'KERNEL.CREDIT_CODE_LENGTH', message: `统一社会信用代码应为 18 位，现有 ${length} 位，${hint}。` };
}

/** Characters outside the alphabet, and letters among the six digits of the region. */
function characterProblems(characters: string[]): CreditCodeNote[] {
  const problems: CreditCodeNote[] = [];
  const mended = characters.map((character) => LOOK_ALIKES[character] ?? character).join('');
  const fits = isCreditCodeShaped(mended) && creditCodeCheckCharacter(mended) === mended.charAt(17);
  characters.forEach((character, index) => {
    const position = index + 1;
    const alike = LOOK_ALIKES[character];
    const inRegion = index >= 2 && index < 8;
    if (alike !== undefined) {
      const sure = fits ? '，改后校验码相符' : '';
      const message = `第 ${position} 位是字母 ${character}，代码中不使用 I、O、S、V、Z，请核对是否为 ${alike}${sure}。`;
      problems.push({ code: 'KERNEL.CREDIT_CODE_LOOK_ALIKE', message, position });
    } else if (!isCreditCodeCharacter(character)) {
      const message = `第 ${position} 位“${printable(character)}”不是代码可用的数字或大写字母，请对照营业执照更正。`;
      problems.push({ code: 'KERNEL.CREDIT_CODE_CHARACTER', message, position });
    } else if (inRegion && characters.length === 18 && !/\d/.test(character)) {
      const message = `第 ${position} 位是字母 ${character}，第 3–8 位是登记机关行政区划码，只能是数字。`;
      problems.push({ code: 'KERNEL.CREDIT_CODE_REGION_DIGIT', message, position });
    }
  });
  return problems;
}

/** A character that can be shown: controls and lone surrogates by their number. */
function printable(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const hidden = point < 0x20 || (point >= 0x7f && point <= 0x9f) || (point >= 0xd800 && point <= 0xdfff);
  return hidden ? `U+${point.toString(16).toUpperCase().padStart(4, '0')}` : character;
}

function warningsOf(code: string, options: CreditCodeOptions): CreditCodeNote[] {
  const warnings: CreditCodeNote[] = [];
  if (!AUTHORITIES.includes(code.charAt(0))) {
    const message = `第 1 位 ${code.charAt(0)} 不是已公布的登记管理部门代码，请核对。`;
    warnings.push({ code: 'KERNEL.CREDIT_CODE_AUTHORITY', message, position: 1 });
  }
  const region = code.slice(2, 8);
  if (options.regions && !options.regions.has(region)) {
    const message = `登记机关行政区划码 ${region} 不在现行区划表中，可能是已撤并的区划，不影响采用。`;
    warnings.push({ code: 'KERNEL.CREDIT_CODE_REGION_UNKNOWN', message, position: 3 });
  }
  if (organisationCheckCharacter(code.slice(8, 16)) !== code.charAt(16)) {
    const message = '第 9–17 位主体标识码的校验位不符，但整码校验通过，请核对，不影响采用。';
    warnings.push({ code: 'KERNEL.CREDIT_CODE_ORGANISATION_CHECK', message, position: 17 });
  }
  return warnings;
}
