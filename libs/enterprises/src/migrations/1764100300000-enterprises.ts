import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Enterprises and the search over their names. */
export class Enterprises1764100300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table enterprise (
  id uuid primary key,
  "creditCode" text not null unique check ("creditCode" ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  name text not null check (length(name) between 1 and 200),
  "regionCode" text not null check ("regionCode" ~ '^\\d{6}$'),
  "regionBasis" text not null check ("regionBasis" in ('given', 'creditCode')),
  "industryCode" text,
  ownership text check (ownership in ('stateOwned', 'private', 'foreign', 'collective', 'other')),
  "registeredOn" date check ("registeredOn" between '1800-01-01' and '2200-01-01'),
  demo boolean not null default false,
  version int not null default 1,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
comment on table enterprise is 'Enterprises (企业)';
comment on column enterprise."creditCode" is 'Unified social credit code (统一社会信用代码), GB 32100-2015';
comment on column enterprise."regionCode" is 'Place of registration today, GB/T 2260';
comment on column enterprise."regionBasis" is 'given: stated by a source; creditCode: taken from the code (region at registration) until stated';
comment on column enterprise."industryCode" is 'GB/T 4754-2017';
comment on column enterprise."registeredOn" is 'Date of registration (成立日期)';
comment on column enterprise.ownership is 'Ownership (所有制): state, private, foreign, collective, other';
comment on column enterprise.demo is 'Invented for demonstration; marked on every page and export';
comment on column enterprise.version is 'Counts the changes; sent back as If-Match';
create index enterprise_by_region on enterprise ("regionCode", id);
create index enterprise_by_industry on enterprise ("industryCode", id);
create index enterprise_demo on enterprise (id) where demo;
alter table enterprise enable row level security;
alter table enterprise force row level security;
create policy enterprise_scope on enterprise using (
  (select scope_everything())
  or array["regionCode", left("regionCode", 4), left("regionCode", 2)] && (select scope_regions()));
grant select, insert, update on enterprise to tidu_app;

create function searchable(name text) returns text language sql immutable parallel safe
  as $$ select translate(lower(name), '（）' || chr(12288), '() ') $$;
comment on function searchable(text) is 'A name as it is searched: small letters, brackets and blanks of half width';
create function bigram(first text, second text) returns int language sql immutable parallel safe
  as $$ select ((ascii(first)::bigint * 65599 + ascii(second)) % 2147483647)::int $$;
create function bigrams(searchable text) returns int[] language sql immutable parallel safe as $$
  select array(select bigram(substr(searchable, i, 1), substr(searchable, i + 1, 1)) from generate_series(1, length(searchable) - 1) i
    where substr(searchable, i, 2) not in ('有限', '限公', '公司')) $$;
comment on function bigrams(text) is 'Every pair of neighbouring letters as a number, so that two letters suffice to search; without those that nearly every name has';
create function region_token(prefix text) returns int language sql immutable parallel safe as $$ select -('1' || prefix)::int $$;
create function industry_token(prefix text) returns int language sql immutable parallel safe as $$ select -('2' || prefix)::int $$;
create function ownership_token(kind text) returns int language sql immutable parallel safe
  as $$ select -30 - array_position(array['stateOwned', 'private', 'foreign', 'collective', 'other'], kind) $$;
create function demo_token() returns int language sql immutable parallel safe as $$ select -4 $$;
create function filter_tokens(region text, industry text, ownership text, demo boolean) returns int[] language sql immutable parallel safe as $$
  select array_remove(array[region_token(left(region, 2)), region_token(left(region, 4)), region_token(region),
      ownership_token(ownership), case when demo then demo_token() end], null)
    || case when industry ~ '^\\d{2,4}$' -- a shorter code only repeats itself
       then array[industry_token(left(industry, 2)), industry_token(left(industry, 3)), industry_token(industry)] end $$;
comment on function filter_tokens(text, text, text, boolean) is 'What a list may be narrowed by, as numbers below zero, where no pair of letters is';

create table enterprise_search (
  "enterpriseId" uuid primary key references enterprise on delete cascade,
  "creditCode" text not null,
  name text not null,
  tokens int[] not null
);
comment on table enterprise_search is 'Names and codes for the search, all public: no row security, because under it the index is not used; yields ids only';
comment on column enterprise_search."creditCode" is 'Credit code of the enterprise, to be found by its beginning';
comment on column enterprise_search.tokens is 'bigrams() of the name and filter_tokens(): letters, scope and filters meet inside one index';
comment on column enterprise_search.name is 'As searchable() makes it';
create index enterprise_search_tokens on enterprise_search using gin (tokens);
create index enterprise_search_code on enterprise_search ("creditCode" text_pattern_ops);
create index enterprise_search_organisation on enterprise_search (substr("creditCode", 9) text_pattern_ops);
grant select on enterprise_search to tidu_app;

create function keep_enterprise_search() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- bigrams(name) written out: a call of the function for each row would cost six times as much
  insert into enterprise_search ("enterpriseId", "creditCode", name, tokens)
    select id, "creditCode", name, array(
        select bigram(substr(name, i, 1), substr(name, i + 1, 1)) from generate_series(1, length(name) - 1) i
        where substr(name, i, 2) not in ('有限', '限公', '公司'))
      || filter_tokens("regionCode", "industryCode", ownership, demo)
    from (select id, "creditCode", searchable(name) as name, "regionCode", "industryCode", ownership, demo
          from changed offset 0) as changed
  on conflict ("enterpriseId") do update
    set "creditCode" = excluded."creditCode", name = excluded.name, tokens = excluded.tokens
    where (enterprise_search."creditCode", enterprise_search.name, enterprise_search.tokens)
      is distinct from (excluded."creditCode", excluded.name, excluded.tokens);
  return null;
end $$;
create trigger enterprise_inserted after insert on enterprise referencing new table as changed
  for each statement execute function keep_enterprise_search();
create trigger enterprise_updated after update on enterprise referencing new table as changed
  for each statement execute function keep_enterprise_search();

create function remove_demo_enterprises() returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare removed bigint;
begin
  if not scope_everything() then raise exception 'only with the whole register in scope' using errcode = '42501'; end if;
  delete from enterprise where demo;
  get diagnostics removed = row_count;
  return removed;
end $$;
comment on function remove_demo_enterprises() is 'Takes the invented enterprises out again, with all that hangs on them (cascades)';
revoke all on function remove_demo_enterprises() from public;
grant execute on function remove_demo_enterprises() to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
