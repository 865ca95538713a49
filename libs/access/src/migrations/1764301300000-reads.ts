import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which records somebody saw in a day, and the days on which they were too many. */
export class ConfidentialReads1764301300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table confidential_read (
  "personId" uuid not null references person,
  day date not null,
  "recordId" uuid not null,
  field text not null check (field ~ '^[a-z]+(\\.[a-z]+)?$'),
  "firstAt" timestamptz not null default now(),
  primary key ("personId", day, "recordId", field)
);
comment on table confidential_read is 'What confidential somebody was shown today and yesterday (涉密查看), by which a day''s records are counted; the trail keeps it for good';
comment on column confidential_read."personId" is 'Who looked';
comment on column confidential_read.day is 'Day in the district';
comment on column confidential_read."recordId" is 'Enterprise whose field was shown';
comment on column confidential_read.field is 'Field of seeds/access/fields.yaml';
comment on column confidential_read."firstAt" is 'First time that day';
create table mass_reading (
  "personId" uuid not null references person,
  day date not null,
  at timestamptz not null default now(),
  primary key ("personId", day)
);
comment on table mass_reading is 'Days on which somebody wanted to see more records than a day allows (大量查看); the trail has an entry of each';
comment on column mass_reading."personId" is 'Who looked';
comment on column mass_reading.day is 'Day in the district';
comment on column mass_reading.at is 'When the limit was met';
${['confidential_read', 'mass_reading']
  .map(
    (table) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy ${table}_own on ${table} using ("personId" = (select acting_person()));
create policy ${table}_forgotten on ${table} for delete using ((select acting_person()) = '00000000-0000-7000-8000-000000000002');
create policy ${table}_found on ${table} for select using ((select acting_person()) = '00000000-0000-7000-8000-000000000002');
grant select, insert, delete on ${table} to tidu_app;`,
  )
  .join('')}`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
