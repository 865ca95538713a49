import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The plain trail: who changed what, appended in the transaction of the change. */
export class Audit1764100100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  "personId" uuid not null,
  "personName" text not null,
  action text not null check (action ~ '^[a-z]+\\.[a-zA-Z]+$'),
  "objectType" text not null,
  "objectId" text not null,
  before jsonb,
  after jsonb,
  reason text,
  "requestId" text,
  transaction xid8 not null default pg_current_xact_id()
);
comment on table audit_entry is 'The trail (审计记录): append-only, written in the same transaction as the change';
comment on column audit_entry.at is 'When the change was begun';
comment on column audit_entry."personName" is 'Name of the acting person at that time';
comment on column audit_entry."objectType" is 'Table or kind of what was changed';
comment on column audit_entry.after is 'Decision-relevant values after the change; null where nothing is left';
comment on column audit_entry.reason is 'Why, in the person''s own words';
comment on column audit_entry.action is 'room.act, for example figures.import';
comment on column audit_entry.before is 'Decision-relevant values before the change; null where nothing was there';
comment on column audit_entry.transaction is 'Transaction of the change, by which change and entry are found together';
create index audit_entry_by_object on audit_entry ("objectType", "objectId", id);
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function forbid_change();
grant insert on audit_entry to tidu_app;
grant select on audit_entry to tidu_auditor;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
