import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The search by sound, by former and short names and by other numbers. */
export class Search1764200320000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table letter_sound (
  code smallint primary key check (code between 64 and 4095),
  readings text[] not null unique check (cardinality(readings) > 0),
  letters text not null check (length(letters) > 0)
);
comment on table letter_sound is 'Chinese letters by their readings (读音): letters of the same readings share a code';
comment on column letter_sound.code is 'Number of the set of readings; 1 to 36 are the letters a-z and the digits themselves';
comment on column letter_sound.readings is 'Every reading without tone, ü as v; several for a polyphone (多音字)';
comment on column letter_sound.letters is 'The letters, one after the other';
create table sound_map (
  "only" boolean primary key default true check ("only"),
  hash text not null,
  packed int[] not null,
  rare text not null,
  "rarePacked" int[] not null
);
comment on table sound_map is 'letter_sound as triggers read it: one row, looked up by position';
comment on column sound_map."only" is 'There is one row';
comment on column sound_map.hash is 'Of the file it was made of';
comment on column sound_map.packed is 'For U+4E00 to U+9FFF: the code (12 bits) and up to three first letters (6 bits each, a = 1)';
comment on column sound_map.rare is 'Letters outside that block';
comment on column sound_map."rarePacked" is 'The same numbers for them, in their order';
grant select, insert, update, delete on letter_sound, sound_map to tidu_app;

alter table enterprise_search rename column name to names;
alter table enterprise_search add column sound text not null default '';
comment on table enterprise_search is 'Names, sounds and codes for the search, all public: no row security, because under it the index is not used; yields ids only';
comment on column enterprise_search.names is 'The name of today, former and short names and old numbers, one a line, as searchable() makes them';
comment on column enterprise_search.sound is 'The same as sounds: for each letter, in the order of names, the letter U+E000 plus its code of letter_sound; blank: no sound';
comment on column enterprise_search.tokens is 'Pairs of letters, pairs of sounds and filter_tokens(): letters, scope and filters meet inside one index';

create function sound_token(first int, second int) returns int language sql immutable parallel safe
  as $$ select -20000000 - (first & 4095) * 4096 - (second & 4095) $$;
comment on function sound_token(int, int) is 'A pair of neighbouring sounds as a number below those of filters; of packed sounds, or codes';
create function initial_token(first int, second int) returns int language sql immutable parallel safe
  as $$ select -10000000 - first * 64 - second $$;
comment on function initial_token(int, int) is 'A pair of neighbouring first letters of readings (a = 1, digits from 27) as a number below those of filters';

create type searched_enterprise as
  (id uuid, "creditCode" text, name text, "shortName" text, "regionCode" text, "industryCode" text, ownership text, demo boolean);
