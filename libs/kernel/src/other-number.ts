import { creditCodeCheckCharacter } from './credit-code';

/** Something about a code that a person should read; `position` counts from 1 in the normalised code. */
export interface CreditCodeNote {
  code: string;
  message: string;
  position?: number;
}

/** What the text is instead of a credit code, when that can be told. */
export function otherNumber(normalized: string): CreditCodeNote | null {
  if (/^\d(?:\.\d+)?E\+?\d{1,2}$/.test(normalized)) {
    const message = '这是表格软件改写的科学计数法，代码的位数已经丢失，请把单元格设为文本后重新录入。';
    return { code: 'KERNEL.CREDIT_CODE_SCIENTIFIC', message };
  }
  if (isIdentityCard(normalized)) {
    const message = '这像是 18 位公民身份号码，不是统一社会信用代码。请勿录入个人身份号码，改填营业执照上的代码。';
    return { code: 'KERNEL.CREDIT_CODE_ID_CARD', message };
  }
  if (/^\d{15}$/.test(normalized)) {
    const message = '这像是 15 位旧工商注册号，请改填“三证合一”后的 18 位统一社会信用代码。';
    return { code: 'KERNEL.CREDIT_CODE_REGISTRATION_NUMBER', message };
  }
  if (/^[0-9A-Z]{8}[0-9X]$/.test(normalized)) {
    const message = '这像是 9 位组织机构代码，只是统一社会信用代码的第 9–17 位，请填写完整的 18 位代码。';
    return { code: 'KERNEL.CREDIT_CODE_ORGANISATION_CODE', message };
  }
  return null;
}

const IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * A citizen's number (GB 11643): 17 digits with a real birth date in places 7–14 and its own check character. Codes
 * of enterprises begin with 9, citizens' numbers don't; so one that begins with 9 and passes as a credit code is one.
 */
function isIdentityCard(normalized: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(normalized)) return false;
  if (normalized.startsWith('9') && creditCodeCheckCharacter(normalized) === normalized.charAt(17)) return false;
  const [year, month, day] = [normalized.slice(6, 10), normalized.slice(10, 12), normalized.slice(12, 14)].map(Number);
  if (!year || !month || !day || year < 1900 || year > 2100 || month > 12) return false;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(normalized.charAt(i)) * (IDENTITY_WEIGHTS[i] ?? 0);
  return '10X98765432'.charAt(sum % 11) === normalized.charAt(17);
}
