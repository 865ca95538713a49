import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { heldTitles } from '../titles/titles.queries';
import { deadlineOf, type UpdateRules, updateRules } from './update-rules';

/** Where the update of one year of one title stands: filed, still to be filed, or not filed in time. */
export const dutyStates = ['filed', 'open', 'missed'] as const;
export type DutyState = (typeof dutyStates)[number];

/** How many years ahead duties are worked out: longer than any title is granted for. */
const yearsAhead = 20;

/**
 * SQL of the duties (年度更新的义务): a row `duty` for each title and each year of its validity whose last day lies
 * within it, but the year it was granted; what was due before the title was recorded here was filed elsewhere or not, which
 * nobody here knows, and counts only where it is filed here. Who merged stands under the record that stands for it. Titles without an end
 * have duties up to this year. Parameters 1 to 5 are `dutyValues`. Nothing is stored: what is filed, open and missed
 * follows from titles, filings, rules and the day.
 */
export const duties = `${heldTitles},
 rule(title, year, "dueOn") as (select * from unnest($2::text[], $3::int[], $4::date[])),
 filing as materialized (
  select distinct on (coalesce(m."survivorId", u."enterpriseId"), u.year) coalesce(m."survivorId", u."enterpriseId") as "holderId",
    u.year, u."filedOn", u."receiptNumber", u.source, u."elsewhereId"
  from (select "enterpriseId", year, "filedOn", "receiptNumber", null as source, null::uuid as "elsewhereId"
      from yearly_update where "filedOn" is not null
    union all select "enterpriseId", year, "filedOn", null, source, id from yearly_update_elsewhere where "withdrawnAt" is null) u
    left join enterprise_member m on m."memberId" = u."enterpriseId"
  order by coalesce(m."survivorId", u."enterpriseId"), u.year, u."filedOn", u."receiptNumber"),
 duty as (
  select t.id as "titleId", t."holderId", t.title, t.level, t.version, t."validFrom", t."validUntil", t."cancelledOn",
    r.year::int as year, r."dueOn", f."filedOn", f."receiptNumber", f.source as "filedSource", f."elsewhereId",
    case when f."filedOn" is not null and ($5::boolean or f."filedOn" <= r."dueOn") then 'filed'
      when $1::date <= r."dueOn" then 'open' else 'missed' end as state
  from held t join rule r on r.title = t.title and r.year > coalesce(extract(year from t."validFrom"), 0)
    and r."dueOn" < least(coalesce(t."validUntil", make_date(extract(year from $1::date)::int + 1, 1, 1)), t."cancelledOn")
  left join filing f on f."holderId" = t."holderId" and f.year = r.year
  where f."filedOn" is not null or r."dueOn" >= (t."recordedAt" at time zone 'Asia/Shanghai')::date)`;

/** Parameters 1 to 5 of `duties`, as the day and the rules have them. */
export function dutyValues(today: Day, rules: UpdateRules = updateRules()): unknown[] {
  const last = Number(today.slice(0, 4)) + yearsAhead;
  const years = Array.from({ length: Math.max(0, last - rules.countedFrom + 1) }, (_, i) => rules.countedFrom + i);
  const rows = rules.titles.flatMap((title) =>
    years.map((year) => ({ title, year, dueOn: deadlineOf(rules, year).dueOn })),
  );
  return [
    ...[today, rows.map(({ title }) => title), rows.map(({ year }) => year), rows.map(({ dueOn }) => dueOn)],
    rules.lateClears,
  ];
}

/** The years missed of each title of these enterprises, by the title: what a renewal and a cancellation look at. */
export async function missedYears(
  tx: Transaction,
  holderIds: readonly string[],
  today: Day,
): Promise<ReadonlyMap<string, number[]>> {
  const rows = await tx.rows<{ titleId: string; years: number[] }>(
    `${duties} select "titleId", array_agg(year order by year) as years from duty
     where state = 'missed' and "holderId" = any($6::uuid[]) group by 1`,
    [...dutyValues(today), holderIds],
  );
  return new Map(rows.map(({ titleId, years }) => [titleId, years]));
}

/** Why who missed these years may not have the title renewed; null: they may. */
export function lostRenewal(missed: readonly number[]): string | null {
  const { renewal, lateClears } = updateRules();
  if (missed.length < renewal.lostAfter) return null;
  const remedy = lateClears ? '补报以后可以复核。' : '';
  return `有效期内 ${missed.join('、')} 年的年度更新没有按时办，不能复核（${renewal.source}）。${remedy}`;
}

/** Whether so many missed years are a reason to propose that the title be cancelled. */
export function isCancellable(missed: readonly number[]): boolean {
  const { cancel } = updateRules();
  return missed.filter((year) => year >= cancel.from).length >= cancel.misses;
}