create function write_enterprise_search(given searched_enterprise[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- variables of their own: read out of a record, the array would be unpacked again for every letter
  packed int[];
  rare text;
  rarePacked int[];
  commonSounds int[];
  commonInitials constant int[] := array[initial_token(25, 24), initial_token(24, 7), initial_token(7, 19)]; -- 有限, 限公, 公司
begin
  select m.packed, m.rare, m."rarePacked" into packed, rare, rarePacked from sound_map m;
  select array_agg(sound_token(packed[ascii(pair) - 19967], packed[ascii(substr(pair, 2)) - 19967])) into commonSounds
    from unnest(array['有限', '限公', '公司']) pair;
  -- functions of letters are written out: a call for each row would cost six times as much
  insert into enterprise_search ("enterpriseId", "creditCode", names, sound, tokens)
    select id, "creditCode", names,
      coalesce((select string_agg(case when k = 0 then ' ' else chr(57344 + (k & 4095)) end, '') from unnest(sounds) k), ''),
      array(select bigram(substr(names, i, 1), substr(names, i + 1, 1)) from generate_series(1, length(names) - 1) i
            where substr(names, i, 2) not in ('有限', '限公', '公司'))
      || array(
            select unnest(array[sound_token(sounds[i], sounds[i + 1]), initial_token((sounds[i] >> 12) & 63, (sounds[i + 1] >> 12) & 63)])
            from generate_series(1, cardinality(sounds) - 1) i where sounds[i] <> 0 and sounds[i + 1] <> 0
            except select unnest(commonSounds || commonInitials))
      || array(
            select initial_token((sounds[i] >> a) & 63, (sounds[i + 1] >> b) & 63)
            from (select i from generate_series(1, cardinality(sounds) - 1) i where (sounds[i] | sounds[i + 1]) >> 18 <> 0 offset 0) i,
              (values (12), (18), (24)) first(a), (values (12), (18), (24)) second(b)
            where (sounds[i] >> a) & 63 <> 0 and (sounds[i + 1] >> b) & 63 <> 0 and a + b > 24
            except select unnest(commonInitials))
      || filter_tokens("regionCode", "industryCode", ownership, demo)
    from (
        select e.*, array(
            select coalesce(case
              when at between 19968 and 40959 then packed[at - 19967]
              when at between 97 and 122 then (at - 96) * 4097
              when at between 48 and 57 then (at - 21) * 4097
              when at > 127 then rarePacked[nullif(strpos(rare, chr(at)), 0)] end, 0)
            from (select ascii(substr(spoken, i, 1)) as at from generate_series(1, length(spoken)) i offset 0) letter) as sounds
        from (
          select e.*, translate(names, ' ()[]<>《》〈〉【】·・.,，。、:：;；/|&+_''"“”‘’-—', '') as spoken
          from (
            select id, "creditCode", "regionCode", "industryCode", ownership, demo,
              searchable(name) || coalesce(chr(10) || searchable("shortName"), '') || coalesce(chr(10) || (
                select string_agg(other, chr(10)) from (
                  select "searchName" as other from enterprise_name n where n."enterpriseId" = e.id and n."withdrawnAt" is null
                  union select lower(code) from enterprise_alias a where a."enterpriseId" = e.id and a."withdrawnAt" is null) others
                where other <> searchable(e.name) and other is distinct from searchable(e."shortName")), '') as names
            from unnest(given) e offset 0) e offset 0) e offset 0) e
  on conflict ("enterpriseId") do update
    set "creditCode" = excluded."creditCode", names = excluded.names, sound = excluded.sound, tokens = excluded.tokens
    where (enterprise_search."creditCode", enterprise_search.names, enterprise_search.sound, enterprise_search.tokens)
      is distinct from (excluded."creditCode", excluded.names, excluded.sound, excluded.tokens);
end $$;
comment on function write_enterprise_search(searched_enterprise[]) is 'Brings the search in step with these rows of the register';

create function write_enterprise_search_of(ids uuid[]) returns void
  language sql security definer set search_path = public, pg_temp as $$
  select write_enterprise_search(array_agg(row(id, "creditCode", name, "shortName", "regionCode", "industryCode", ownership, demo)::searched_enterprise))
  from enterprise e where e.id = any(ids) and e.status <> 'merged' $$;
revoke all on function write_enterprise_search(searched_enterprise[]), write_enterprise_search_of(uuid[]) from public;

create or replace function keep_enterprise_search() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform write_enterprise_search(part) from (
    select array_agg(row(id, "creditCode", name, "shortName", "regionCode", "industryCode", ownership, demo)::searched_enterprise) as part
    from (select *, row_number() over () / 20000 as number from changed where status <> 'merged') c group by number) parts;
  -- a merged record is found as the one that stands for it
  delete from enterprise_search s using changed c where s."enterpriseId" = c.id and c.status = 'merged';
  return null;
end $$;
create function keep_enterprise_search_names() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform write_enterprise_search_of(ids) from (
    select array_agg("enterpriseId") as ids from (
      select "enterpriseId", row_number() over () / 20000 as part from (select distinct "enterpriseId" from changed) c) c
    group by part) parts;
  return null;
end $$;
create function keep_enterprise_search_moved_names() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform write_enterprise_search_of(array(select "enterpriseId" from changed union select "enterpriseId" from before));
  return null;
end $$;
create trigger enterprise_name_inserted after insert on enterprise_name referencing new table as changed
  for each statement execute function keep_enterprise_search_names();
create trigger enterprise_name_updated after update on enterprise_name referencing new table as changed old table as before
  for each statement execute function keep_enterprise_search_moved_names();
create trigger enterprise_alias_inserted after insert on enterprise_alias referencing new table as changed
  for each statement execute function keep_enterprise_search_names();
create trigger enterprise_alias_updated after update on enterprise_alias referencing new table as changed old table as before
  for each statement execute function keep_enterprise_search_moved_names();

create function refresh_enterprise_search(after uuid, most int) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ids uuid[];
begin
  if not scope_everything() then raise exception 'only with the whole register in scope' using errcode = '42501'; end if;
  select array_agg(id order by id) into ids from (select id from enterprise where id > after order by id limit most) next;
  if ids is not null then perform write_enterprise_search_of(ids); end if;
  return ids[most];
end $$;
comment on function refresh_enterprise_search(uuid, int) is 'Writes the search of the next enterprises anew, after the readings have changed; the last id, or null at the end';
revoke all on function refresh_enterprise_search(uuid, int) from public;
grant execute on function refresh_enterprise_search(uuid, int) to tidu_app;

create table enterprise_segment (
  "enterpriseId" uuid not null references enterprise on delete cascade,
  dimension text not null check (dimension ~ '^[a-z][a-z0-9-]{1,29}$'),
  year smallint not null check (year between 1990 and 2100),
  segment text not null check (segment ~ '^[a-z][a-z0-9-]{1,29}$'),
  "asOf" date not null,
  "sheetVersion" smallint not null check ("sheetVersion" > 0),
  "rulesHash" text not null check ("rulesHash" ~ '^[0-9a-f]{64}$'),
  newest boolean not null default false,
  "jobId" uuid not null,
  "assignedAt" timestamptz not null default now(),
  primary key ("enterpriseId", dimension, year)
);
comment on table enterprise_segment is 'Segments of enterprises by year (企业分类), given by the rules of segments.yaml to the fact sheets';
comment on column enterprise_segment.dimension is 'What is divided: stage 剩老新优, sector 传统、新兴、生产性服务业';
comment on column enterprise_segment.segment is 'Where the enterprise stands in that year';
comment on column enterprise_segment."asOf" is 'Day of the fact sheet that was judged';
comment on column enterprise_segment."sheetVersion" is 'Version of that sheet: with the rules it says why, on reading';
comment on column enterprise_segment."rulesHash" is 'SHA-256 of the rules of the dimension';
comment on column enterprise_segment.newest is 'Whether no later year has been divided: what lists are narrowed by';
comment on column enterprise_segment."assignedAt" is 'When the rules were applied';
create index enterprise_segment_by_year on enterprise_segment (dimension, year, segment);
create index enterprise_segment_newest on enterprise_segment (segment, "enterpriseId") where newest;
alter table enterprise_segment enable row level security;
alter table enterprise_segment force row level security;
create policy enterprise_segment_scope on enterprise_segment using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert, update, delete on enterprise_segment to tidu_app;

create table saved_view (
  id uuid primary key,
  "ownerId" uuid not null,
  "ownerName" text not null,
  list text not null check (list in ('enterprises')),
  name text not null check (length(name) between 1 and 50),
  filters jsonb not null check (jsonb_typeof(filters) = 'object' and length(filters::text) <= 4000),
  columns text[] check (cardinality(columns) between 1 and 50),
  shared boolean not null default false,
  version int not null default 1,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  unique ("ownerId", list, name)
);
comment on table saved_view is 'Lists as people have set them up for themselves or for all (保存的视图)';
comment on column saved_view."ownerName" is 'Name of the owner at the time';
comment on column saved_view.list is 'Which list';
comment on column saved_view.filters is 'Filters and order, by the names of the list''s parameters';
comment on column saved_view.columns is 'Columns shown; null: those the list shows by itself';
comment on column saved_view.shared is 'Whether everybody sees the view; only the owner changes it';
alter table saved_view enable row level security;
alter table saved_view force row level security;
create policy saved_view_seen on saved_view for select using (shared or "ownerId" = (select acting_person()));
create policy saved_view_made on saved_view for insert with check ("ownerId" = (select acting_person()));
create policy saved_view_changed on saved_view for update using ("ownerId" = (select acting_person()));
create policy saved_view_removed on saved_view for delete using ("ownerId" = (select acting_person()));
grant select, insert, update, delete on saved_view to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
