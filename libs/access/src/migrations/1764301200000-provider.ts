import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signing in by the district's identity provider: whose accounts there are whose here, and attempts on their way. */
export class Provider1764301200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table provider_link (
  "personId" uuid primary key references person,
  issuer text not null check (length(issuer) between 1 and 300),
  subject text not null check (length(subject) between 1 and 200),
  "linkedAt" timestamptz not null default now(),
  "linkedBy" uuid not null,
  "linkedByName" text not null,
  unique (issuer, subject)
);
comment on table provider_link is 'Which account of the identity provider is whose here (统一认证关联): entered by an administrator or tied by the person, never guessed';
comment on column provider_link.issuer is 'The provider, by the address it names itself with';
comment on column provider_link.subject is 'What names the account there (by default the claim sub)';
comment on column provider_link."linkedAt" is 'When it was tied';
comment on column provider_link."linkedBy" is 'Who tied it: the person, or an administrator';
comment on column provider_link."linkedByName" is 'Name of that person at the time';
grant select, insert, delete on provider_link to tidu_app;

create table provider_attempt (
  "tokenHash" bytea primary key check (length("tokenHash") = 32),
  purpose text not null check (purpose in ('signIn', 'link', 'stepUp')),
  "sessionId" uuid references session on delete cascade,
  state text not null,
  nonce text not null,
  verifier text not null,
  "redirectUri" text not null,
  "startedAt" timestamptz not null default now(),
  check (("sessionId" is null) = (purpose = 'signIn'))
);
comment on table provider_attempt is 'Ways to the identity provider that were begun and not yet come back from; each is used once';
comment on column provider_attempt."tokenHash" is 'SHA-256 of the token in the cookie of the browser that began it';
comment on column provider_attempt.purpose is 'signIn: begins a session; link: ties the account of who is signed in; stepUp: proves once more who that is';
comment on column provider_attempt."sessionId" is 'Session it was begun in';
comment on column provider_attempt.state is 'What must come back in the address';
comment on column provider_attempt.nonce is 'What must come back in the signed answer';
comment on column provider_attempt.verifier is 'What only who began it knows (PKCE)';
comment on column provider_attempt."startedAt" is 'After fifteen minutes the attempt is void';
comment on column provider_attempt."redirectUri" is 'Where the provider was asked to come back to';
grant select, insert, delete on provider_attempt to tidu_app;

alter table session drop constraint session_factor_check;
alter table session add constraint session_factor_check
  check (factor in ('password', 'totp', 'provider', 'providerFactor'));
comment on column session.factor is 'What was proven: the password alone, the one-time code too, the identity provider alone, or the identity provider with a second factor by its own word';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
