import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Draws of cases and officers for checks on the spot, draws made anew, and what was found. */
export class Checks1764301850010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [draw, redraw, drawCase, drawSize, visit]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const inScope = `((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"))`;
const ofStaff = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy ${table}_scope on ${table} using ((select acting_principal()) is null and ${inScope});
create trigger ${table}_kept before update on ${table} for each row execute function forbid_change();
grant select, insert on ${table} to tidu_app;`;
const seedOf = `"seedKind" text not null check ("seedKind" in ('published', 'random')),
  "seedText" text not null check (length("seedText") between 1 and 200),
  "seedSource" text check (length("seedSource") between 2 and 200),
  check (("seedKind" = 'published') = ("seedSource" is not null))`;
const commentSeed = (table: string) => `
comment on column ${table}."seedKind" is 'published: a value anybody can look up; random: made by the server';
comment on column ${table}."seedText" is 'The value';
comment on column ${table}."seedSource" is 'Where it was published, and when; null: it was random';`;

const draw = `
create table recognition_draw (
  id uuid primary key,
  "batchId" uuid not null references recognition_batch,
  number smallint not null check (number between 1 and 1000),
  ${seedOf},
  seed text not null check (length(seed) between 1 and 400),
  count int not null check (count > 0),
  "officersEach" smallint not null check ("officersEach" between 1 and 10),
  officers jsonb not null check (jsonb_typeof(officers) = 'array'),
  "drawnAt" timestamptz not null default now(),
  "drawnBy" uuid not null,
  "drawnByName" text not null,
  replaces uuid unique references recognition_draw,
  unique ("batchId", number)
);
comment on table recognition_draw is 'Draws of cases and officers for checks on the spot (双随机抽查); never changed; no enterprise''s data';
comment on column recognition_draw."batchId" is 'Batch its cases are in';
comment on column recognition_draw.number is '1 for the first of the batch, one more with every draw';
${commentSeed('recognition_draw')}
comment on column recognition_draw.seed is 'What was hashed: the value, the batch, the number';
comment on column recognition_draw.count is 'How many were drawn';
comment on column recognition_draw."officersEach" is 'How many were sent to each';
comment on column recognition_draw.officers is 'Who could be sent: accounts with their names then';
comment on column recognition_draw."drawnAt" is 'When';
comment on column recognition_draw."drawnBy" is 'Who had it drawn; of one made anew who confirmed it';
comment on column recognition_draw."drawnByName" is 'That person as named then';
comment on column recognition_draw.replaces is 'Draw in whose place it stands (重抽); null: it is no second one';
create trigger recognition_draw_kept before update on recognition_draw for each row execute function forbid_change();
grant select, insert on recognition_draw to tidu_app;`;

const redraw = `
create table recognition_redraw (
  id uuid primary key,
  "drawId" uuid not null references recognition_draw,
  reason text not null check (length(reason) between 2 and 1000),
  ${seedOf},
  "proposedAt" timestamptz not null default now(),
  "proposedBy" uuid not null,
  "proposedByName" text not null,
  "confirmedAt" timestamptz,
  "confirmedBy" uuid,
  "confirmedByName" text,
  check (num_nonnulls("confirmedAt", "confirmedBy", "confirmedByName") in (0, 3)),
  constraint recognition_redraw_confirmed_by_other check ("confirmedBy" <> "proposedBy")
);
comment on table recognition_redraw is 'Proposals to draw anew (重抽): with a reason, drawn when a second person confirms';
comment on column recognition_redraw."drawId" is 'The draw that stands';
comment on column recognition_redraw.reason is 'Why it shouldn''t';
${commentSeed('recognition_redraw')}
comment on column recognition_redraw."proposedAt" is 'When it was proposed';
comment on column recognition_redraw."proposedBy" is 'Account of who proposed it';
comment on column recognition_redraw."proposedByName" is 'That person as named then';
comment on column recognition_redraw."confirmedAt" is 'When it was confirmed and drawn; null: it waits';
comment on column recognition_redraw."confirmedBy" is 'Account of who confirmed; never who proposed it';
comment on column recognition_redraw."confirmedByName" is 'That person as named then';
create unique index recognition_redraw_once on recognition_redraw ("drawId") where "confirmedAt" is not null;
create index recognition_redraw_of on recognition_redraw ("drawId", id);
grant select, insert on recognition_redraw to tidu_app;
grant update ("confirmedAt", "confirmedBy", "confirmedByName") on recognition_redraw to tidu_app;`;

const drawCase = `
create table recognition_draw_case (
  "drawId" uuid not null references recognition_draw,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  "receiptNumber" text not null check (length("receiptNumber") between 8 and 40),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  place int check (place > 0),
  officers jsonb check (jsonb_typeof(officers) = 'array'),
  excluded jsonb not null default '[]' check (jsonb_typeof(excluded) = 'array'),
  primary key ("drawId", "applicationId"),
  unique ("drawId", place),
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  check ((place is null) = (officers is null))
);
comment on table recognition_draw_case is 'Cases that could be drawn, those that were, and who was sent; only staff read it, never changed';
comment on column recognition_draw_case."receiptNumber" is 'Number of the receipt, which is hashed';
comment on column recognition_draw_case.hash is 'SHA-256 of the seed and the number: the least are drawn';
comment on column recognition_draw_case.place is 'Place among those drawn; null: it wasn''t';
comment on column recognition_draw_case.officers is 'Who was sent, with their names then; null: it wasn''t drawn';
comment on column recognition_draw_case.excluded is 'Who could not be sent here, and why: conflict 回避, scope 不在负责范围';
create index recognition_draw_case_of on recognition_draw_case ("applicationId");
create index recognition_draw_case_of_enterprise on recognition_draw_case ("enterpriseId");
${ofStaff('recognition_draw_case')}`;

/** How many cases a draw had, also for who sees a part: it answers a number alone. */
const drawSize = `
create function recognition_draw_size(draw uuid) returns int language plpgsql security definer set search_path = public, pg_temp as $$
declare
  scope text := current_setting('tidu.scope', true);
  size int;
