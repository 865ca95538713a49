import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was sent to whom (报送登记), and what everybody may see (公开). */
export class RankingDispatches1764301890020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(dispatch);
    await runner.query(disclosure);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const dispatch = `
create table ranking_dispatch (
  id uuid primary key,
  "snapshotId" uuid not null references ranking_snapshot,
  recipient text not null check (length(recipient) between 2 and 100),
  "sentOn" date not null,
  way text not null check (way in ('document', 'mail', 'platform', 'other')),
  "fileSha256" text not null check ("fileSha256" ~ '^[0-9a-f]{64}$'),
  "fileName" text not null check (length("fileName") between 1 and 300),
  rows int not null check (rows > 0),
  note text check (length(note) between 1 and 500),
  "registeredAt" timestamptz not null default now(),
  "registeredBy" uuid not null default acting_person(),
  "registeredByName" text not null
);
comment on table ranking_dispatch is 'Files of frozen rankings that were sent (报送登记): to whom, when, which version, which file; never changed';
comment on column ranking_dispatch."snapshotId" is 'Version that was sent';
comment on column ranking_dispatch.recipient is 'To whom';
comment on column ranking_dispatch."sentOn" is 'On which day';
comment on column ranking_dispatch.way is 'document 纸质或公文, mail 邮件, platform 报送平台, other 其他';
comment on column ranking_dispatch."fileSha256" is 'SHA-256 of the very file';
comment on column ranking_dispatch."fileName" is 'Its name';
comment on column ranking_dispatch.rows is 'Rows counted in the file when it was checked';
comment on column ranking_dispatch.note is 'Number of the document or a remark';
comment on column ranking_dispatch."registeredAt" is 'When it was registered';
comment on column ranking_dispatch."registeredBy" is 'Who registered it';
comment on column ranking_dispatch."registeredByName" is 'That person as named then';
create index ranking_dispatch_of on ranking_dispatch ("snapshotId", "sentOn" desc, id desc);
create function ranking_dispatch_frozen() returns trigger language plpgsql as $$
begin
  if not exists (select from ranking_freeze where "snapshotId" = new."snapshotId") then
    raise exception 'only a frozen ranking leaves the house' using errcode = 'check_violation', constraint = 'ranking_frozen_first';
  end if;
  return new;
end $$;
create trigger ranking_dispatch_frozen before insert on ranking_dispatch for each row execute function ranking_dispatch_frozen();
create trigger ranking_dispatch_kept before update on ranking_dispatch for each row execute function forbid_change();
grant select, insert on ranking_dispatch to tidu_app;`;

const disclosure = `
create table ranking_disclosure (
  "snapshotId" uuid primary key references ranking_snapshot,
  "disclosedAt" timestamptz not null default now(),
  "disclosedBy" uuid not null default acting_person(),
  "disclosedByName" text not null
);
comment on table ranking_disclosure is 'Frozen rankings that everybody may look at (公开), names masked; never taken back, superseded by the next version';
comment on column ranking_disclosure."disclosedAt" is 'When it was made public';
comment on column ranking_disclosure."disclosedBy" is 'Who made it public: never who had the ranking made';
comment on column ranking_disclosure."disclosedByName" is 'That person as named then';
create function ranking_disclosure_frozen() returns trigger language plpgsql as $$
begin
  if not exists (select from ranking_freeze where "snapshotId" = new."snapshotId") then
    raise exception 'only a frozen ranking is made public' using errcode = 'check_violation', constraint = 'ranking_frozen_first';
  end if;
  if not ranking_two_persons((select "createdBy" from ranking_snapshot where id = new."snapshotId"), new."disclosedBy") then
    raise exception 'a ranking is made public by somebody else than who had it made' using errcode = 'check_violation', constraint = 'ranking_two_persons';
  end if;
  return new;
end $$;
create trigger ranking_disclosure_frozen before insert on ranking_disclosure for each row execute function ranking_disclosure_frozen();
create trigger ranking_disclosure_kept before update on ranking_disclosure for each row execute function forbid_change();
grant select, insert on ranking_disclosure to tidu_app;

create policy ranking_snapshot_row_public on ranking_snapshot_row for select to tidu_owner using (true);
create function public_ranking_rows(asked uuid, part text, code text, after int, lim int)
returns table ("position" int, rank int, class text, name text, "regionCode" text, excluded boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.position, r.rank, r.class, r.name, r."regionCode", r.excluded is not null
  from ranking_snapshot_row r
  where r."snapshotId" = asked and exists (select from ranking_disclosure d where d."snapshotId" = asked)
    and (part is null or strpos(r.name, part) > 0) and (code is null or r."creditCode" = code) and r.position > after
  order by r.position limit least(lim, 101)
$$;
comment on function public_ranking_rows(uuid, text, text, int, int) is 'Rows of a ranking that was made public, without any figure';
create function ranking_leaves(asked uuid, block int)
returns table ("position" int, hash bytea) language sql stable security definer set search_path = public, pg_temp as $$
  select r.position, r.hash from ranking_snapshot_row r
  where r."snapshotId" = asked and r.position between block * 1024 and block * 1024 + 1023 order by r.position
$$;
comment on function ranking_leaves(uuid, int) is 'Hashes of a block of rows, and nothing else of them: what a proof of inclusion needs, whoever may see one of the rows';
revoke all on function public_ranking_rows(uuid, text, text, int, int), ranking_leaves(uuid, int) from public;
grant execute on function public_ranking_rows(uuid, text, text, int, int), ranking_leaves(uuid, int) to tidu_app;`;
