import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { changesBetween, type NoticeChange } from '@tidu/recognition';
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
  /** The notice it takes the place of, and why. */
  corrects: string | null;
  correctedWhy: string | null;
  /** The notice that took its place. */
  correctedBy: string | null;
  /** Whether it stands and the period runs today. */
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

export const noticeColumns = `n.id, n."measureId", m.name as "measureName", m.document, n.title, n.body, n."publishedAt",
    n."opensOn"::text as "opensOn", n."closesOn"::text as "closesOn", n."workingDays", n."closesProvisional", n.corrects,
    n."correctedWhy", l.id as "correctedBy", l.id is null and n."closesOn" >= (now() at time zone 'Asia/Shanghai')::date as "isOpen",
    i.items, i.total`;
export const noticeFrom = `from support_notice n join measure m on m.id = n."measureId" left join support_notice l on l.corrects = n.id
  cross join lateral (select count(*)::int as items, coalesce(sum(x.amount), 0)::text as total from support_notice_item x
    where x."noticeId" = n.id) i`;

export const noticeSelect = `select ${noticeColumns} ${noticeFrom}`;

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

/** What a notice says otherwise than the one it took the place of; nothing where it took none's. */
export async function changesOf(tx: Transaction, notice: SupportNotice): Promise<NoticeChange[]> {
  if (notice.corrects === null) return [];
  const before = await findNotice(tx, notice.corrects);
  return changesBetween(tx, before, notice, { items: 'support_notice_item', by: 'caseId' });
}
