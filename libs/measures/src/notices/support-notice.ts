import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { noticeNotFound } from '../measures.errors';

/** A public notice (公示) of who received what of a measure. */
export interface SupportNotice {
  id: string;
  measureId: string;
  measureName: string;
  document: string;
  title: string;
  body: string;
  publishedAt: Date;
  opensOn: Day;
  closesOn: Day;
  workingDays: number;
  closesProvisional: boolean;
  /** Whether the period runs today. */
  isOpen: boolean;
  items: number;
  /** Sum in 分. */
  total: string;
}

/** One who stands on a notice, as it was shown. */
export interface SupportNoticeItem {
  id: string;
  position: number;
  name: string;
  creditCodeShown: string;
  regionName: string;
  /** In 分; null: a service. */
  amount: string | null;
}

export const noticeSelect = `select n.id, n."measureId", m.name as "measureName", m.document, n.title, n.body, n."publishedAt",
    n."opensOn"::text as "opensOn", n."closesOn"::text as "closesOn", n."workingDays", n."closesProvisional",
    n."closesOn" >= (now() at time zone 'Asia/Shanghai')::date as "isOpen", i.items, i.total
  from support_notice n join measure m on m.id = n."measureId"
  cross join lateral (select count(*)::int as items, coalesce(sum(x.amount), 0)::text as total from support_notice_item x
    where x."noticeId" = n.id) i`;

/** @throws DomainError `MEASURES.NOTICE_NOT_FOUND`. */
export async function findNotice(tx: Transaction, id: string): Promise<SupportNotice> {
  const found = await tx.row<SupportNotice>(`${noticeSelect} where n.id = $1`, [id]);
  if (!found) throw noticeNotFound();
  return found;
}

export const itemsOf = (tx: Transaction, noticeId: string): Promise<SupportNoticeItem[]> =>
  tx.rows<SupportNoticeItem>(
    `select id, position, name, "creditCodeShown", "regionName", amount::text as amount from support_notice_item
     where "noticeId" = $1 order by position`,
    [noticeId],
  );
