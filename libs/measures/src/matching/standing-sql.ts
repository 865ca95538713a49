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
 * Everybody who qualifies (outcome met) for a measure of a matching, with where they stand: `received`, `pending`,
 * `blocked` or `unclaimed`, each pair exactly once. Parameters: `$1` run, `$2` lanes as JSON, `$3` day.
 * The newest case of measure and period decides; where none or one in the enterprise's hands, what stands against it.
 */
export function standingSql(): string {
  const [received, pending, blocked] = [statesOf('received'), statesOf('pending'), statesOf('blocked')];
  const hinders = `case
    when exists (select from title_cancellation b where b."enterpriseId" = m."enterpriseId" and b."liftedAt" is null
      and b."cancelledOn" <= $3::date and $3::date < b."bannedUntil") then 'banned'
    when exists (select from measure_case x where x."enterpriseId" = m."enterpriseId" and l.conflicts ? x."measureCode"
      and x.state in (${received}, ${pending})) then 'conflict'
    when l.available is not null and (l.available <= 0 or l.available < u.amount) then 'budget' end`;
  return `
    with lane as materialized (
      select * from jsonb_to_recordset($2::jsonb) l(k int, code text, period int, conflicts jsonb, available bigint)),
    found as (
      select l.k, l.code as "measureCode", m."enterpriseId", u.amount, c.id as "caseId", c.state, c."stateSince",
        case when c.state in (${blocked}) or c.state in (${received}, ${pending}) then null else ${hinders} end as hinder
      from measure_match m
      cross join lateral unnest(m.outcomes, m.amounts) with ordinality u(outcome, amount, k)
      join lane l on l.k = u.k
      left join lateral (select x.id, x.state, x."stateSince" from measure_case x where x."enterpriseId" = m."enterpriseId"
        and x."measureCode" = l.code and x.period = l.period order by x.id desc limit 1) c on true
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
