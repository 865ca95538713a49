import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The cultivation pool (培育库): who is in it for which title, the steps planned, who might come in. */
export class Pool1764301830020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [entry, step, proposal]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const titles = `('techSme', 'innovativeSme', 'specializedSme', 'littleGiant', 'singleChampion', 'hiddenChampion', 'highTech', 'innovationDemo', 'ipAdvantage')`;
const forced = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy ${table}_scope on ${table} using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));`;
const changed = (table: string) => `
comment on column ${table}.version is 'Counts the changes; sent back as If-Match';
comment on column ${table}."createdAt" is 'When it was made';
comment on column ${table}."createdBy" is 'Who made it';
comment on column ${table}."createdByName" is 'That person as named then';
comment on column ${table}."changedAt" is 'When it was changed last';
comment on column ${table}."changedByName" is 'Who changed it last';`;
const changes = `version int not null default 1,
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null,
  "createdByName" text not null,
  "changedAt" timestamptz not null default now(),
  "changedByName" text not null`;

const entry = `
create table pool_entry (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  track text not null check (track in ('backbone', 'specialty')),
  title text not null check (title in ${titles}),
  year smallint not null check (year between 2000 and 2200),
  "officerId" uuid not null,
  "officerDuty" text not null default 'business' check ("officerDuty" = 'business'),
  entered text not null check (entered in ('rule', 'hand')),
  ground text not null check (length(ground) between 1 and 1000),
  note text check (length(note) between 1 and 2000),
  "leftOn" date check ("leftOn" between '2000-01-01' and '2200-01-01'),
  "leftWhy" text check ("leftWhy" ~ '^[a-z][a-zA-Z]{2,39}$'),
  "leftReason" text check (length("leftReason") between 1 and 500),
  ${changes},
  foreign key ("officerId", "officerDuty") references person (id, duty),
  unique (id, "enterpriseId"),
  check (num_nonnulls("leftOn", "leftWhy", "leftReason") in (0, 3))
);
comment on table pool_entry is 'Enterprises in the cultivation pool (培育库), one entry for a track and a title; who left stays, with the reason';
comment on column pool_entry.track is 'backbone 骨干 by size, specialty 中小 by specialty; an enterprise may be on both';
comment on column pool_entry.title is 'Title aimed at (目标称号)';
comment on column pool_entry.year is 'Year in which it is to apply (目标年度)';
comment on column pool_entry."officerId" is 'Account of who looks after it (责任人)';
comment on column pool_entry."officerDuty" is 'Entries are held by staff of business alone';
comment on column pool_entry.entered is 'rule: proposed by the near-miss run; hand: by a person';
comment on column pool_entry.ground is 'Why it came in, in words';
comment on column pool_entry.note is 'What is to be known';
comment on column pool_entry."leftOn" is 'Day on which it left; null: it is in';
comment on column pool_entry."leftWhy" is 'Why it left, of seeds/recognition/pool.yaml';
comment on column pool_entry."leftReason" is 'The same in the person''s own words';
${changed('pool_entry')}
create unique index pool_entry_once on pool_entry ("enterpriseId", track, title) where "leftOn" is null;
create index pool_entry_by_year on pool_entry (year, id);
${forced('pool_entry')}
grant select, insert on pool_entry to tidu_app;
grant update (year, "officerId", note, "leftOn", "leftWhy", "leftReason", version, "changedAt", "changedByName") on pool_entry to tidu_app;`;

const step = `
create table pool_step (
  id uuid primary key,
  "entryId" uuid not null,
  "enterpriseId" uuid not null,
  text text not null check (length(text) between 1 and 500),
  fact text check (fact ~ '^[a-zA-Z][a-zA-Z0-9]{0,79}$'),
  "dueOn" date not null check ("dueOn" between '2000-01-01' and '2200-01-01'),
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  remark text check (length(remark) between 1 and 500),
  ${changes},
  foreign key ("entryId", "enterpriseId") references pool_entry (id, "enterpriseId") on delete cascade,
  check ((state = 'open') or remark is not null)
);
comment on table pool_step is 'Steps planned for an enterprise of the pool (培育计划)';
comment on column pool_step.text is 'What is to be done, as the 差一步清单 says it or in a person''s words';
comment on column pool_step.fact is 'Fact it changes, where it comes from the 差一步清单';
comment on column pool_step."dueOn" is 'Until when';
comment on column pool_step.state is 'open 进行中, done 已完成, dropped 不做了';
comment on column pool_step.remark is 'How it came out; needed once it is not open any more';
${changed('pool_step')}
create index pool_step_of on pool_step ("entryId", "dueOn", id);
create index pool_step_of_enterprise on pool_step ("enterpriseId");
${forced('pool_step')}
grant select, insert on pool_step to tidu_app;
grant update (state, remark, version, "changedAt", "changedByName") on pool_step to tidu_app;`;

const proposal = `
create table pool_proposal (
  "enterpriseId" uuid not null references enterprise on delete cascade,
  track text not null check (track in ('backbone', 'specialty')),
  title text not null check (title in ${titles}),
  "releaseId" uuid not null references standard_release,
  year smallint not null check (year between 1949 and 2200),
  outcome text not null check (outcome in ('met', 'unmet', 'unknown', 'manual')),
  steps smallint not null check (steps between 0 and 50),
  says text not null check (length(says) between 1 and 1000),
  "jobId" uuid not null,
  "foundAt" timestamptz not null default now(),
  "dismissedAt" timestamptz,
  "dismissedBy" uuid,
  "dismissedByName" text,
  "dismissedWhy" text check (length("dismissedWhy") between 1 and 500),
  primary key ("enterpriseId", track, title),
  check (num_nonnulls("dismissedAt", "dismissedBy", "dismissedByName", "dismissedWhy") in (0, 4))
);
comment on table pool_proposal is 'Enterprises near a title, found by rule (入库建议); one that was dismissed stays dismissed';
comment on column pool_proposal.track is 'backbone 骨干, specialty 中小';
comment on column pool_proposal.title is 'Title it is near to';
comment on column pool_proposal."releaseId" is 'Standard it was judged by';
comment on column pool_proposal.year is 'Accounting year of the facts';
comment on column pool_proposal.outcome is 'Outcome by these facts (预评估)';
comment on column pool_proposal.steps is 'Steps of the cheapest way there; 0: it is met';
comment on column pool_proposal.says is 'The 差一步清单 in one sentence';
comment on column pool_proposal."jobId" is 'Run that found it last';
comment on column pool_proposal."foundAt" is 'When';
comment on column pool_proposal."dismissedAt" is 'When somebody said no; null: open';
comment on column pool_proposal."dismissedBy" is 'Who said so';
comment on column pool_proposal."dismissedByName" is 'That person as named then';
comment on column pool_proposal."dismissedWhy" is 'Why';
create index pool_proposal_open on pool_proposal (title, steps, "enterpriseId") where "dismissedAt" is null;
${forced('pool_proposal')}
grant select, insert, delete on pool_proposal to tidu_app;
grant update ("releaseId", year, outcome, steps, says, "jobId", "foundAt", "dismissedAt", "dismissedBy", "dismissedByName", "dismissedWhy")
  on pool_proposal to tidu_app;`;
