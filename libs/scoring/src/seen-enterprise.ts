import { DomainError } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';

/** Refuses an enterprise that isn't there, or is out of the person's sight. @throws DomainError `SCORING.ENTERPRISE_NOT_FOUND`. */
export async function requireEnterprise(tx: Transaction, id: string): Promise<void> {
  if (!(await tx.row('select 1 from enterprise where id = $1', [id]))) throw noEnterprise();
}

export const noEnterprise = () =>
  new DomainError('notFound', 'SCORING.ENTERPRISE_NOT_FOUND', '没有这个企业，或不在您的管理范围内。');
