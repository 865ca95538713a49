import { DomainError, findTextFault } from '@tidu/kernel';
import { readInstalledFile } from '@tidu/platform';
import { accessRules } from './access-rules';

const longest = 128;
let common: ReadonlySet<string> | null = null;

function commonPasswords(): ReadonlySet<string> {
  return (common ??= readCommonPasswords(readInstalledFile('seeds/access/common-passwords.txt')));
}

/** One a line; empty lines and those that begin with `# ` are none. */
export const readCommonPasswords = (text: string): ReadonlySet<string> =>
  new Set(text.split('\n').filter((line) => line !== '' && !line.startsWith('# ')));

/** What is often written for a letter. */
const disguises: Readonly<Record<string, string>> = {
  '@': 'a',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  $: 's',
  '5': 's',
  '7': 't',
};

/** The word a password is made of: without the digits and signs around it, with the letters that digits stand for. */
function coresOf(password: string): string[] {
  const small = password.toLowerCase();
  const bare = small.replace(/^[^a-z]+|[^a-z]+$/g, '');
  const plain = small.replace(/[^a-z]+$/, '').replace(/[@01357$]/g, (sign) => disguises[sign] ?? sign);
  return [small, bare, plain];
}

const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];

/**
 * Refuses a password that is too short, of too few kinds of characters, often used, or made of the login name.
 * @throws DomainError `ACCESS.WEAK_PASSWORD` with every reason.
 */
export function requireStrongPassword(password: string, loginName: string): void {
  const { length, classes: least } = accessRules().password;
  const faults: string[] = [];
  if ([...password].length < length) faults.push(`至少 ${length} 个字符`);
  if (password.length > longest) faults.push(`至多 ${longest} 个字符`);
  if (findTextFault(password) !== null) faults.push('不能有控制字符');
  if (classes.filter((kind) => kind.test(password)).length < least)
    faults.push(`大写字母、小写字母、数字、符号中至少要有 ${least} 类`);
  if (coresOf(password.slice(0, longest)).some((core) => commonPasswords().has(core)))
    faults.push('太常用，容易被猜到，请换一个');
  if (password.toLowerCase().includes(loginName)) faults.push('不能含有登录名');
  if (faults.length === 0) return;
  const message = `口令不合要求：${faults.join('；')}。`;
  throw new DomainError('invalid', 'ACCESS.WEAK_PASSWORD', message, [
    { where: { field: 'password' }, code: 'ACCESS.WEAK_PASSWORD', message },
  ]);
}
