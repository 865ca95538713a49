import { Injectable } from '@nestjs/common';
import { type Day, isDay, isUuid, shanghaiDay } from '@tidu/kernel';
import {
  type ActingPerson,
  badCursor,
  countLimit,
  Database,
  decodeCursor,
  type Page,
  pageOf,
  type Transaction,
} from '@tidu/platform';
import { titleRules } from './title-rules';

/** Whether a title counts on a day follows from its dates: before them, within, after them, or cancelled. */
export const validities = ['valid', 'coming', 'expired', 'cancelled', 'all'] as const;
export type Validity = (typeof validities)[number];

export interface TitlesFilter {
  title?: string;
  level?: string;
  batch?: string;
  /** Six digits; 410300 means all of 4103. */
  region?: string;
  state?: Validity;
  /** The day one asks about; absent: today. */
  on?: Day;
  /** A part of the name of the enterprise. */
  q?: string;
  limit?: number;
  after?: string;
}

/** A title with who holds it. */
export interface HeldTitle {
  id: string;
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  regionCode: string;
  enterpriseStatus: string;
  title: string;
  level: string;
  batch: string | null;
  document: string | null;
  validFrom: Day | null;
  /** First day without. */
  validUntil: Day | null;
  cancelledOn: Day | null;
  cancelledWhy: string | null;
  /** First day on which the enterprise may apply again; null: no ban. */
  bannedUntil: Day | null;
  /** Whether it was cancelled here, so that it can be taken back here. */
  liftable: boolean;
  validity: Exclude<Validity, 'all'>;
  version: number;
}

const validity = `case when t."cancelledOn" <= $1 then 'cancelled' when t."validUntil" <= $1 then 'expired'
  when t."validFrom" > $1 then 'coming' else 'valid' end`;
const columns = `t.id, e.id as "enterpriseId", e.name as "enterpriseName", e."creditCode", e."regionCode", e.status as "enterpriseStatus",
  t.title, t.level, t.batch, t.document, t."validFrom"::text as "validFrom", t."validUntil"::text as "validUntil",
  t."cancelledOn"::text as "cancelledOn", t."cancelledWhy", c."bannedUntil"::text as "bannedUntil", c.id is not null as liftable,
  ${validity} as validity, t.version`;
/**
 * Titles stand under the enterprise that stands for their record; what two merged records both say counts once. Second
 * records are asked for all at once: a function for each row took seconds over two thousand titles.
 */
export const heldTitles = `with held as materialized (
  select distinct on (coalesce(m."survivorId", t."enterpriseId"), t.title, t.level, t."validFrom") t.*,
    coalesce(m."survivorId", t."enterpriseId") as "holderId",
    max(t."validUntil") filter (where t."cancelledOn" is null)
      over (partition by coalesce(m."survivorId", t."enterpriseId"), t.title, t.level) as "lastUntil"
  from title_held t left join enterprise_member m on m."memberId" = t."enterpriseId" where t."withdrawnAt" is null
  order by coalesce(m."survivorId", t."enterpriseId"), t.title, t.level, t."validFrom", m."memberId" is not null, t.id)`;
const tables = `held t join enterprise e on e.id = t."holderId"
  left join title_cancellation c on c."titleId" = t.id and c."liftedAt" is null`;
/** The place in the list: what ends first in front, unknown ends last. */
const place = `coalesce(t."validUntil", '2200-01-01')`;

/** Who holds which title; row security says whom one sees. */
@Injectable()
export class TitlesQueries {
  constructor(private readonly database: Database) {}

  list(person: ActingPerson, filter: TitlesFilter): Promise<Page<HeldTitle>> {
    const { state = 'valid', on = shanghaiDay(Date.now()), region, q, title, level, batch } = filter;
    const matching = `($2::text = 'all' or ${validity} = $2) and ($3::text is null or t.title = $3)
      and ($4::text is null or t.level = $4) and ($5::text is null or t.batch = $5) and ($6::text is null or e."regionCode" like $6)
      and ($7::text is null or e.name ilike $7)`;
    const values = [
      on,
      state,
      title ?? null,
      level ?? null,
      batch ?? null,
      region ? `${region.replace(/(00)+$/, '')}%` : null,
    ];
    return this.page(person, matching, [...values, q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null], filter);
  }

  /**
   * The queue of renewals (待复核): titles that count today and end within the months of the rules, of enterprises in
   * business that don't hold the same title longer already.
   */
  renewals(
    person: ActingPerson,
    { title, limit, after }: Pick<TitlesFilter, 'title' | 'limit' | 'after'>,
  ): Promise<Page<HeldTitle>> {
    const matching = `${validity} = 'valid' and ($2::text is null or t.title = $2) and e.status = 'active'
      and t."validUntil" <= ($1::date + make_interval(months => $3::int))
      and t."lastUntil" <= t."validUntil"
      and ($4::text is null and $5::text is null and $6::text is null and $7::text is null)`;
    const values = [shanghaiDay(Date.now()), title ?? null, titleRules().monthsAhead, null, null, null, null];
    return this.page(person, matching, values, {
      ...(limit !== undefined && { limit }),
      ...(after !== undefined && { after }),
    });
  }

  private page(
    person: ActingPerson,
    matching: string,
    values: unknown[],
    { limit = 20, after }: { limit?: number; after?: string },
  ): Promise<Page<HeldTitle>> {
    const from = after === undefined ? [null, null] : placeOf(after);
    return this.database.read(person, async (tx: Transaction) => {
      const rows = await tx.rows<HeldTitle>(
        `${heldTitles} select ${columns} from ${tables} where ${matching}
           and ($8::date is null or (${place}, t.id) > ($8::date, $9::uuid)) order by ${place}, t.id limit $10`,
        [...values, ...from, limit + 1],
      );
      const counted = await tx.row<{ n: number }>(
        `${heldTitles} select count(*)::int as n from (select from ${tables} where ${matching} limit ${countLimit}) c`,
        values,
      );
      const last = ({ validUntil, id }: HeldTitle) => [validUntil ?? '2200-01-01', id];
      return pageOf(rows, { limit, counted: counted?.n ?? 0, place: last, view: (one) => one });
    });
  }
}

function placeOf(after: string): [Day, string] {
  const [day = '', id = ''] = decodeCursor(after, 2).map(String);
  if (!isDay(day) || !isUuid(id)) throw badCursor();
  return [day, id];
}
