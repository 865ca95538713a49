import { Injectable } from '@nestjs/common';
import { type Day, isUuid } from '@tidu/kernel';
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
import { duties, dutyStates, type DutyState, dutyValues } from './duties';
import { updateRules } from './update-rules';

/** Proposed: titles for whose missed years a cancellation waits to be decided. */
export const updateListStates = [...dutyStates, 'proposed', 'all'] as const;
export type UpdateListState = (typeof updateListStates)[number];

export interface UpdatesFilter {
  /** Year in which the updates are due; absent: this year. */
  year?: number;
  title?: string;
  /** Six digits; 410300 means all of 4103. */
  region?: string;
  state?: UpdateListState;
  /** A part of the name of the enterprise. */
  q?: string;
  limit?: number;
  after?: string;
}

/** Update of a year by a holder of a title. */
export interface UpdateRow {
  /** Of the title. */
  id: string;
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  regionCode: string;
  title: string;
  level: string;
  batch: string | null;
  validUntil: Day | null;
  cancelledOn: Day | null;
  /** Version of the title, for cancelling it. */
  version: number;
  year: number;
  dueOn: Day;
  state: DutyState;
  filedOn: Day | null;
  receiptNumber: string | null;
  /** Where it was filed, where that was elsewhere; null: here, or not. */
  filedSource: string | null;
  elsewhereId: string | null;
  /** Every year missed of this title. */
  missed: number[];
  /** Whether a cancellation is proposed and not decided. */
  proposed: boolean;
  /** Why the proposal before was not followed; null: there was none. */
  dismissedWhy: string | null;
}

export type UpdateCounts = Record<DutyState | 'proposed', number>;

/**
 * Rows of the list with the misses of each title's whole validity; titles of who is in business no more have none. A
 * proposal stands while a missed year of the rule is in no dismissal. Parameters 6 to 8: least misses, from year, year.
 */
const listed = `${duties},
 missed as (select "titleId", array_agg(year order by year) as years,
   array_agg(year order by year) filter (where year >= $7) as counted from duty where state = 'missed' group by 1),
 last_dismissal as (select distinct on ("titleId") "titleId", years, reason from missed_update_dismissal order by "titleId", at desc, id desc),
 listed as (
  select d."titleId" as id, e.id as "enterpriseId", e.name as "enterpriseName", e."creditCode", e."regionCode", d.title, d.level,
    t.batch, d."validUntil", d."cancelledOn", d.version, d.year, d."dueOn", d."filedOn", d."receiptNumber", d."filedSource", d."elsewhereId", d.state,
    coalesce(m.years, '{}') as missed, x.reason as "dismissedWhy",
    coalesce(cardinality(m.counted) >= $6 and (d."cancelledOn" is null) and (d."validUntil" is null or d."validUntil" > $1)
      and not coalesce(m.counted <@ x.years::int[], false), false) as proposed
  from duty d join held t on t.id = d."titleId" join enterprise e on e.id = d."holderId" left join missed m on m."titleId" = d."titleId"
    left join last_dismissal x on x."titleId" = d."titleId"
  where e.status = 'active' and d.year = $8)`;
const matching = `($9::text is null or l.title = $9) and ($10::text is null or l."regionCode" like $10) and ($11::text is null or l."enterpriseName" ilike $11)`;
const ofState = `($12::text = 'all' or (case $12::text when 'proposed' then l.proposed else l.state = $12 end))`;

/** Updates of a year, by title and holder; row security says whom one sees. */
@Injectable()
export class UpdateListQueries {
  constructor(private readonly database: Database) {}

  list(person: ActingPerson, filter: UpdatesFilter): Promise<Page<UpdateRow>> {
    return this.database.read(person, async (tx) => {
      const today = await todayOf(tx);
      const { year = Number(today.slice(0, 4)), state = 'all', limit = 20, after } = filter;
      const values = valuesOf(today, year, filter);
      const [name, id] = after === undefined ? [null, null] : placeOf(after);
      const rows = await tx.rows<UpdateRow>(
        `${listed} select l.*, l."validUntil"::text as "validUntil", l."cancelledOn"::text as "cancelledOn", l."dueOn"::text as "dueOn",
           l."filedOn"::text as "filedOn" from listed l
         where ${matching} and ${ofState} and ($13::text is null or (l."enterpriseName" collate "C", l.id) > ($13, $14::uuid))
         order by l."enterpriseName" collate "C", l.id limit $15`,
        [...values, state, name, id, limit + 1],
      );
      const counts = await countsOf(tx, values);
      const counted = state === 'all' ? counts.filed + counts.open + counts.missed : counts[state];
      const place = (row: UpdateRow) => [row.enterpriseName, row.id];
      return pageOf(rows, { limit, counted, place, view: (one) => one });
    });
  }

  /** How many of each state there are, whatever the filter says of the state; each number is that of its list. */
  counts(person: ActingPerson, filter: Omit<UpdatesFilter, 'state'>): Promise<UpdateCounts & { year: number }> {
    return this.database.read(person, async (tx) => {
      const today = await todayOf(tx);
      const { year = Number(today.slice(0, 4)) } = filter;
      return { year, ...(await countsOf(tx, valuesOf(today, year, filter))) };
    });
  }

  /** The title as it stands in a list of proposals; null where no cancellation of it is proposed. */
  async proposed(tx: Transaction, titleId: string): Promise<UpdateRow | null> {
    const today = await todayOf(tx);
    return tx.row<UpdateRow>(
      `${listed.replace('and d.year = $8', 'and $8::int is not null')} select l.* from listed l
       where l.proposed and l.id = $9 order by l.year desc limit 1`,
      [...valuesOf(today, 0, {}).slice(0, 8), titleId],
    );
  }
}

function valuesOf(today: Day, year: number, { title, region, q }: UpdatesFilter): unknown[] {
  const { cancel } = updateRules();
  return [
    ...[...dutyValues(today), cancel.misses, cancel.from, year, title ?? null],
    region === undefined ? null : `${region.replace(/(00)+$/, '')}%`,
    q === undefined ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`,
  ];
}

async function countsOf(tx: Transaction, values: unknown[]): Promise<UpdateCounts> {
  const row = await tx.row<UpdateCounts>(
    `${listed} select count(*) filter (where l.state = 'filed')::int as filed, count(*) filter (where l.state = 'open')::int as open,
       count(*) filter (where l.state = 'missed')::int as missed, count(*) filter (where l.proposed)::int as proposed
     from listed l where ${matching}`,
    values,
  );
  return row ?? { filed: 0, open: 0, missed: 0, proposed: 0 };
}

function placeOf(after: string): [string, string] {
  const [name = '', id = ''] = decodeCursor(after, 2).map(String);
  if (!isUuid(id) || name.includes('\0')) throw badCursor();
  return [name, id];
}