begin
  perform set_config('tidu.scope', '*', true);
  select count(*)::int into size from recognition_draw_case c where c."drawId" = draw;
  perform set_config('tidu.scope', coalesce(scope, ''), true);
  return size;
end $$;
comment on function recognition_draw_size(uuid) is 'How many cases were among those of a draw';
revoke execute on function recognition_draw_size(uuid) from public;
grant execute on function recognition_draw_size(uuid) to tidu_app;`;

const visit = `
create table recognition_visit (
  id uuid primary key,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  "drawId" uuid references recognition_draw,
  "visitedOn" date not null check ("visitedOn" between '2000-01-01' and '2200-01-01'),
  visitors text not null check (length(visitors) between 2 and 200),
  conclusion text not null check (conclusion in ('conforms', 'differs', 'notDone')),
  findings text not null check (length(findings) between 2 and 2000),
  "recordedAt" timestamptz not null default now(),
  "recordedBy" uuid not null,
  "recordedByName" text not null,
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  unique (id, "enterpriseId")
);
comment on table recognition_visit is 'Checks on the spot (实地检查记录); only staff read them, never changed: what was wrong is recorded anew, the last counts';
comment on column recognition_visit."drawId" is 'Draw that sent them; null: nobody was drawn';
comment on column recognition_visit."visitedOn" is 'Day of the visit';
comment on column recognition_visit.visitors is 'Who went';
comment on column recognition_visit.conclusion is 'conforms 与申报一致, differs 与申报不一致, notDone 没有查成';
comment on column recognition_visit.findings is 'What was found';
comment on column recognition_visit."recordedAt" is 'When it was recorded';
comment on column recognition_visit."recordedBy" is 'Who recorded it';
comment on column recognition_visit."recordedByName" is 'That person as named then';
create index recognition_visit_of on recognition_visit ("applicationId", id);
create index recognition_visit_of_enterprise on recognition_visit ("enterpriseId");
${ofStaff('recognition_visit')}
create table recognition_visit_photo (
  "visitId" uuid not null,
  "enterpriseId" uuid not null,
  "evidenceId" uuid not null,
  primary key ("visitId", "evidenceId"),
  foreign key ("visitId", "enterpriseId") references recognition_visit (id, "enterpriseId") on delete cascade,
  foreign key ("evidenceId", "enterpriseId") references evidence_file (id, "enterpriseId")
);
comment on table recognition_visit_photo is 'Photos and papers of a visit, among the evidence of the enterprise; never changed';
create index recognition_visit_photo_of_enterprise on recognition_visit_photo ("enterpriseId");
${ofStaff('recognition_visit_photo')}`;
