import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { noticeNotFound } from '../recognition.errors';
import { changesBetween, type NoticeChange } from './notice-changes';

/** A public notice (公示) as everybody reads it. */
export interface Notice {
  id: string;
  batchId: string;
  batchName: string;
  title: string;
  body: string;
  publishedAt: Date;
  opensOn: Day;
  /** Last day on which an objection is in time. */
  closesOn: Day;
  workingDays: number;
  /** Counted over a year whose holidays were not announced (暂定). */
  closesProvisional: boolean;
  /** The notice whose place it takes; null: the first. */
  corrects: string | null;
  correctedWhy: string | null;
  /** The notice that took its place; null: it stands. */
  correctedBy: string | null;
  /** Root over the packages of those on it; null: published before there were any. */
  packageRoot: string | null;
  /** Whether the period runs today. */
  isOpen: boolean;
  items: number;
}

/** One who stands on a notice, as it was shown. */
export interface NoticeItem {
  id: string;
  applicationId: string;
  position: number;
  name: string;
  creditCodeShown: string;
  regionName: string;
}

const today = `(now() at time zone 'Asia/Shanghai')::date`;

export const noticeColumns = `n.id, n."batchId", b.name as "batchName", n.title, n.body, n."publishedAt",
    n."opensOn"::text as "opensOn", n."closesOn"::text as "closesOn", n."workingDays", n."closesProvisional", n.corrects, n."packageRoot",
    n."correctedWhy", l.id as "correctedBy", l.id is null and n."closesOn" >= ${today} as "isOpen",
    (select count(*)::int from recognition_notice_item i where i."noticeId" = n.id) as items`;
export const noticeFrom = `from recognition_notice n join recognition_batch b on b.id = n."batchId" left join recognition_notice l on l.corrects = n.id`;

export const noticeSelect = `select ${noticeColumns} ${noticeFrom}`;

/** @throws DomainError `RECOGNITION.NOTICE_NOT_FOUND`. */
export async function findNotice(tx: Transaction, id: string): Promise<Notice> {
  const found = await tx.row<Notice>(`${noticeSelect} where n.id = $1`, [id]);
  if (!found) throw noticeNotFound();
  return found;
}

export function itemsOf(tx: Transaction, noticeId: string): Promise<NoticeItem[]> {
  return tx.rows<NoticeItem>(
    `select id, "applicationId", position, name, "creditCodeShown", "regionName" from recognition_notice_item
     where "noticeId" = $1 order by position`,
    [noticeId],
  );
}

/** What a notice says otherwise than the one it took the place of; nothing where it took none's. */
export async function changesOf(tx: Transaction, notice: Notice): Promise<NoticeChange[]> {
  if (notice.corrects === null) return [];
  const before = await findNotice(tx, notice.corrects);
  return changesBetween(tx, before, notice, { items: 'recognition_notice_item', by: 'applicationId' });
}
