import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports of major changes by those who hold titles, and what was decided. */
export class ChangeReports1764301860010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table change_report (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  kind text not null check (kind ~ '^[a-z][a-zA-Z]{2,39}$'),
  "kindLabel" text not null check (length("kindLabel") between 1 and 100),
  "effectiveOn" date not null check ("effectiveOn" between '1990-01-01' and '2200-01-01'),
  "dueOn" date not null check ("dueOn" > "effectiveOn"),
  description text not null check (length(description) between 2 and 2000),
  "evidenceId" uuid not null references evidence_file,
  "reportedOn" date not null,
  "reportedAt" timestamptz not null default now(),
  "submittedBy" uuid not null,
  "submittedByName" text not null check (length("submittedByName") between 1 and 200),
  decision text check (decision in ('kept', 'cancelled')),
  "decidedReason" text check (length("decidedReason") between 2 and 500),
  "decidedAt" timestamptz,
  "decidedBy" uuid check ("decidedBy" <> "submittedBy"),
  "decidedByName" text check (length("decidedByName") between 1 and 200),
  version int not null default 1,
  check (num_nonnulls(decision, "decidedReason", "decidedAt", "decidedBy", "decidedByName") in (0, 5)),
  check ("reportedOn" >= "effectiveOn"),
  unique ("enterpriseId", kind, "effectiveOn")
);
comment on table change_report is 'Major changes (重大变化报告) that holders of titles reported: whether it was in time follows from the days; decided once whether the titles stay';
comment on column change_report.kind is 'What changed, of seeds/recognition/changes.yaml';
comment on column change_report."kindLabel" is 'Words of the kind as they were then';
comment on column change_report."effectiveOn" is 'Day from which on it is so';
comment on column change_report."dueOn" is 'Last day of the term, calendar months from the effective day as the rule was then';
comment on column change_report.description is 'What changed, in the enterprise''s own words';
comment on column change_report."evidenceId" is 'Document that proves it';
comment on column change_report."reportedOn" is 'Day in Shanghai on which it was reported; after dueOn it is late';
comment on column change_report."reportedAt" is 'When it was reported';
comment on column change_report."submittedBy" is 'Who reported it';
comment on column change_report."submittedByName" is 'That person as named then';
comment on column change_report.decision is 'kept: the titles stay; cancelled: the enterprise no longer meets the standard; null: not decided';
comment on column change_report."decidedReason" is 'Why';
comment on column change_report."decidedAt" is 'When it was decided';
comment on column change_report."decidedBy" is 'Who decided, never who reported';
comment on column change_report."decidedByName" is 'That person as named then';
comment on column change_report.version is 'Counts the changes; sent back as If-Match';
create index change_report_evidence on change_report ("evidenceId");
alter table change_report enable row level security;
alter table change_report force row level security;
create policy change_report_scope on change_report
  using ((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
create trigger change_report_right_to_submit before insert on change_report
  for each row execute function require_right_to_submit();
create trigger change_report_decided before update on change_report for each row
  when (old.decision is not null) execute function forbid_change();
grant select, insert on change_report to tidu_app;
grant update (decision, "decidedReason", "decidedAt", "decidedBy", "decidedByName", version) on change_report to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
