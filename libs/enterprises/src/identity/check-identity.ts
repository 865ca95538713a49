import {
  addDays,
  checkCreditCode,
  cleanText,
  findTextFault,
  isPilotCreditCode,
  normalizeCreditCode,
  systemClock,
  today,
} from '@tidu/kernel';
import type { CodeTable, Industry, Region } from '@tidu/reference';
import { invalidField } from '../enterprises.errors';
import type { Identity, IdentityPatch } from './identity.store';

/** Today in the district. */
export const thisDay = () => today(systemClock);

/** The last day before a day on which something ended. */
export const dayBefore = (day: string) => addDays(day, -1);

/** The register says what is and was, not what will be. @throws DomainError `ENTERPRISES.FUTURE`. */
export function refuseFuture(day: string, field = 'effectiveOn'): void {
  if (day <= thisDay()) return;
  throw invalidField(field, day, 'ENTERPRISES.FUTURE', `${day} 还没有到，登记簿只记已经发生的事；请到那天再记。`);
}

/** An old number without its dash, of the form of its kind. @throws DomainError `ENTERPRISES.ALIAS_CODE`. */
export function aliasCode(kind: 'registrationNumber' | 'organisationCode', given: string): string {
  const code = given.replace('-', '');
  if ((kind === 'registrationNumber' ? /^\d{15}$/ : /^[0-9A-Z]{8}[0-9X]$/).test(code)) return code;
  const message = kind === 'registrationNumber' ? '旧注册号应为 15 位数字。' : '组织机构代码应为 9 位，如 71786345-6。';
  throw invalidField('code', given, 'ENTERPRISES.ALIAS_CODE', message);
}

/**
 * The credit code in the form in which it is kept.
 * @param pilot an officer vouches for a code of the pilot of Fujian and Xiamen, whose check character is wrong.
 * @throws DomainError `ENTERPRISES.BAD_CODE` with what is wrong and where.
 */
export function acceptedCode(given: string, pilot: boolean): string {
  const check = checkCreditCode(given);
  if (check.normalized !== null) return check.normalized;
  const normalized = normalizeCreditCode(given);
  if (pilot && isPilotCreditCode(normalized)) return normalized;
  const message = check.problems.map((problem) => problem.message).join(' ');
  throw invalidField('creditCode', given.slice(0, 100), 'ENTERPRISES.BAD_CODE', message);
}

/** A name as it is kept. @throws DomainError `ENTERPRISES.BAD_TEXT`. */
export function acceptedName(given: string, field = 'name'): string {
  const name = cleanText(given);
  const fault = findTextFault(name);
  if (fault) throw invalidField(field, null, 'ENTERPRISES.BAD_TEXT', fault.message);
  if (name === '' || name.length > 200) {
    throw invalidField(field, name.slice(0, 100), 'ENTERPRISES.BAD_TEXT', '名称应为 1 到 200 个字。');
  }
  return name;
}

/** Holds a patch against the code tables. @throws DomainError `ENTERPRISES.NOTHING_TO_CHANGE`, `ENTERPRISES.BAD_…`. */
export function checkIdentity(
  patch: IdentityPatch,
  regions: CodeTable<Region>,
  industries: CodeTable<Industry>,
): Partial<Identity> {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) {
    throw invalidField('', null, 'ENTERPRISES.NOTHING_TO_CHANGE', '没有要修改的内容，请至少填一项。');
  }
  const { regionCode, industryCode, streetCode, registeredOn } = patch;
  if (regionCode !== undefined && !regions.get(regionCode)) {
    throw invalidField('regionCode', regionCode, 'ENTERPRISES.BAD_REGION', `区划表里没有 ${regionCode}，请核对。`);
  }
  if (typeof industryCode === 'string' && !industries.get(industryCode)) {
    const message = `国民经济行业分类里没有 ${industryCode}，请核对。`;
    throw invalidField('industryCode', industryCode, 'ENTERPRISES.BAD_INDUSTRY', message);
  }
  if (typeof streetCode === 'string' && regionCode !== undefined && !streetCode.startsWith(regionCode)) {
    const message = `街道 ${streetCode} 不在 ${regionCode} 之内，请核对。`;
    throw invalidField('streetCode', streetCode, 'ENTERPRISES.BAD_STREET', message);
  }
  if (typeof registeredOn === 'string') refuseFuture(registeredOn, 'registeredOn');
  return { ...(given as Partial<Identity>), ...(regionCode !== undefined && { regionBasis: 'given' }) };
}
