import { Injectable } from '@nestjs/common';
import type { Day } from '@tidu/kernel';
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
import {
  changesOf,
  findNotice,
  itemsOf,
  type Notice,
  noticeColumns,
  noticeFrom,
  type NoticeItem,
  noticeSelect,
} from './notice';
import type { NoticeChange } from './notice-changes';
import type { ObjectionState } from './objections.service';

/** A notice with who stands on it, and what it corrected. */
export interface WholeNotice extends Notice {
  list: NoticeItem[];
  changes: NoticeChange[];
}

/** A notice as staff read it. */
export interface StaffNotice extends Notice {
  /** Whether it can be corrected today by whoever asks: its period runs, and everybody on it is in their sight. */
  correctable: boolean;
}

/** An objection as staff read it. */
export interface ObjectionView {
  id: string;
  noticeId: string;
  noticeTitle: string;
  applicationId: string;
  enterpriseId: string;
  enterpriseName: string;
  kind: 'objection' | 'clue';
  clueWhy: 'anonymous' | 'late' | null;
  text: string;
  objectorName: string | null;
  objectorContact: string | null;
  receivedAt: Date;
  state: ObjectionState;
  acceptedByName: string | null;
  dueOn: Day | null;
  answeredByName: string | null;
  answer: string | null;
  version: number;
}

export interface ObjectionFilter extends PageQuery {
  state?: ObjectionState;
  notice?: string;
}

/** What everybody reads of notices, and what staff read of objections. */
@Injectable()
export class NoticesQueries {
  constructor(private readonly database: Database) {}

  /** Notices that stand, the last published first: those a correction took the place of are reached from it. */
  list({ limit = 20, after }: PageQuery): Promise<Page<Notice>> {
    const [before = null] = after === undefined ? [] : decodeCursor(after, 1);
    return this.database.read(anonymous, async (tx) => {
      const rows = await tx.rows<Notice>(
        `${noticeSelect} where l.id is null and ($1::uuid is null or n.id < $1) order by n.id desc limit $2`,
        [before, limit + 1],
      );
      const count = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from recognition_notice n left join recognition_notice l on l.corrects = n.id
         where l.id is null limit ${countLimit}) c`,
      );
      return pageOf(rows, { limit, counted: count?.n ?? 0, place: ({ id }) => [id], view: (one) => one });
    });
  }

  /** Every notice of a batch, the last published first; those that were corrected too. */
  ofBatch(person: ActingPerson, batchId: string, { limit = 20, after }: PageQuery): Promise<Page<StaffNotice>> {
    const [before = null] = after === undefined ? [] : decodeCursor(after, 1);
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<Notice & { inSight: boolean }>(
        `select ${noticeColumns}, not exists (select from recognition_notice_item i left join enterprise e on e.id = i."enterpriseId"
           where i."noticeId" = n.id and e.id is null) as "inSight"
         ${noticeFrom} where n."batchId" = $1 and ($2::uuid is null or n.id < $2) order by n.id desc limit $3`,
        [batchId, before, limit + 1],
      );
      const count = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from recognition_notice where "batchId" = $1 limit ${countLimit}) c`,
        [batchId],
      );
      const view = ({ inSight, ...one }: Notice & { inSight: boolean }) => ({
        ...{ ...one, correctable: one.isOpen && inSight },
      });
      return pageOf(rows, { limit, counted: count?.n ?? 0, place: ({ id }) => [id], view });
    });
  }

  /** @throws DomainError `RECOGNITION.NOTICE_NOT_FOUND`. */
  one(id: string): Promise<WholeNotice> {
    return this.database.read(anonymous, async (tx) => {
      const notice = await findNotice(tx, id);
      return { ...notice, list: await itemsOf(tx, id), changes: await changesOf(tx, notice) };
    });
  }

  /** Objections the person may see, those that wait longest first. */
  objections(
    person: ActingPerson,
    { limit = 20, after, state, notice }: ObjectionFilter,
  ): Promise<Page<ObjectionView>> {
    const [last = null] = after === undefined ? [] : decodeCursor(after, 1);
    const values = [state ?? null, notice ?? null];
    const from = `from recognition_objection o join recognition_notice_item i on i.id = o."itemId"
      join recognition_notice n on n.id = i."noticeId" join enterprise e on e.id = o."enterpriseId"
      where ($1::text is null or o.state = $1) and ($2::uuid is null or n.id = $2)`;
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<ObjectionView>(
        `select o.id, n.id as "noticeId", n.title as "noticeTitle", o."applicationId", o."enterpriseId",
           e.name as "enterpriseName", o.kind, o."clueWhy", o.text, o."objectorName", o."objectorContact", o."receivedAt",
           o.state, o."acceptedByName", o."dueOn"::text as "dueOn", o."answeredByName", o.answer, o.version
         ${from} and ($3::uuid is null or o.id > $3) order by o.id limit $4`,
        [...values, last, limit + 1],
      );
      const count = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select ${from} limit ${countLimit}) c`,
        values,
      );
      const view = (one: ObjectionView) => tx.sealer.openRow('recognition_objection', one);
      return pageOf(rows, { limit, counted: count?.n ?? 0, place: ({ id }) => [id], view });
    });
  }
}
