import type { Transaction } from '@tidu/platform';

/** Whatever was confirmed of an application counts no more. */
export const voidConfirmations = (tx: Transaction, applicationId: string) =>
  tx.rows(`update application_confirmation set "voidedAt" = now() where "applicationId" = $1 and "voidedAt" is null`, [
    applicationId,
  ]);
