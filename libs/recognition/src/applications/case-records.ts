import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { Application } from './application';

/** What was done, step by step, the newest first. */
export interface Step {
  id: string;
  action: string;
  from: string | null;
  to: string;
  /** Number of the revision it was about. */
  revision: number | null;
  reason: string | null;
  document: string | null;
  documentOn: Day | null;
  at: Date;
  personName: string;
  /** Enterprise for which it was done; null: staff. */
  principal: string | null;
  /** Part of an act on several at once. */
  inBulk: boolean;
}

/** What was to be put right. */
export interface MarkRow {
  id: string;
  stepId: string;
  fact: string;
  remark: string;
  /** Revision that was returned. */
  revisionId: string | null;
  /** Number of the submission that came after it; null: still open. */
  answeredBy: number | null;
}

export interface Remark {
  id: string;
  text: string;
  at: Date;
  personName: string;
  stepId: string | null;
}

/** What stood against a step, and why it was taken all the same. */
export interface ExplainedRow {
  id: string;
  stepId: string;
  words: string;
  explanation: string;
}

/** Everything that hangs on a case. */
export interface CaseRecords {
  enterprise: { id: string; name: string; creditCode: string; regionCode: string };
  batch: { id: string; name: string; title: string; level: string; year: number; quota: number | null };
  officerName: string | null;
  reviewedByName: string | null;
  approvedByName: string | null;
  steps: Step[];
  marks: MarkRow[];
  remarks: Remark[];
  explained: ExplainedRow[];
}

export async function caseRecords(tx: Transaction, { id }: Application): Promise<CaseRecords> {
  const head = await tx.row<
    Pick<CaseRecords, 'enterprise' | 'batch' | 'officerName' | 'reviewedByName' | 'approvedByName'>
  >(
    `select jsonb_build_object('id', e.id, 'name', e.name, 'creditCode', e."creditCode", 'regionCode', e."regionCode") as enterprise,
       jsonb_build_object('id', b.id, 'name', b.name, 'title', b.title, 'level', b.level, 'year', b.year, 'quota', b.quota) as batch,
       o."displayName" as "officerName", r."displayName" as "reviewedByName", p."displayName" as "approvedByName"
     from application a join recognition_batch b on b.id = a."batchId" join enterprise e on e.id = a."enterpriseId"
       left join person o on o.id = a."officerId" left join person r on r.id = a."reviewedBy" left join person p on p.id = a."approvedBy"
     where a.id = $1`,
    [id],
  );
  if (!head) throw new Error(`application ${id} has no enterprise or batch`);
  return {
    ...head,
    steps: await tx.rows<Step>(
      `select s.id, s.action, s."from", s."to", r.number::int as revision, s.reason, s.document, s."documentOn"::text as "documentOn",
         s.at, s."personName", s.principal, s."bulkId" is not null as "inBulk"
       from application_step s left join application_revision r on r.id = s."revisionId"
       where s."applicationId" = $1 order by s.id desc limit 500`,
      [id],
    ),
    marks: await tx.rows<MarkRow>(
      `select m.id, m."stepId", m.fact, m.remark, s."revisionId", r.number::int as "answeredBy"
       from application_mark m join application_step s on s.id = m."stepId" left join application_revision r on r.id = m."answeredBy"
       where m."applicationId" = $1 order by m.id`,
      [id],
    ),
    remarks: await tx.rows<Remark>(
      `select id, text, at, "personName", "stepId" from application_remark where "applicationId" = $1 order by id desc limit 500`,
      [id],
    ),
    explained: await tx.rows<ExplainedRow>(
      `select id, "stepId", words, explanation from application_reservation where "applicationId" = $1 order by id limit 500`,
      [id],
    ),
  };
}
