import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Persons, how they prove who they are, their sessions, and what they were given. */
export class Access1764300300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table role (
  code text primary key check (code ~ '^[a-z]+\\.[a-zA-Z]+$'),
  name text not null unique,
  duty text not null check (duty in ('business', 'member', 'system', 'security', 'audit')),
  position int not null,
  unique (code, duty)
);
comment on table role is 'Roles (角色), filled from seeds/access/roles.yaml; what each may do is read from there';
comment on column role.duty is 'Kind of duty the role belongs to; a person has one alone (三员分立)';
comment on column role.position is 'Place in lists';

create table person (
  id uuid primary key,
  "loginName" text not null unique check ("loginName" ~ '^[a-z0-9][a-z0-9._-]{1,31}$'),
  "displayName" text not null check (length("displayName") between 1 and 50),
  duty text not null check (duty in ('business', 'member', 'system', 'security', 'audit')),
  status text not null default 'invited' check (status in ('invited', 'active', 'disabled')),
  "confirmedAt" timestamptz,
  "confirmedBy" uuid check ("confirmedBy" <> id),
  demo boolean not null default false,
  version int not null default 1,
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null check ("createdBy" <> id),
  "createdByName" text not null,
  "changedAt" timestamptz not null default now(),
  "changedByName" text not null,
  unique (id, duty),
  check (("confirmedAt" is null) = ("confirmedBy" is null))
);
comment on table person is 'Persons who may sign in (账号): staff and, later, members of enterprises';
comment on column person."loginName" is 'Name to sign in by, small letters';
comment on column person."displayName" is 'Name as others see it (姓名)';
comment on column person.duty is 'The one kind of duty of this person, never changed: another duty is another account (三员分立)';
comment on column person.status is 'invited: no password yet; active; disabled: may not sign in';
comment on column person."confirmedAt" is 'When a security administrator made sure who holds the account; null after every new link';
comment on column person."confirmedBy" is 'Who made sure; never the person itself';
comment on column person.demo is 'Made for the demo district: needs no second factor, is disabled with the district';
comment on column person.version is 'Counts the changes; sent back as If-Match';
comment on column person."createdBy" is 'Who made the account';
comment on column person."createdByName" is 'Name of that person at the time';
comment on column person."changedAt" is 'When it was changed last';
comment on column person."changedByName" is 'Who changed it last';
grant select, insert on person to tidu_app;
grant update ("displayName", status, "confirmedAt", "confirmedBy", version, "changedAt", "changedByName") on person to tidu_app;

create table credential (
  "personId" uuid primary key references person,
  "passwordHash" text,
  "passwordSetAt" timestamptz,
  "totpSecret" bytea,
  "totpSince" timestamptz,
  "totpLastStep" bigint not null default 0,
  "totpPending" bytea,
  check (("passwordHash" is null) = ("passwordSetAt" is null)),
  check (("totpSecret" is null) = ("totpSince" is null))
);
comment on table credential is 'How a person proves who they are (凭据): nothing in it can be turned back into a secret without the key of the installation';
comment on column credential."passwordHash" is 'scrypt with its parameters and salt';
comment on column credential."passwordSetAt" is 'When the password was set, for the reminder to change it';
comment on column credential."totpSecret" is 'Secret of the one-time codes (动态口令), sealed with the key of the installation';
comment on column credential."totpSince" is 'When the second factor was set up; null: there is none';
comment on column credential."totpLastStep" is 'Newest half minute whose code was used: none is taken twice';
comment on column credential."totpPending" is 'Secret that was shown and not yet proven by a code';
grant select, insert, update on credential to tidu_app;

create table one_time_link (
  id uuid primary key,
  "tokenHash" bytea not null unique check (length("tokenHash") = 32),
  "personId" uuid not null references person,
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null,
  "createdByName" text not null,
  "expiresAt" timestamptz not null,
  "usedAt" timestamptz,
  "revokedAt" timestamptz
);
comment on table one_time_link is 'Links by which a person sets the password (一次性链接), by the hash of their token';
comment on column one_time_link."tokenHash" is 'SHA-256 of the token';
comment on column one_time_link."createdBy" is 'Who gave it out';
comment on column one_time_link."createdByName" is 'Name of that person at the time';
comment on column one_time_link."expiresAt" is 'From then on it is void';
comment on column one_time_link."usedAt" is 'When it was used; void since then';
comment on column one_time_link."revokedAt" is 'When a newer one took its place';
create index one_time_link_open on one_time_link ("personId") where "usedAt" is null and "revokedAt" is null;
grant select, insert on one_time_link to tidu_app;
grant update ("usedAt", "revokedAt") on one_time_link to tidu_app;

