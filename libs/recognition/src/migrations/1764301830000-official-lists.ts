import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Official lists (官方名单): what they say, who is meant by each row, what was granted by it. */
export class OfficialLists1764301830000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [list, file, row, candidate]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const titles = `('techSme', 'innovativeSme', 'specializedSme', 'littleGiant', 'singleChampion', 'hiddenChampion', 'highTech', 'innovationDemo', 'ipAdvantage')`;
const inScope = `((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"))`;

const list = `
create table official_list (
  id uuid primary key,
  title text not null check (title in ${titles}),
  level text not null check (level in ('district', 'city', 'province', 'nation')),
  batch text not null check (length(batch) between 1 and 100),
  document text not null check (length(document) between 1 and 200),
  "listedOn" date not null check ("listedOn" between '1990-01-01' and '2200-01-01'),
  "validFrom" date not null check ("validFrom" between '1990-01-01' and '2200-01-01'),
  "validUntil" date not null check ("validUntil" between '1990-01-01' and '2200-01-01'),
  "fileId" uuid,
  "rowsIn" int check ("rowsIn" >= 0),
  state text not null default 'reading' check (state in ('reading', 'ready', 'stopped', 'undone')),
  problem text check (length(problem) between 1 and 1000),
  "jobId" uuid,
  "grantJobId" uuid,
  "grantedByName" text,
  version int not null default 1,
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null,
  "createdByName" text not null,
  "changedAt" timestamptz not null default now(),
  "changedByName" text not null,
  check ("validFrom" < "validUntil"),
  check ((state = 'stopped') = (problem is not null)),
  check (state <> 'ready' or ("rowsIn" is not null and "fileId" is not null))
);
comment on table official_list is 'Official lists (官方名单): a title, a batch, the document that published it; no enterprise''s data';
comment on column official_list.title is 'Title it recognises (称号)';
comment on column official_list.level is 'Level that grants it';
comment on column official_list.batch is 'Batch (批次)';
comment on column official_list.document is 'Number of the document (文号)';
comment on column official_list."listedOn" is 'Date of the list: names are read as of this day';
comment on column official_list."validFrom" is 'First day of validity of its titles';
comment on column official_list."validUntil" is 'First day without validity';
comment on column official_list."fileId" is 'File that counts now: the first one, or the newest corrected one';
comment on column official_list."rowsIn" is 'Rows of that file; every one is matched, in the queue, not ours or rejected';
comment on column official_list.state is 'reading: being read and matched; ready; stopped: something was wrong, nothing was kept; undone: its titles were taken back';
comment on column official_list.problem is 'Why it was stopped';
comment on column official_list."jobId" is 'Job that reads and matches it';
comment on column official_list."grantJobId" is 'Job that grants its titles, or takes them back';
comment on column official_list."grantedByName" is 'Who applied it last, as named then';
comment on column official_list.version is 'Counts the changes; sent back as If-Match';
comment on column official_list."createdAt" is 'When it was brought';
comment on column official_list."createdBy" is 'Who brought it; somebody else applies it';
comment on column official_list."createdByName" is 'That person as named then';
comment on column official_list."changedAt" is 'When it was changed last';
comment on column official_list."changedByName" is 'Who changed it last';
create unique index official_list_once on official_list (title, level, batch, document) where state not in ('stopped', 'undone');
create index official_list_newest on official_list ("listedOn" desc, id desc);`;

const file = `
create table official_list_file (
  id uuid primary key,
  "listId" uuid not null references official_list,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null check (length(name) between 1 and 300),
  "statedCount" int not null check ("statedCount" between 1 and 1000000),
  "uploadedAt" timestamptz not null default now(),
  "uploadedBy" uuid not null,
  "uploadedByName" text not null,
  unique ("listId", sha256)
);
comment on table official_list_file is 'Files of an official list: the first one and corrected ones';
comment on column official_list_file.sha256 is 'SHA-256 of the file: brought again it changes nothing';
comment on column official_list_file.name is 'Name of the file, or that it was pasted';
comment on column official_list_file."statedCount" is 'How many firms the document says there are; another number of rows stops it';
comment on column official_list_file."uploadedAt" is 'When it was brought';
comment on column official_list_file."uploadedBy" is 'Who brought it';
comment on column official_list_file."uploadedByName" is 'That person as named then';
alter table official_list add foreign key ("fileId") references official_list_file;
alter table official_list add "pendingFileId" uuid references official_list_file;
comment on column official_list."pendingFileId" is 'File that is being read; counts once it is matched';
grant select, insert on official_list to tidu_app;
grant update ("fileId", "pendingFileId", "rowsIn", state, problem, "jobId", "grantJobId", "grantedByName", version, "changedAt", "changedByName")
  on official_list to tidu_app;
grant select, insert, delete on official_list_file to tidu_app;`;

