import { bannedSql } from '@tidu/recognition';
import { measureProcedures, type Standing } from '../rules/procedures';

/** Why somebody who qualifies has nothing yet. */
export const whys = [
  'notPushed',
  'notConfirmed',
  'returned',
  'declined',
  'refused',
  'recovered',
  'banned',
  'conflict',
  'budget',
] as const;
export type Why = (typeof whys)[number];

export const whyLabels: Readonly<Record<Why, string>> = {
  notPushed: '没有推送，也没有申报',
  notConfirmed: '已推送，企业没有确认',
  returned: '退回更正，企业没有再提交',
  declined: '企业放弃',
  refused: '审核没有通过',
  recovered: '资金已追回或正在追回',
  banned: '在禁止申报期内',
  conflict: '与已享受或办理中的措施互斥',
  budget: '预算不足',
};

/** Codes of the states that count as a standing, as an SQL list; never empty. */
export function statesOf(standing: Standing): string {
  const codes = [...measureProcedures().states.values()].filter((state) => state.standing === standing);
  return codes.map(({ code }) => `'${code}'`).join(', ') || `''`;
}

/**
 * Cases as the enterprise has them: those of a second record are its own. `year`: the one a case is for, or was begun in.
 * SQL of columns of `c` with `holderId`.
 */
export const heldCases = (
  columns: string,
): string => `select ${columns}, coalesce(s."survivorId", c."enterpriseId") as "holderId",
    case when c.period > 0 then c.period else extract(year from c."createdAt" at time zone 'Asia/Shanghai')::int end as year
  from measure_case c left join enterprise_member s on s."memberId" = c."enterpriseId"`;

/**
 * Everybody who qualifies (outcome met) for a measure of a matching, with where they stand: `received`, `pending`,
 * `blocked` or `unclaimed`, each pair exactly once. Parameters: `$1` run, `$2` lanes as JSON, `$3` day.
 * The newest case of measure and period decides; where none or one in the enterprise's hands, what stands against it.
 * What stands against somebody is worked out once and joined: asked for each pair, a hundred thousand took minutes.
 */
export function standingSql(): string {
  const [received, pending, blocked] = [statesOf('received'), statesOf('pending'), statesOf('blocked')];
  return `
    with lane as materialized (
      select * from jsonb_to_recordset($2::jsonb) l(k int, code text, period int, conflicts jsonb, available bigint)),
    own as materialized (${heldCases('c.id, c."measureCode", c.period, c.state, c."stateSince"')}),
    newest as materialized (
      select distinct on (o."holderId", o."measureCode", o.period) o.* from own o
      order by o."holderId", o."measureCode", o.period, o.id desc),
    barred as materialized (
      select distinct o."holderId", l.k from lane l
      cross join lateral jsonb_to_recordset(l.conflicts) x(code text, year int)
      join own o on o."measureCode" = x.code and (x.year is null or x.year = o.year)
      where o.state in (${received}, ${pending})),
    banned as materialized (${bannedSql('$3::date')}),
    found as (
      select l.k, l.code as "measureCode", m."enterpriseId", u.amount, c.id as "caseId", c.state, c."stateSince",
        case when c.state in (${blocked}, ${received}, ${pending}) then null
          when b.id is not null then 'banned' when x.k is not null then 'conflict'
          when l.available is not null and (l.available <= 0 or l.available < u.amount) then 'budget' end as hinder
      from measure_match m
      cross join lateral unnest(m.outcomes, m.amounts) with ordinality u(outcome, amount, k)
      join lane l on l.k = u.k
      left join newest c on c."holderId" = m."enterpriseId" and c."measureCode" = l.code and c.period = l.period
      left join barred x on x."holderId" = m."enterpriseId" and x.k = l.k
      left join banned b on b.id = m."enterpriseId"
      where m."runId" = $1 and u.outcome = 1),
    stood as (
      select f.*,
        case when f.state in (${received}) then 'received' when f.state in (${pending}) then 'pending'
          when f.state in (${blocked}) or f.hinder is not null then 'blocked' else 'unclaimed' end as standing,
        case when f.state in (${received}, ${pending}) then null
          when f.state in ('recovering', 'recovered') then 'recovered'
          when f.state in ('declined', 'refused') then f.state
          when f.hinder is not null then f.hinder
          when f.state is null then 'notPushed'
          when f.state = 'returned' then 'returned' else 'notConfirmed' end as why
      from found f)`;
}
