import type { Transaction } from '@tidu/platform';

/** What a correction says otherwise than the notice whose place it took. */
export interface NoticeChange {
  what: 'title' | 'body' | 'workingDays' | 'name';
  /** Place in the list of whose name it is. */
  position: number | null;
  before: string;
  after: string;
}

/** A notice as far as a correction may say it otherwise. */
interface Correctable {
  id: string;
  title: string;
  body: string;
  workingDays: number;
}

/** Where the lists of a kind of notice stand, and by which column one of them is found on another notice again. */
interface Lists {
  items: 'recognition_notice_item' | 'support_notice_item';
  by: 'applicationId' | 'caseId';
}

/** What a notice says otherwise than the one before it: its own texts first, then names in the order of the list. */
export async function changesBetween(
  tx: Transaction,
  before: Correctable,
  after: Correctable,
  { items, by }: Lists,
): Promise<NoticeChange[]> {
  const own = (['title', 'body', 'workingDays'] as const).map((what) => ({
    ...{ what, position: null, before: String(before[what]), after: String(after[what]) },
  }));
  const names = await tx.rows<NoticeChange>(
    `select 'name' as what, i.position, b.name as before, i.name as after from ${items} i
       join ${items} b on b."noticeId" = $2 and b."${by}" = i."${by}"
     where i."noticeId" = $1 and i.name <> b.name order by i.position`,
    [after.id, before.id],
  );
  return [...own.filter((one) => one.before !== one.after), ...names];
}