const row = `
create table official_list_row (
  id uuid primary key,
  "listId" uuid not null references official_list,
  "fileId" uuid not null references official_list_file,
  "row" int not null check ("row" > 0),
  key text not null check (length(key) between 1 and 500),
  name text check (length(name) between 1 and 300),
  "creditCode" text check (length("creditCode") between 1 and 100),
  "badCode" text check (length("badCode") between 1 and 500),
  place text check (length(place) between 1 and 300),
  state text not null check (state in ('read', 'matched', 'ambiguous', 'notOurs', 'rejected', 'gone')),
  reason text check (length(reason) between 1 and 600),
  candidates smallint not null default 0 check (candidates between 0 and 100),
  "enterpriseId" uuid references enterprise on delete cascade,
  "decidedBy" uuid,
  "decidedByName" text,
  "decidedAt" timestamptz,
  "decidedWhy" text check (length("decidedWhy") between 1 and 500),
  "titleId" uuid references title_held on delete cascade,
  "grant" text check ("grant" in ('granted', 'stood', 'held', 'undone')),
  "grantNote" text check (length("grantNote") between 1 and 500),
  "applicationId" uuid references application on delete set null,
  version int not null default 1,
  unique ("listId", key),
  unique (id, "listId"),
  check ((state = 'matched') = ("enterpriseId" is not null)),
  check (num_nonnulls("decidedBy", "decidedByName", "decidedAt", "decidedWhy") in (0, 4)),
  check ("titleId" is null or "enterpriseId" is not null),
  check ("grant" not in ('granted', 'stood') or "titleId" is not null)
);
comment on table official_list_row is 'Rows of official lists, each with what was found: whom it means and why';
comment on column official_list_row."fileId" is 'Newest file in which it stands';
comment on column official_list_row."row" is 'Line in that file';
comment on column official_list_row.key is 'Name and code as compared: what makes it the same row in a corrected file';
comment on column official_list_row.name is 'Name as the list writes it';
comment on column official_list_row."creditCode" is 'Credit code, where the list has one that can be one';
comment on column official_list_row."badCode" is 'Why the code of the list can''t be one';
comment on column official_list_row.place is 'Place as the list writes it';
comment on column official_list_row.state is 'read: not yet matched; matched; ambiguous: a person must say; notOurs 不在本区或查无; rejected: can''t be read, or twice; gone: no longer in the corrected file';
comment on column official_list_row.reason is 'Why it is so, in words';
comment on column official_list_row.candidates is 'Enterprises it may mean, also those that whoever looks can''t see';
comment on column official_list_row."enterpriseId" is 'Enterprise it means';
comment on column official_list_row."decidedBy" is 'Who said so; null: found by rule';
comment on column official_list_row."decidedByName" is 'That person as named then';
comment on column official_list_row."decidedAt" is 'When';
comment on column official_list_row."decidedWhy" is 'Why, in the person''s own words';
comment on column official_list_row."titleId" is 'Title that rests on this row';
comment on column official_list_row."grant" is 'granted: by this row; stood: the same was recorded before; held: not granted, see the note; undone: taken back';
comment on column official_list_row."grantNote" is 'What became of it, in words';
comment on column official_list_row."applicationId" is 'Application that was recognised by it';
comment on column official_list_row.version is 'Counts the changes, so that nobody decides on what they haven''t seen';
create unique index official_list_row_one_firm on official_list_row ("listId", "fileId", "enterpriseId") where state = 'matched';
create index official_list_row_by_state on official_list_row ("listId", state, "row", id);
create index official_list_row_by_enterprise on official_list_row ("enterpriseId") where "enterpriseId" is not null;
create index official_list_row_by_title on official_list_row ("titleId") where "titleId" is not null;
alter table official_list_row enable row level security;
alter table official_list_row force row level security;
create policy official_list_row_scope on official_list_row using ("enterpriseId" is null or ${inScope});
create function official_list_row_less() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update official_list set "rowsIn" = "rowsIn" - 1 where id = old."listId" and "fileId" = old."fileId" and "rowsIn" > 0;
  return null;
end $$;
comment on function official_list_row_less() is 'Rows that go with a removed enterprise (demonstration, an import taken back) are no rows of the list any more';
create trigger official_list_row_less after delete on official_list_row for each row execute function official_list_row_less();
grant select, insert, delete on official_list_row to tidu_app;
grant update ("fileId", "row", state, reason, candidates, "enterpriseId", "decidedBy", "decidedByName", "decidedAt", "decidedWhy",
  "titleId", "grant", "grantNote", "applicationId", version) on official_list_row to tidu_app;`;

const candidate = `
create table official_list_candidate (
  "rowId" uuid not null,
  "listId" uuid not null,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  place smallint not null check (place between 1 and 100),
  reason text not null check (length(reason) between 1 and 500),
  primary key ("rowId", "enterpriseId"),
  foreign key ("rowId", "listId") references official_list_row (id, "listId") on delete cascade
);
comment on table official_list_candidate is 'Enterprises that a row of an official list may mean, for a person to choose from';
comment on column official_list_candidate.place is '1 for the likeliest';
comment on column official_list_candidate.reason is 'Why it may be this one, or not, in words';
create index official_list_candidate_of on official_list_candidate ("enterpriseId");
alter table official_list_candidate enable row level security;
alter table official_list_candidate force row level security;
create policy official_list_candidate_scope on official_list_candidate using (${inScope});
grant select, insert, delete on official_list_candidate to tidu_app;`;
