import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A rehearsal keeps those whose result stays as well, so that every cell of old × new outcome opens its enterprises. */
export class RehearsalCells1764300200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table rehearsal add column "unchangedKept" boolean not null default false;
alter table rehearsal alter column "unchangedKept" drop default;
comment on column rehearsal."unchangedKept" is 'Whether its rows hold those whose result stays too; rehearsals made before 2026-11-28 do not';

alter table rehearsal_row drop constraint rehearsal_row_change_check,
  alter column cause drop not null,
  add constraint rehearsal_row_change_check check (change between 0 and 6),
  add constraint rehearsal_row_caused check ((change = 0) = (cause is null)),
  add constraint rehearsal_row_outcomes check ((change in (0, 6)) = ("oldOutcome" = "newOutcome"));
comment on table rehearsal_row is 'Enterprises under two releases (双跑名单), those that change first; written in one transaction with their rehearsal';
comment on column rehearsal_row.position is 'Place in the list: by kind of change, those that stay last and by outcome, then in the order of the register';
comment on column rehearsal_row.change is '0 same 不变, 1 loses 不再满足, 2 gains 新增满足, 3 becomesUnknown 变为待定, 4 becomesUnmet 由待定变为不满足, 5 otherwise 别的变化, 6 points 仅得分变化';
comment on column rehearsal_row.cause is 'Place in the causes of the rehearsal; null where nothing changes';
create index rehearsal_row_by_outcomes on rehearsal_row ("rehearsalId", "oldOutcome", "newOutcome", position);`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
