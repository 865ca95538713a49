import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Packages of cases (一案一包) as they were sealed with a notice, and the root that is printed on it. */
export class Packages1764301870000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(packages);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const inScope = `((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"))`;
const ofStaff = `(select acting_principal()) is null`;

const packages = `
alter table recognition_notice add column "packageRoot" text check ("packageRoot" ~ '^[0-9a-f]{64}$');
comment on column recognition_notice."packageRoot" is 'Root over the packages of the cases on it (一案一包), printed with it; null: published before there were any';
create table case_package (
  id uuid primary key,
  "noticeId" uuid not null references recognition_notice on delete cascade,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  position int not null check (position > 0),
  count int not null check (position <= count),
  parts text not null check (length(parts) between 2 and 5000000),
  root text not null check (root ~ '^[0-9a-f]{64}$'),
  salt text not null check (salt ~ '^[0-9a-f]{32}$'),
  path jsonb not null check (jsonb_typeof(path) = 'array'),
  "madeAt" timestamptz not null default now(),
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  unique ("noticeId", "applicationId"),
  unique ("noticeId", position)
);
comment on table case_package is 'Packages of cases (一案一包) as they were sealed when they were put on a notice; never changed';
comment on column case_package."noticeId" is 'Notice whose root they are under';
comment on column case_package.position is 'Place of its leaf, from 1: that of the list';
comment on column case_package.count is 'How many leaves the tree has: as many as stood on the list then';
comment on column case_package.parts is 'Its parts by name, canonical JSON: what was submitted, the standard, what came out, what was done';
comment on column case_package.root is 'Root over the parts (SHA-256)';
comment on column case_package.salt is 'Random, so that nobody can try whose a hash beside theirs is';
comment on column case_package.path is 'Hashes from its leaf to the root of the notice';
comment on column case_package."madeAt" is 'When it was sealed';
create index case_package_of on case_package ("applicationId", "madeAt" desc);
alter table case_package enable row level security;
alter table case_package force row level security;
create policy case_package_read on case_package for select using (${inScope});
create policy case_package_seal on case_package for insert with check (${ofStaff} and ${inScope});
create trigger case_package_kept before update on case_package for each row execute function forbid_change();
grant select, insert on case_package to tidu_app;`;
