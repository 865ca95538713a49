import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may act for an enterprise, how they came to it, and what they have begun to fill in. */
export class EnterprisePeople1764300500100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(registration);
    await runner.query(code);
    await runner.query(membership);
    await runner.query(invitation);
    await runner.query(draft);
    await runner.query(budget);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const forced = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;`;

const ofEnterprise = (table: string) => `${forced(table)}
create policy ${table}_scope on ${table} using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));`;

const registration = `
create table registration (
  id uuid primary key,
  "personId" uuid not null references person,
  "creditCode" text not null check ("creditCode" ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  "enterpriseName" text not null check (length("enterpriseName") between 2 and 200),
  "personName" text not null check (length("personName") between 1 and 50),
  phone text not null check (phone ~ '^\\+?[0-9-]{7,20}$'),
  state text not null default 'proof' check (state in
    ('proof', 'review', 'code', 'objection', 'disputed', 'granted', 'refused', 'withdrawn', 'lapsed')),
  version int not null default 1,
  "createdAt" timestamptz not null default now(),
  "proofFile" text references stored_file,
  "proofFileName" text check (length("proofFileName") between 1 and 255),
  "proofAt" timestamptz,
  "enterpriseId" uuid references enterprise on delete set null,
  "approvedBy" uuid check ("approvedBy" <> "personId"),
  "approvedByName" text,
  "approvedAt" timestamptz,
  "periodBegunAt" timestamptz,
  "objectionUntil" date,
  objection text check (length(objection) between 1 and 1000),
  "objectedAt" timestamptz,
  "objectedBy" uuid check ("objectedBy" <> "personId"),
  "objectedByName" text,
  answer text check (length(answer) between 1 and 1000),
  "changedAt" timestamptz not null default now(),
  "changedByName" text not null,
  check (num_nonnulls("proofFile", "proofFileName", "proofAt") in (0, 3)),
  check (num_nonnulls("approvedBy", "approvedByName", "approvedAt") in (0, 3)),
  check (num_nonnulls(objection, "objectedAt", "objectedBy", "objectedByName") in (0, 4)),
  check (num_nonnulls("periodBegunAt", "objectionUntil") in (0, 2)),
  check (state <> 'review' or "proofFile" is not null),
  check (state not in ('granted', 'objection', 'disputed') or "approvedBy" is not null),
  check (state not in ('objection', 'disputed') or "objectionUntil" is not null),
  check (state <> 'disputed' or objection is not null)
);
comment on table registration is 'Requests to act for an enterprise (认领申请): what was claimed, how it was proven, who decided';
comment on column registration."personId" is 'Account of whoever asks';
comment on column registration."creditCode" is 'Enterprise as claimed; says nothing about whether the register has it';
comment on column registration."enterpriseName" is 'Its name as claimed';
comment on column registration."personName" is 'Name of whoever asks, as given with the request';
comment on column registration.phone is 'Phone of whoever asks, for questions about the request';
comment on column registration.state is 'proof: nothing proven yet; review: an officer looks; code: a code was sent; objection, disputed: takeover; granted; refused; withdrawn; lapsed';
comment on column registration.version is 'Counts the changes; sent back as If-Match';
comment on column registration."createdAt" is 'When it was made';
comment on column registration."proofFile" is 'Authorisation (授权书) as uploaded, by its hash';
comment on column registration."proofFileName" is 'Name under which it was brought';
comment on column registration."proofAt" is 'When it was uploaded';
comment on column registration."enterpriseId" is 'Record it was approved for; null until then';
comment on column registration."approvedBy" is 'Officer who was convinced of the proof, or sent the code that proved it; never the person itself';
comment on column registration."approvedByName" is 'That officer as named then';
comment on column registration."approvedAt" is 'When the proof was accepted';
comment on column registration."periodBegunAt" is 'When the administrator of before was told and the period of objection began';
comment on column registration."objectionUntil" is 'Last day of the period of objection (异议期), counted in working days';
comment on column registration.objection is 'What the administrator of before objects, in their words';
comment on column registration."objectedAt" is 'When';
comment on column registration."objectedBy" is 'Which of them';
comment on column registration."objectedByName" is 'That person as named then';
comment on column registration.answer is 'What the officer told whoever asks: why given back, refused, granted past an objection';
comment on column registration."changedAt" is 'When it was changed last';
comment on column registration."changedByName" is 'Who changed it last';
create unique index registration_open_once on registration ("personId", "creditCode")
  where state in ('proof', 'review', 'code', 'objection', 'disputed');
create index registration_by_code on registration ("creditCode", id);
create index registration_by_state on registration (state, id);
create index registration_by_enterprise on registration ("enterpriseId") where "enterpriseId" is not null;
${forced('registration')}
create function registration_visible(code text, enterprise uuid) returns boolean language sql stable as $$
  select (select scope_everything())
    or array[substr(code, 3, 6), substr(code, 3, 4), substr(code, 3, 2)] && (select scope_regions())
    or exists (select from enterprise e where e."creditCode" = code or e.id = enterprise) $$;
comment on function registration_visible(text, uuid) is 'Whether the acting person looks after the enterprise a request claims, or, while the register does not have it, after the region in its code';
create policy registration_own on registration for select using ("personId" = (select acting_person()));
create policy registration_own_change on registration for update using ("personId" = (select acting_person()));
create policy registration_asked on registration for insert with check (
  "personId" = (select acting_person()) or (select acting_person()) = '00000000-0000-7000-8000-000000000003');
create policy registration_scope on registration for select using (registration_visible("creditCode", "enterpriseId"));
create policy registration_scope_change on registration for update using (registration_visible("creditCode", "enterpriseId"));
grant select, insert on registration to tidu_app;
grant update (state, version, "proofFile", "proofFileName", "proofAt", "enterpriseId", "approvedBy", "approvedByName",
  "approvedAt", "periodBegunAt", "objectionUntil", objection, "objectedAt", "objectedBy", "objectedByName", answer,
  "changedAt", "changedByName") on registration to tidu_app;`;

const code = `
create table claim_code (
  id uuid primary key,
  "registrationId" uuid not null references registration,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  via text not null check (via in ('letter', 'channel')),
  "codeHash" bytea not null check (length("codeHash") = 32),
  "issuedAt" timestamptz not null default now(),
  "issuedBy" uuid not null,
  "issuedByName" text not null,
  "expiresAt" timestamptz not null,
  tries int not null default 0 check (tries >= 0),
  "usedAt" timestamptz,
  "revokedAt" timestamptz
);
comment on table claim_code is 'Codes that prove a request by reaching whom the register knows (口令函), by their hash';
comment on column claim_code."enterpriseId" is 'Record whose address or contact it was sent to';
comment on column claim_code.via is 'letter: printed and posted to the registered address; channel: given to the configured channel';
comment on column claim_code."codeHash" is 'SHA-256 of request and code';
comment on column claim_code."issuedAt" is 'When it was made';
comment on column claim_code."issuedBy" is 'Officer who sent it';
comment on column claim_code."issuedByName" is 'That officer as named then';
comment on column claim_code."expiresAt" is 'From then on it is void';
comment on column claim_code.tries is 'How often somebody typed one in, counted before it is compared';
comment on column claim_code."usedAt" is 'When it proved the request';
comment on column claim_code."revokedAt" is 'When a newer one took its place, or the request ended';
create unique index claim_code_one on claim_code ("registrationId") where "usedAt" is null and "revokedAt" is null;
${forced('claim_code')}
create policy claim_code_of_request on claim_code using (
  exists (select from registration r where r.id = "registrationId"));
grant select, insert on claim_code to tidu_app;
grant update (tries, "usedAt", "revokedAt") on claim_code to tidu_app;`;

const rights = `rights <@ array['view', 'fill', 'submit', 'manage'] and 'view' = any (rights)`;
/** An agent fills in and nothing more, for a time. */
const agents = (until: string) =>
  `role = 'member.holder' or role = 'member.agent' and rights <@ array['view', 'fill'] and ${until} is not null`;

const membership = `
create table membership (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  "personId" uuid not null,
  role text not null,
  duty text not null default 'member' check (duty = 'member'),
  rights text[] not null check (${rights}),
  "validUntil" date check ("validUntil" between '2000-01-01' and '2200-01-01'),
  "registrationId" uuid references registration,
  version int not null default 1,
  "grantedAt" timestamptz not null default now(),
  "grantedBy" uuid not null,
  "grantedByName" text not null,
  "changedAt" timestamptz not null default now(),
  "changedByName" text not null,
  "endedAt" timestamptz,
  "endedBy" uuid,
  "endedByName" text,
  "endedReason" text check (length("endedReason") between 1 and 500),
  foreign key ("personId", duty) references person (id, duty),
  foreign key (role, duty) references role (code, duty),
  check (${agents('"validUntil"')}),
  check ("grantedBy" <> "personId"),
  check (num_nonnulls("endedAt", "endedBy", "endedByName", "endedReason") in (0, 4))
);
comment on table membership is 'Who may act for an enterprise, and how far (企业成员、代办); an agent can be given no more than filling in, and only for a time';
comment on column membership.role is 'member.holder: of the enterprise; member.agent: fills in for it (代办)';
comment on column membership.duty is 'Always member: no account of staff acts for an enterprise';
comment on column membership.rights is 'view, fill (in a draft), submit, manage (members)';
comment on column membership."validUntil" is 'First day on which it no longer holds; null: until it is ended';
comment on column membership."registrationId" is 'Request it came from; null: by invitation';
comment on column membership.version is 'Counts the changes; sent back as If-Match';
comment on column membership."grantedAt" is 'Since when it holds';
comment on column membership."grantedBy" is 'Who gave it; never the person itself';
comment on column membership."grantedByName" is 'That person as named then';
comment on column membership."changedAt" is 'When it was changed last';
comment on column membership."changedByName" is 'Who changed it last';
comment on column membership."endedAt" is 'When it was taken back; null while it may hold';
comment on column membership."endedBy" is 'Who took it back';
comment on column membership."endedByName" is 'That person as named then';
comment on column membership."endedReason" is 'Why';
create unique index membership_once on membership ("enterpriseId", "personId") where "endedAt" is null;
create index membership_by_person on membership ("personId") where "endedAt" is null;
${ofEnterprise('membership')}
create policy membership_own on membership for select using ("personId" = (select acting_person()));
grant select, insert on membership to tidu_app;
grant update (rights, "validUntil", version, "changedAt", "changedByName", "endedAt", "endedBy", "endedByName",
  "endedReason") on membership to tidu_app;

create function require_right_to_submit() returns trigger language plpgsql as $$
begin
  if exists (select from person p where p.id = new."submittedBy" and p.duty = 'member') and not exists (
    select from membership m where m."enterpriseId" = new."enterpriseId" and m."personId" = new."submittedBy"
      and 'submit' = any (m.rights) and m."endedAt" is null
      and (m."validUntil" is null or m."validUntil" > (now() at time zone 'Asia/Shanghai')::date))
  then raise exception 'this person may not submit figures of this enterprise' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
comment on function require_right_to_submit() is 'Figures of an enterprise''s own person need the right to submit, by whatever way they come: an agent has none';
create trigger figures_right_to_submit before insert on figures for each row when (new."jobId" is null)
  execute function require_right_to_submit();`;

const invitation = `
create table member_invitation (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  "tokenHash" bytea not null unique check (length("tokenHash") = 32),
  "inviteeName" text not null check (length("inviteeName") between 1 and 50),
  role text not null references role,
  rights text[] not null check (${rights}),
  "validUntil" date check ("validUntil" between '2000-01-01' and '2200-01-01'),
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null,
  "createdByName" text not null,
  "expiresAt" timestamptz not null,
  "usedAt" timestamptz,
  "usedBy" uuid,
  "revokedAt" timestamptz,
  check (${agents('"validUntil"')}),
  check ("usedBy" <> "createdBy"),
  check (num_nonnulls("usedAt", "usedBy") in (0, 2))
);
comment on table member_invitation is 'Links by which an enterprise''s administrator lets somebody act for it (邀请), by the hash of their token';
comment on column member_invitation."tokenHash" is 'SHA-256 of the token';
comment on column member_invitation."inviteeName" is 'For whom it is meant, in the words of who invites';
comment on column member_invitation.role is 'What the person becomes: of the enterprise, or an agent';
comment on column member_invitation.rights is 'What the person may do';
comment on column member_invitation."validUntil" is 'First day on which that no longer holds; null: until it is ended';
comment on column member_invitation."createdAt" is 'When it was made';
comment on column member_invitation."createdBy" is 'Who invites';
comment on column member_invitation."createdByName" is 'That person as named then';
comment on column member_invitation."expiresAt" is 'From then on the link is void';
comment on column member_invitation."usedAt" is 'When it was used; void since then';
comment on column member_invitation."usedBy" is 'Who used it; never who made it';
comment on column member_invitation."revokedAt" is 'When it was taken back';
create index member_invitation_open on member_invitation ("enterpriseId") where "usedAt" is null and "revokedAt" is null;
${ofEnterprise('member_invitation')}
grant select, insert on member_invitation to tidu_app;
grant update ("usedAt", "usedBy", "revokedAt") on member_invitation to tidu_app;`;

const draft = `
create table figures_draft (
  "enterpriseId" uuid not null references enterprise on delete cascade,
  year int not null check (year between 1949 and 2200),
  entries jsonb not null check (jsonb_typeof(entries) = 'array'),
  "basedOn" int not null check ("basedOn" >= 0),
  version int not null default 1,
  "savedAt" timestamptz not null default now(),
  "savedBy" uuid not null,
  "savedByName" text not null,
  primary key ("enterpriseId", year)
);
comment on table figures_draft is 'Yearly figures an enterprise is filling in (草稿), as typed, with mistakes; what is submitted becomes a revision in figures and leaves here';
comment on column figures_draft.year is 'Accounting year';
comment on column figures_draft.entries is 'Fact, text and unit as typed';
comment on column figures_draft."basedOn" is 'Revision of the enterprise''s own figures that was seen when the draft was begun; 0: none';
comment on column figures_draft.version is 'Counts the saves; sent back as If-Match';
comment on column figures_draft."savedAt" is 'When it was saved last';
comment on column figures_draft."savedBy" is 'Who saved it last';
comment on column figures_draft."savedByName" is 'That person as named then, an agent marked as one';
${ofEnterprise('figures_draft')}
grant select, insert, update, delete on figures_draft to tidu_app;`;

const budget = `
create table member_budget (
  key text not null check (length(key) between 1 and 100),
  day date not null,
  used int not null check (used > 0),
  primary key (key, day)
);
comment on table member_budget is 'Registrations of a day (每日次数): of an address, of a credit code, of all';
comment on column member_budget.key is 'What is counted: address:, code: with its text, or total';
comment on column member_budget.day is 'Day in Asia/Shanghai';
comment on column member_budget.used is 'How many were taken in';
grant select, insert, update, delete on member_budget to tidu_app;`;
