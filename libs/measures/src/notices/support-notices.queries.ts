import { Injectable } from '@nestjs/common';
import {
  type ActingPerson,
  anonymous,
  countLimit,
  Database,
  decodeCursor,
  type Page,
  pageOf,
  type PageQuery,
} from '@tidu/platform';
import type { NoticeChange } from '@tidu/recognition';
import { findMeasure } from '../catalogue/measure-row';
import {
  changesOf,
  findNotice,
  itemsOf,
  noticeColumns,
  noticeFrom,
  noticeSelect,
  type SupportNotice,
  type SupportNoticeItem,
} from './support-notice';
import { waitingIn } from './support-notices.service';

/** A notice as staff read it. */
export interface StaffSupportNotice extends SupportNotice {
  /** Whether whoever asks published it: a correction is for somebody else. */
  mine: boolean;
  /** Whether whoever asks can correct it today: its period runs, they didn't publish it, all on it are in their sight. */
  correctable: boolean;
}

/** What everybody reads of notices of results, and what staff are to publish. */
@Injectable()
export class SupportNoticesQueries {
  constructor(private readonly database: Database) {}

  /** Notices that stand, the last published first: those a correction took the place of are reached from it. */
  list({ limit = 20, after }: PageQuery): Promise<Page<SupportNotice>> {
    const [before = null] = after === undefined ? [] : decodeCursor(after, 1);
    return this.database.read(anonymous, async (tx) => {
      const rows = await tx.rows<SupportNotice>(
        `${noticeSelect} where l.id is null and ($1::uuid is null or n.id < $1) order by n.id desc limit $2`,
        [before, limit + 1],
      );
      const count = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from support_notice n left join support_notice l on l.corrects = n.id
         where l.id is null limit ${countLimit}) c`,
      );
      return pageOf(rows, { limit, counted: count?.n ?? 0, place: ({ id }) => [id], view: (one) => one });
    });
  }

  /** @throws DomainError `MEASURES.NOTICE_NOT_FOUND`. */
  one(id: string): Promise<SupportNotice & { list: SupportNoticeItem[]; changes: NoticeChange[] }> {
    return this.database.read(anonymous, async (tx) => {
      const notice = await findNotice(tx, id);
      return { ...notice, list: await itemsOf(tx, id), changes: await changesOf(tx, notice) };
    });
  }

  /** Of a measure: how many wait for a notice, of those in sight, and the notices there were. @throws DomainError `MEASURES.MEASURE_NOT_FOUND`. */
  ofMeasure(person: ActingPerson, measureId: string): Promise<{ waiting: number; notices: StaffSupportNotice[] }> {
    return this.database.read(person, async (tx) => {
      const { code } = await findMeasure(tx, measureId);
      const rows = await tx.rows<SupportNotice & { mine: boolean; inSight: boolean }>(
        `select ${noticeColumns}, n."publishedBy" = $2 as mine, not exists (select from support_notice_item x
             left join enterprise e on e.id = x."enterpriseId" where x."noticeId" = n.id and e.id is null) as "inSight"
         ${noticeFrom} where m.code = $1 order by n.id desc limit 100`,
        [code, person.id],
      );
      const notices = rows.map(({ inSight, ...one }) => ({
        ...{ ...one, correctable: one.isOpen && !one.mine && inSight },
      }));
      return { waiting: (await waitingIn(tx, code)).length, notices };
    });
  }
}
