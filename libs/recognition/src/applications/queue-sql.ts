import type { Day } from '@tidu/kernel';
import type { OutcomeText } from '@tidu/scoring';
import type { Level } from '../rules/procedure';
import type { Purpose } from './application';

/** A row of the queue as it is read. */
export interface Queued {
  id: string;
  batchId: string;
  batchName: string;
  procedure: string;
  title: string;
  level: Level;
  purpose: Purpose;
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  state: string;
  stateSince: Date;
  sinceDay: Day;
  dueOn: Day | null;
  dueProvisional: boolean;
  receiptNumber: string | null;
  officerId: string | null;
  officerName: string | null;
  outcome: OutcomeText | null;
  minPoints: number | null;
  maxPoints: number | null;
  version: number;
  /** Place in the order of the list. */
  at: string;
}

/** By when it is due, since when it stands there, by its points, by when it came: the first first. */
export const sorts = {
  due: { key: `coalesce(a."dueOn", '2300-01-01')::text`, order: 'asc' },
  age: { key: `to_char(a."stateSince" at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')`, order: 'asc' },
  points: { key: `to_char(coalesce(r."minPoints", -1) + 1, 'FM0000000000000000000')`, order: 'desc' },
  submitted: {
    key: `to_char(coalesce(a."submittedAt", a."createdAt") at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')`,
    order: 'desc',
  },
} as const;
export type Sort = keyof typeof sorts;

export const queuedTables = `application a join recognition_batch b on b.id = a."batchId" join enterprise e on e.id = a."enterpriseId"
  left join application_revision r on r.id = a."revisionId" left join person p on p.id = a."officerId"`;

export const queuedColumns = `a.id, a."batchId", b.name as "batchName", b.procedure, b.title, b.level, a.purpose, a."enterpriseId",
  e.name as "enterpriseName", e."creditCode", a.state, a."stateSince",
  (a."stateSince" at time zone 'Asia/Shanghai')::date::text as "sinceDay", a."dueOn"::text as "dueOn", a."dueProvisional",
  a."receiptNumber", a."officerId", p."displayName" as "officerName", r.outcome, r."minPoints"::float8 as "minPoints",
  r."maxPoints"::float8 as "maxPoints", a.version`;
