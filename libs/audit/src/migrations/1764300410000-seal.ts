import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trail is appended through one function, sealed in a chain, and read by whoever says that he reads it. */
export class Seal1764300410000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table audit_pending (
  "entryId" bigint primary key,
  since timestamptz not null default clock_timestamp()
);
comment on table audit_pending is 'Entries of the trail that no seal holds yet (待封存); an entry neither here nor in the chain did not come through the program';
comment on column audit_pending.since is 'When the entry was written: the oldest says how long sealing is behind';
create index audit_pending_since on audit_pending (since);

create table audit_link (
  sequence bigint primary key check (sequence > 0),
  "entryId" bigint not null unique,
  digest bytea not null check (length(digest) = 32),
  hash bytea not null check (length(hash) = 32)
);
comment on table audit_link is 'The chain over the trail (封存链): one link an entry, in the order of sealing; append-only';
comment on column audit_link.sequence is 'Place in the chain, without gaps. Not the order of ids: an entry of a long transaction comes when it is visible';
comment on column audit_link.digest is 'Hash of the entry''s canonical form: says whether the entry is as it was';
comment on column audit_link.hash is 'Hash over the link before, the place, the entry''s id and its digest: says whether the chain is as it was';

create table audit_seal (
  number bigint primary key check (number > 0),
  "firstSequence" bigint not null,
  "lastSequence" bigint not null unique,
  algorithm text not null check (algorithm in ('sha256', 'sm3')),
  hash bytea not null check (length(hash) = 32),
  "sealedAt" timestamptz not null default clock_timestamp(),
  "exportedAt" timestamptz,
  check ("firstSequence" > 0 and "lastSequence" >= "firstSequence")
);
comment on table audit_seal is 'Seals of the trail (封存批次): the links of one run of the sealer; its head is also kept outside the database';
comment on column audit_seal.number is 'Counts the seals';
comment on column audit_seal."firstSequence" is 'First link it holds';
comment on column audit_seal."lastSequence" is 'Last link it holds';
comment on column audit_seal.algorithm is 'Hash its links were made with';
comment on column audit_seal.hash is 'Hash of its last link: the head of the chain at that time';
comment on column audit_seal."sealedAt" is 'When it was made';
comment on column audit_seal."exportedAt" is 'When its head was safely in the file outside; null: not yet';
create index audit_seal_waiting on audit_seal ("sealedAt") where "exportedAt" is null;

create trigger audit_link_append_only before update or delete on audit_link
  for each row execute function forbid_change();
create trigger audit_seal_append_only before delete on audit_seal
  for each row execute function forbid_change();

insert into audit_pending ("entryId") select id from audit_entry;

create function audit_unsealed_since() returns timestamptz language sql stable as $$
  select least((select min(since) from audit_pending),
               (select min("sealedAt") from audit_seal where "exportedAt" is null)) $$;
comment on function audit_unsealed_since() is 'Since when something of the trail waits for its seal or for the head outside; null: nothing waits';

create function audit_reader() returns boolean language sql stable
  as $$ select coalesce(current_setting('tidu.audit', true) = 'on', false) $$;
comment on function audit_reader() is 'Whether this transaction reads the trail: said by the room audit alone, after the permission was checked';

create function append_audit_entry("personId" uuid, "personName" text, action text, "objectType" text, "objectId" text,
  before jsonb, after jsonb, reason text, "requestId" text, late interval) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare entry bigint;
begin
  if late is not null and audit_unsealed_since() < now() - late then return false; end if;
  insert into audit_entry ("personId", "personName", action, "objectType", "objectId", before, after, reason, "requestId")
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id into entry;
  insert into audit_pending ("entryId") values (entry);
  return true;
end $$;
comment on function append_audit_entry is 'The only way into the trail; false and nothing written where sealing is behind by more than the interval';
revoke all on function append_audit_entry from public;
grant execute on function append_audit_entry to tidu_app;

alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy audit_entry_owner on audit_entry to tidu_owner using (true) with check (true);
create policy audit_entry_read on audit_entry for select to tidu_app using ((select audit_reader()));
create policy audit_entry_auditor on audit_entry for select to tidu_auditor using (true);
revoke insert on audit_entry from tidu_app;
grant select on audit_entry to tidu_app;
create index audit_entry_by_person on audit_entry ("personId", id);
create index audit_entry_by_action on audit_entry (action text_pattern_ops, id);
create index audit_entry_by_time on audit_entry (at, id);
grant select, delete on audit_pending to tidu_app;
grant select, insert on audit_link to tidu_app;
grant select, insert, update ("exportedAt") on audit_seal to tidu_app;
grant select on audit_pending, audit_link, audit_seal to tidu_auditor;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
