import type { Transaction } from '@tidu/platform';

/** A request to open one more field (申请打开); `lapsed`: something was submitted before it was answered. */
export interface OpeningRequest {
  id: string;
  fact: string;
  reason: string;
  askedAt: Date;
  askedByName: string;
  state: 'asked' | 'opened' | 'declined' | 'lapsed';
  answer: string | null;
  answeredAt: Date | null;
  answeredByName: string | null;
}

/** Those of an application, the last first. */
export function openingRequestsOf(tx: Transaction, applicationId: string): Promise<OpeningRequest[]> {
  return tx.rows<OpeningRequest>(
    `select o.id, o.fact, o.reason, o."askedAt", o."askedByName", o.answer, o."answeredAt", o."answeredByName",
       case when o.state = 'asked' and o."revisionId" is distinct from a."revisionId" then 'lapsed' else o.state end as state
     from application_opening o join application a on a.id = o."applicationId"
     where o."applicationId" = $1 order by o.id desc limit 200`,
    [applicationId],
  );
}
