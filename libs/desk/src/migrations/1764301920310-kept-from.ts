import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A task that somebody must not know of: who handled what an enterprise was dissatisfied with. */
export class KeptFrom1764301920310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table desk_task add column "keptFrom" uuid check ("keptFrom" <> "ownerId");
comment on column desk_task."keptFrom" is 'Who neither sees nor holds it: whoever handled what it is about; null: nobody in particular';
drop policy desk_task_scope on desk_task;
create policy desk_task_scope on desk_task using (("ownerId" is null or (select acting_principal()) is null)
  and ("keptFrom" is null or "keptFrom" is distinct from (select acting_person()))
  and ((select scope_everything()) or "enterpriseId" is null or exists (select from enterprise e where e.id = "enterpriseId")));
update desk_task t set "keptFrom" = s."handledBy" from desk_satisfaction s
  where s."followUpId" = t.id and s."handledBy" is distinct from t."ownerId";`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
