import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Row security knows the enterprises of a zone and single ones, besides those of a region. */
export class EnterpriseScopes1764300310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // the function reads as its owner, past the policy of the zones' lists, which asks for the enterprise and would go
    // in circles
    await runner.query(`
create policy enterprise_zone_of_owner on enterprise_zone for select to tidu_owner using (true);
create function zone_enterprises(zones text[]) returns uuid[] language plpgsql stable security definer
  set search_path = public, pg_temp as $$
begin
  if cardinality(zones) = 0 then return '{}'; end if;
  return array(select distinct z."enterpriseId" from enterprise_zone z
    where z."zoneCode" = any(zones) and z."withdrawnAt" is null
      and (z."validFrom" is null or z."validFrom" <= (now() at time zone 'Asia/Shanghai')::date)
      and (z."validUntil" is null or z."validUntil" > (now() at time zone 'Asia/Shanghai')::date));
end $$;
comment on function zone_enterprises(text[]) is 'Enterprises that belong to one of the zones today: their ids alone';
revoke all on function zone_enterprises(text[]) from public;
grant execute on function zone_enterprises(text[]) to tidu_app;

create function scope_enterprises() returns uuid[] language sql stable
  as $$ select scope_marked('enterprise:')::uuid[] || zone_enterprises(scope_zones()) $$;
comment on function scope_enterprises() is 'Enterprises the acting person may see one by one: named, or of a named zone';

alter policy enterprise_scope on enterprise using (
  (select scope_everything())
  or array["regionCode", left("regionCode", 4), left("regionCode", 2)] && (select scope_regions())
  or id = any ((select scope_enterprises())::uuid[]));`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
