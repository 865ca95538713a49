import { staleVersion, type Transaction } from '@tidu/platform';
import { disbursementNotFound } from '../measures.errors';

export const disbursementStates = ['prepared', 'approved', 'settled', 'dropped'] as const;
export type DisbursementState = (typeof disbursementStates)[number];

/** A payment list; amounts in 分 as texts. */
export interface Disbursement {
  id: string;
  number: string;
  lineId: string;
  lineName: string;
  lineYear: number;
  state: DisbursementState;
  items: number;
  total: string;
  /** Of those answered. */
  paid: string;
  failed: number;
  open: number;
  version: number;
  createdAt: Date;
  createdBy: string;
  createdByName: string;
  approvedAt: Date | null;
  approvedByName: string | null;
  changedAt: Date;
  changedByName: string;
}

export interface DisbursementItem {
  caseId: string;
  enterpriseId: string;
  enterpriseName: string;
  measureName: string;
  position: number;
  amount: string;
  payeeName: string;
  payeeBank: string;
  payeeAccount: string;
  result: 'paid' | 'failed' | null;
  problem: string | null;
  settledOn: string | null;
}

export const disbursementSql = `select d.id, d.number, d."lineId", l.name as "lineName", l.year::int as "lineYear", d.state, d.items,
    d.total::text as total, d.version, d."createdAt", d."createdBy", d."createdByName", d."approvedAt", d."approvedByName",
    d."changedAt", d."changedByName", i.paid, i.failed, i.open
  from disbursement d join budget_line l on l.id = d."lineId"
  cross join lateral (select coalesce(sum(x.amount) filter (where x.result = 'paid'), 0)::text as paid,
      (count(*) filter (where x.result = 'failed'))::int as failed, (count(*) filter (where x.result is null))::int as open,
      count(*)::int as seen, coalesce(sum(x.amount), 0) as sum
    from disbursement_item x where x."disbursementId" = d.id) i
  where i.seen = d.items`;

/** Only a list of which everything is in sight is shown. @throws DomainError `MEASURES.DISBURSEMENT_NOT_FOUND`. */
export async function findDisbursement(tx: Transaction, id: string): Promise<Disbursement> {
  const found = await tx.row<Disbursement>(`${disbursementSql} and d.id = $1`, [id]);
  if (!found) throw disbursementNotFound();
  return found;
}

/** @throws DomainError `PLATFORM.STALE`. */
export async function lockDisbursement(tx: Transaction, id: string, version: number): Promise<Disbursement> {
  await tx.rows('select from disbursement where id = $1 for update', [id]);
  const found = await findDisbursement(tx, id);
  if (found.version !== version)
    throw staleVersion('这份付款清单', { version: found.version, who: found.changedByName, at: found.changedAt });
  return found;
}

/** Key of an item, as its sealed account is bound to it. */
export const itemKey = (disbursementId: string, caseId: string): string => `${disbursementId}/${caseId}`;

export async function itemsOf(tx: Transaction, id: string): Promise<DisbursementItem[]> {
  const rows = await tx.rows<DisbursementItem>(
    `select i."caseId", i."enterpriseId", e.name as "enterpriseName", m.name as "measureName", i.position, i.amount::text as amount,
       i."payeeName", i."payeeBank", i."payeeAccount", i.result, i.problem, i."settledOn"::text as "settledOn"
     from disbursement_item i join enterprise e on e.id = i."enterpriseId"
     join measure_case c on c.id = i."caseId" join measure m on m.id = c."measureId"
     where i."disbursementId" = $1 order by i.position`,
    [id],
  );
  return rows.map((one) => tx.sealer.openRow('disbursement_item', one, itemKey(id, one.caseId)));
}
