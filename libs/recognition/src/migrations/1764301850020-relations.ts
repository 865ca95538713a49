import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who controls whom and who is of one group, read over all of the register. */
export class Relations1764301850020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(kin);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

/**
 * Whether a firm may be recommended must not depend on who looks: the scope is set aside, and what is answered of others
 * are ids, titles, states of cases, products; names are read by whoever asks, of those in sight.
 */
const kin = `
create function recognition_kin(firms uuid[], day date)
  returns table ("enterpriseId" uuid, "otherId" uuid, relation text, titles jsonb, cases jsonb, products text[], industry text)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  scope text := current_setting('tidu.scope', true);
begin
  perform set_config('tidu.scope', '*', true);
  return query
    with recursive upward(firm, other) as (
      select f, enterprise_survivor(f) from unnest(firms) f
      union
      select u.firm, enterprise_survivor(case when l.inward then l."otherId" else l."enterpriseId" end)
      from upward u cross join lateral enterprise_family(u.other) m(id)
        join enterprise_link l on (l.inward and l."enterpriseId" = m.id) or (not l.inward and l."otherId" = m.id)
      where l.kind = 'control' and l."otherId" is not null and l."withdrawnAt" is null
        and (l."validFrom" is null or l."validFrom" <= day) and (l."validUntil" is null or l."validUntil" > day)
    ), around(firm, other) as (
      select f, enterprise_survivor(f) from unnest(firms) f
      union
      select a.firm, enterprise_survivor(case when l."enterpriseId" = m.id then l."otherId" else l."enterpriseId" end)
      from around a cross join lateral enterprise_family(a.other) m(id)
        join enterprise_link l on l."enterpriseId" = m.id or l."otherId" = m.id
      where l.kind in ('control', 'group') and l."otherId" is not null and l."withdrawnAt" is null
        and (l."validFrom" is null or l."validFrom" <= day) and (l."validUntil" is null or l."validUntil" > day)
    ), related as (
      select firm, other, 'controller' as how from upward where other <> enterprise_survivor(firm)
      union all
      select firm, other, 'group' from around where other <> enterprise_survivor(firm)
      union all
      select f, enterprise_survivor(f), 'self' from unnest(firms) f
    )
    select r.firm, r.other, r.how,
      (select coalesce(jsonb_agg(distinct jsonb_build_object('title', t.title, 'level', t.level)), '[]')
       from title_held t where t."enterpriseId" in (select enterprise_family(r.other)) and t."withdrawnAt" is null
         and t."validFrom" <= day and (t."validUntil" is null or t."validUntil" > day)
         and (t."cancelledOn" is null or t."cancelledOn" > day)),
      (select coalesce(jsonb_agg(jsonb_build_object('title', b.title, 'level', b.level, 'state', a.state) order by a.id), '[]')
       from application a join recognition_batch b on b.id = a."batchId"
       where a."enterpriseId" in (select enterprise_family(r.other))),
      array(select p.name from main_product p where p."enterpriseId" in (select enterprise_family(r.other))
        and p."withdrawnAt" is null and (p."validFrom" is null or p."validFrom" <= day)
        and (p."validUntil" is null or p."validUntil" > day) order by p.name),
      (select e."industryCode" from enterprise e where e.id = r.other)
    from related r order by r.firm, r.how, r.other;
  perform set_config('tidu.scope', coalesce(scope, ''), true);
end $$;
comment on function recognition_kin(uuid[], date) is 'Of each firm: itself, who controls it, who is of its group on a day, with valid titles, cases, main products and industry of each';
revoke execute on function recognition_kin(uuid[], date) from public;
grant execute on function recognition_kin(uuid[], date) to tidu_app;`;
