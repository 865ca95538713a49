import { Injectable } from '@nestjs/common';
import { type Day, isDay } from '@tidu/kernel';
import {
  type ActingPerson,
  badCursor,
  Database,
  decodeCursor,
  type Page,
  pageOf,
  todayOf,
  type Transaction,
} from '@tidu/platform';
import { reportNotFound } from '../recognition.errors';
import { changeRules } from './change-rules';
import { knownChanges, knownValues } from './known-changes';

/** unreported: the register knows it and nobody reported; waiting: reported and not decided. */
export const changeStates = ['unreported', 'waiting', 'kept', 'cancelled'] as const;
export type ChangeState = (typeof changeStates)[number];

export interface ChangesFilter {
  state?: ChangeState | 'all';
  kind?: string;
  /** Six digits; 410300 means all of 4103. */
  region?: string;
  enterprise?: string;
  /** A part of the name of the enterprise. */
  q?: string;
  limit?: number;
  after?: string;
}

/** A change, reported or known by the register alone. */
export interface ChangeRow {
  /** Of the report; null: not reported. */
  id: string | null;
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  regionCode: string;
  enterpriseStatus: string;
  kind: string;
  kindLabel: string;
  effectiveOn: Day;
  dueOn: Day;
  /** Whether it was reported after the term, or isn't reported and the term is over: unless it ended before the title was recorded here. */
  late: boolean;
  state: ChangeState;
  /** What the enterprise says, or the register. */
  description: string;
  reportedOn: Day | null;
  submittedByName: string | null;
  decidedReason: string | null;
  decidedByName: string | null;
  decidedAt: string | null;
}

/** A title that the change is about. */
export interface TouchedTitle {
  id: string;
  title: string;
  level: string;
  batch: string | null;
  validFrom: Day | null;
  validUntil: Day | null;
  cancelledOn: Day | null;
  version: number;
}

/** A report in depth. */
export interface ChangeDetail extends ChangeRow {
  id: string;
  version: number;
  evidenceId: string;
  fileName: string;
  /** Titles that were held on the day of the change and count today. */
  titles: TouchedTitle[];
}

export type ChangeCounts = Record<ChangeState, number>;

const reportColumns = `r.id, e.id as "enterpriseId", e.name as "enterpriseName", e."creditCode", e."regionCode", e.status as "enterpriseStatus",
  r.kind, r."kindLabel", r."effectiveOn", r."dueOn", r."reportedOn" > r."dueOn" as late, coalesce(r.decision, 'waiting') as state,
  r.description, r."reportedOn", r."submittedByName", r."decidedReason", r."decidedByName", r."decidedAt"`;
/** Parameter 9: months of the term. */
const listed = `${knownChanges},
 listed as (
  select ${reportColumns} from change_report r join enterprise e on e.id = enterprise_survivor(r."enterpriseId")
  where $8::uuid is null or e.id = enterprise_survivor($8)
  union all
  select null, e.id, e.name, e."creditCode", e."regionCode", e.status, c.kind, c."kindLabel", c."effectiveOn",
    (c."effectiveOn" + make_interval(months => $9::int))::date, (c."effectiveOn" + make_interval(months => $9::int))::date < $1
      and (c."effectiveOn" + make_interval(months => $9::int))::date >= c."heldSince",
    'unreported', c.detail, null, null, null, null, null
  from known_change c join enterprise e on e.id = c."enterpriseId")`;
const matching = `($10::text is null or l.kind = $10) and ($11::text is null or l."regionCode" like $11) and ($12::text is null or l."enterpriseName" ilike $12)`;
const days = `l."effectiveOn"::text as "effectiveOn", l."dueOn"::text as "dueOn", l."reportedOn"::text as "reportedOn"`;
const key = `(l."enterpriseId"::text || l.kind)`;

/** Changes of those who hold titles; row security says whom one sees. */
@Injectable()
export class ChangeListQueries {
  constructor(private readonly database: Database) {}

  /** What is due first in front. */
  list(person: ActingPerson, filter: ChangesFilter): Promise<Page<ChangeRow>> {
    const { state = 'all', limit = 20, after } = filter;
    const place = after === undefined ? [null, null] : placeOf(after);
    return this.database.read(person, async (tx) => {
      const values = valuesOf(await todayOf(tx), filter);
      const rows = await tx.rows<ChangeRow>(
        `${listed} select l.*, ${days} from listed l where ${matching} and ($13::text = 'all' or l.state = $13)
           and ($14::date is null or (l."effectiveOn", ${key}) > ($14::date, $15::text))
         order by l."effectiveOn", ${key} limit $16`,
        [...values, state, ...place, limit + 1],
      );
      const counts = await countsOf(tx, values);
      const counted = state === 'all' ? Object.values(counts).reduce((sum, n) => sum + n, 0) : counts[state];
      const last = (row: ChangeRow) => [row.effectiveOn, row.enterpriseId + row.kind];
      return pageOf(rows, { limit, counted, place: last, view: (one) => one });
    });
  }

  /** How many of each state there are, whatever the filter says of the state; each number is that of its list. */
  counts(person: ActingPerson, filter: Omit<ChangesFilter, 'state'>): Promise<ChangeCounts> {
    return this.database.read(person, async (tx) => countsOf(tx, valuesOf(await todayOf(tx), filter)));
  }

  /** @throws DomainError `RECOGNITION.REPORT_NOT_FOUND`. */
  one(person: ActingPerson, id: string): Promise<ChangeDetail> {
    return this.database.read(person, async (tx) => {
      const row = await tx.row<ChangeDetail>(
        `select l.*, ${days} from (select ${reportColumns}, r.version, r."evidenceId", f."fileName"
           from change_report r join enterprise e on e.id = enterprise_survivor(r."enterpriseId") join evidence_file f on f.id = r."evidenceId"
           where r.id = $1) l`,
        [id],
      );
      if (!row) throw reportNotFound();
      const titles = await tx.rows<TouchedTitle>(
        `select id, title, level, batch, "validFrom"::text as "validFrom", "validUntil"::text as "validUntil",
           "cancelledOn"::text as "cancelledOn", version
         from title_held where "enterpriseId" in (select enterprise_family($1)) and "withdrawnAt" is null and title = any($2)
           and coalesce("validFrom", '1900-01-01') <= $3::date and $3::date < coalesce("validUntil", 'infinity')
         order by "validFrom", id`,
        [row.enterpriseId, changeRules().titles, row.effectiveOn],
      );
      return { ...row, titles };
    });
  }
}

function valuesOf(today: Day, { kind, region, q, enterprise }: ChangesFilter): unknown[] {
  return [
    ...[...knownValues(today, enterprise ?? null), changeRules().months, kind ?? null],
    region === undefined ? null : `${region.replace(/(00)+$/, '')}%`,
    q === undefined ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`,
  ];
}

async function countsOf(tx: Transaction, values: unknown[]): Promise<ChangeCounts> {
  const found = await tx.rows<{ state: ChangeState; n: number }>(
    `${listed} select l.state, count(*)::int as n from listed l where ${matching} group by 1`,
    values,
  );
  const counts = { unreported: 0, waiting: 0, kept: 0, cancelled: 0 };
  for (const one of found) counts[one.state] = one.n;
  return counts;
}

function placeOf(after: string): [string, string] {
  const [day = '', last = ''] = decodeCursor(after, 2).map(String);
  if (!isDay(day) || last.includes('\0')) throw badCursor();
  return [day, last];
}
