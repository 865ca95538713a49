import { lostWords, type Transaction } from '@tidu/platform';
import { badFields, refused } from '../measures.errors';

/** The account the money goes to (收款账户). */
export interface Payee {
  /** Holder (户名). */
  name: string;
  /** Bank (开户行). */
  bank: string;
  /** Number (账号), digits alone. */
  account: string;
}

/**
 * The account must be the enterprise's own: its holder bears the name the register has today, brackets and blanks apart.
 * @throws DomainError `MEASURES.PAYEE` naming the field.
 */
export async function requirePayee(
  tx: Transaction,
  enterpriseId: string,
  { name, bank, account }: Payee,
): Promise<void> {
  const faults: [string, string][] = [];
  const found = await tx.row<{ name: string; same: boolean }>(
    'select name, searchable(name) = searchable($2) as same from enterprise where id = $1',
    [enterpriseId, name],
  );
  if (!found?.same)
    faults.push(['payeeName', `户名应与企业今天登记的名称“${found?.name ?? ''}”一致。名称变更了的，请先办理变更。`]);
  if (bank.length < 2) faults.push(['payeeBank', '请写开户行全称。']);
  if (!/^\d{8,32}$/.test(account)) faults.push(['payeeAccount', '账号应为 8 至 32 位数字，不带空格。']);
  if (faults.length > 0) throw badFields('PAYEE', faults);
}

/**
 * Accounts whose key was given up at a restore can't be paid to.
 * @throws DomainError `MEASURES.ACCOUNT_LOST` naming the holders.
 */
export function requireReadable(payees: readonly { payeeName: string | null; payeeAccount: string | null }[]): void {
  const lost = payees.filter(({ payeeAccount }) => payeeAccount === lostWords).map(({ payeeName }) => payeeName);
  if (lost.length === 0) return;
  const whose = `${lost.slice(0, 5).join('、')}${lost.length > 5 ? ` 等 ${lost.length} 家` : ''}`;
  throw refused(
    'ACCOUNT_LOST',
    `恢复备份时没有数据密钥，${whose}的收款账号已读不出。请退回企业重新填写账户，再编清单。`,
  );
}