create table session (
  id uuid primary key,
  "tokenHash" bytea not null unique check (length("tokenHash") = 32),
  "personId" uuid not null references person,
  factor text not null check (factor in ('password', 'totp')),
  "startedAt" timestamptz not null default now(),
  "lastSeenAt" timestamptz not null default now(),
  "steppedUpAt" timestamptz,
  "endedAt" timestamptz,
  "endedWhy" text check ("endedWhy" in ('signedOut', 'revoked', 'renewed', 'credential', 'status', 'rights')),
  address text not null,
  agent text not null,
  check (("endedAt" is null) = ("endedWhy" is null))
);
comment on table session is 'Sessions (会话), by the hash of their token';
comment on column session."tokenHash" is 'SHA-256 of the token in the cookie';
comment on column session.factor is 'What was proven: the password alone, or the one-time code too';
comment on column session."startedAt" is 'When the password was given; handed on when the token is renewed';
comment on column session."lastSeenAt" is 'Last use, to the minute';
comment on column session."steppedUpAt" is 'When the person proved themselves last, for what asks for it anew';
comment on column session."endedAt" is 'When it was ended; null while it may last';
comment on column session."endedWhy" is 'signedOut, revoked by the person, renewed by another token, or ended by a change of credential, status or rights';
comment on column session.address is 'Network address it was begun from';
comment on column session.agent is 'Browser, as it names itself';
create index session_by_person on session ("personId") where "endedAt" is null;
grant select, insert, update, delete on session to tidu_app;

create table role_grant (
  id uuid primary key,
  "personId" uuid not null,
  role text not null,
  duty text not null,
  "scopeKind" text check ("scopeKind" in ('everything', 'region', 'zone', 'enterprise')),
  "scopeId" text check (length("scopeId") between 1 and 40),
  "validFrom" date not null check ("validFrom" between '2000-01-01' and '2200-01-01'),
  "validUntil" date check ("validUntil" between '2000-01-01' and '2200-01-01'),
  reason text not null check (length(reason) between 1 and 500),
  "grantedAt" timestamptz not null default now(),
  "grantedBy" uuid not null,
  "grantedByName" text not null,
  version int not null default 1,
  "endedAt" timestamptz,
  "endedBy" uuid,
  "endedByName" text,
  "endedReason" text check (length("endedReason") between 1 and 500),
  foreign key ("personId", duty) references person (id, duty),
  foreign key (role, duty) references role (code, duty),
  check ("grantedBy" <> "personId"),
  check ("validUntil" > "validFrom"),
  check (("scopeKind" is null) = (duty in ('system', 'security', 'audit'))),
  check (("scopeId" is null) = ("scopeKind" is null or "scopeKind" = 'everything')),
  check (num_nonnulls("endedAt", "endedBy", "endedByName", "endedReason") in (0, 4))
);
comment on table role_grant is 'Who holds which role over what, from when until when (授权); the two foreign keys let nobody hold roles of two duties (三员分立)';
comment on column role_grant.duty is 'Duty of the role, which must be the duty of the person';
comment on column role_grant.role is 'Code of the role';
comment on column role_grant."scopeKind" is 'Over everything, a region, a zone, one enterprise; null for administrators, who see none';
comment on column role_grant."scopeId" is 'Code of the region (two, four or six digits) or zone, or id of the enterprise';
comment on column role_grant."validFrom" is 'First day on which it holds';
comment on column role_grant."validUntil" is 'First day on which it no longer holds; null: until it is ended';
comment on column role_grant.reason is 'Why it was given, in the words of who gave it';
comment on column role_grant."grantedAt" is 'When it was given';
comment on column role_grant."grantedBy" is 'Who gave it; never the person itself';
comment on column role_grant."grantedByName" is 'Name of that person at the time';
comment on column role_grant."endedAt" is 'When it was taken back; null while it may hold';
comment on column role_grant."endedBy" is 'Who took it back';
comment on column role_grant."endedByName" is 'Name of that person at the time';
comment on column role_grant."endedReason" is 'Why it was taken back';
create unique index role_grant_once on role_grant ("personId", role, "scopeKind", "scopeId") nulls not distinct
  where "endedAt" is null;
grant select, insert on role_grant to tidu_app;
grant update (version, "endedAt", "endedBy", "endedByName", "endedReason") on role_grant to tidu_app;
grant select, insert, update, delete on role to tidu_app;

create table sign_in_counter (
  key text primary key check (length(key) between 1 and 100),
  failures int not null check (failures > 0),
  since timestamptz not null default now(),
  "lockedUntil" timestamptz
);
comment on table sign_in_counter is 'Attempts to prove oneself that did not succeed (登录失败次数), counted before they are tried';
comment on column sign_in_counter.key is 'What is counted: account:, address: or factor: with a name';
comment on column sign_in_counter.failures is 'Attempts since then';
comment on column sign_in_counter.since is 'When the first of them was made';
comment on column sign_in_counter."lockedUntil" is 'Until then every attempt is refused untried';
grant select, insert, update, delete on sign_in_counter to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
