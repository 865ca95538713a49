import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { consultationNotFound } from '../recognition.errors';

/** 无异议、有异议、不适用. */
export const conclusions = ['none', 'objects', 'notApplicable'] as const;
export type Conclusion = (typeof conclusions)[number];

/** What a reply says, or that there is none: `waiting` while there is time, `noReply` after it, which is no consent. */
export type ReplyState = Conclusion | 'waiting' | 'noReply';

/** A list of cases sent to a department (联审名单). */
export interface Consultation {
  id: string;
  batchId: string;
  department: string;
  departmentName: string;
  asks: string;
  note: string | null;
  sentOn: Day;
  sentByName: string;
  workingDays: number;
  dueOn: Day;
  dueProvisional: boolean;
}

/** A case on a list, and what the department says of it (部门意见). */
export interface ConsultationItem {
  id: string;
  consultationId: string;
  applicationId: string;
  enterpriseId: string;
  position: number;
  name: string;
  creditCode: string;
  state: ReplyState;
  repliedOn: Day | null;
  document: string | null;
  note: string | null;
  evidenceId: string | null;
  evidenceName: string | null;
  recordedByName: string | null;
  /** Due day that passed without a reply. */
  lapsedOn: Day | null;
  version: number;
}

export const consultationColumns = `c.id, c."batchId", c.department, c."departmentName", c.asks, c.note, c."sentOn"::text as "sentOn",
  c."sentByName", c."workingDays"::int as "workingDays", c."dueOn"::text as "dueOn", c."dueProvisional"`;

const isOver = `(i."lapsedOn" is not null or c."dueOn" < (now() at time zone 'Asia/Shanghai')::date)`;

/** SQL: state of the reply to an item `i` of a consultation `c`. */
export const replyState = `coalesce(i.conclusion, case when ${isOver} then 'noReply' else 'waiting' end)`;

export const itemColumns = `i.id, i."consultationId", i."applicationId", i."enterpriseId", i.position::int as position, i.name,
  i."creditCode", ${replyState} as state, i."repliedOn"::text as "repliedOn", i.document, i.note, i."evidenceId",
  f."fileName" as "evidenceName", i."recordedByName",
  coalesce(i."lapsedOn", case when i.conclusion is null and ${isOver} then c."dueOn" end)::text as "lapsedOn", i.version`;

export const itemTables = `recognition_consultation_item i join recognition_consultation c on c.id = i."consultationId"
  left join evidence_file f on f.id = i."evidenceId"`;

/** A list of which the person sees something. @throws DomainError `RECOGNITION.CONSULTATION_NOT_FOUND`. */
export async function findConsultation(tx: Transaction, id: string): Promise<Consultation> {
  const found = await tx.row<Consultation>(
    `select ${consultationColumns} from recognition_consultation c
     where c.id = $1 and exists (select from recognition_consultation_item i where i."consultationId" = c.id)`,
    [id],
  );
  if (!found) throw consultationNotFound();
  return found;
}

/** What every department that was asked says of a case, each the last time it was asked. */
export type Opinion = ConsultationItem & Pick<Consultation, 'department' | 'departmentName' | 'sentOn' | 'dueOn'>;

export function opinionsOn(tx: Transaction, applicationId: string): Promise<Opinion[]> {
  return tx.rows<Opinion>(
    `select distinct on (c.department) ${itemColumns}, c.department, c."departmentName", c."sentOn"::text as "sentOn", c."dueOn"::text as "dueOn"
     from ${itemTables} where i."applicationId" = $1 order by c.department, i.id desc`,
    [applicationId],
  );
}

export const replyWords: Readonly<Record<ReplyState, string>> = {
  ...{ none: '无异议', objects: '有异议', notApplicable: '不适用', waiting: '等待答复', noReply: '未回复' },
};
