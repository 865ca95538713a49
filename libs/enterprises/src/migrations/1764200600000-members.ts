import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which records were merged as second ones of an enterprise, for reads of very many at once. */
export class Members1764200600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create view enterprise_member with (security_invoker = true) as
  with recursive chain("memberId", "survivorId") as (
    select m."mergedId", m."survivorId" from enterprise_merge m where m.kind = 'duplicate' and m."undoneAt" is null
    union
    select c."memberId", m."survivorId" from chain c join enterprise_merge m on m."mergedId" = c."survivorId"
    where m.kind = 'duplicate' and m."undoneAt" is null)
  select c."memberId", c."survivorId" from chain c
  where not exists (select from enterprise_merge m
    where m."mergedId" = c."survivorId" and m.kind = 'duplicate' and m."undoneAt" is null);
comment on view enterprise_member is
  'Second records of an enterprise, each with the one that stands for it: enterprise_family() for all of them at once';
grant select on enterprise_member to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
