import type { Transaction } from '@tidu/platform';
import { badFields } from '../measures.errors';

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
