import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Figures written by hand with their evidence, judgements, resolutions, precedence as data, checks and their flags. */
export class Sources1764200400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(evidence);
    await runner.query(revisions);
    await runner.query(judgements);
    await runner.query(resolutions);
    await runner.query(checks);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const ofEnterprise = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy ${table}_scope on ${table} using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));`;

const evidence = `
create table evidence_file (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  sha256 text not null references stored_file,
  "fileName" text not null check (length("fileName") between 1 and 255),
  kind text not null check (kind in ('auditReport', 'taxReturn', 'statisticsReport', 'annualReport', 'platformResult',
    'officialLetter', 'minutes', 'other')),
  document text check (length(document) between 1 and 200),
  "periodFrom" date,
  "periodUntil" date,
  "uploadedAt" timestamptz not null default now(),
  "uploadedBy" uuid not null,
  "uploadedByName" text not null,
  check ("periodFrom" < "periodUntil"),
  unique (id, "enterpriseId")
);
comment on table evidence_file is 'Files that prove figures and judgements (佐证材料), each of one enterprise; the content is a stored file, known by its hash';
comment on column evidence_file.sha256 is 'SHA-256 of the content';
comment on column evidence_file."fileName" is 'Name under which it was brought';
comment on column evidence_file.kind is 'What it is (材料类型): audit report, tax return, statistics report, annual report, platform result, official letter, minutes, other';
comment on column evidence_file.document is 'Number or title it bears (文号、名称), for example the number of the audit report';
comment on column evidence_file."periodFrom" is 'First day of the period it speaks of; null: unknown';
comment on column evidence_file."periodUntil" is 'First day after that period; null: unknown';
comment on column evidence_file."uploadedAt" is 'When it was brought';
comment on column evidence_file."uploadedBy" is 'Who brought it';
comment on column evidence_file."uploadedByName" is 'That person as named then';
create index evidence_file_by_enterprise on evidence_file ("enterpriseId", "uploadedAt");
${ofEnterprise('evidence_file')}
grant select, insert on evidence_file to tidu_app;`;

/** A judged fact is no figure: what sources said of one is kept among the other statements and counts for nothing. */
const judged = [
  ...['keyChainLink', 'keyProductField', 'marketPositionLeading', 'lowPublicAwareness', 'governanceSound'],
  'keyIndicatorsLeading',
];

const revisions = `
alter table figures
  add "submittedByName" text,
  add document text check (length(document) between 1 and 200),
  add reason text check (length(reason) between 1 and 500),
  add units jsonb check (jsonb_typeof(units) = 'object'),
  add "evidenceId" uuid,
  add foreign key ("evidenceId", "enterpriseId") references evidence_file (id, "enterpriseId");
comment on column figures."submittedByName" is 'That person as named then; null for what an import brought: the job says it';
comment on column figures.document is 'Document the figures were read from (依据的文件): number or title';
comment on column figures.reason is 'Why the figures were written or corrected, in the person''s own words';
comment on column figures.units is 'Unit in which amounts were written down, by fact (元, 万元, 亿元); they are kept in 分';
comment on column figures."evidenceId" is 'Evidence file of these figures';
update figures set extra = extra || jsonb_strip_nulls(jsonb_build_object(${judged.map((code) => `'${code}', "${code}"`).join(', ')}))
  where ${judged.map((code) => `"${code}" is not null`).join(' or ')};
alter table figures ${judged.map((code) => `drop "${code}"`).join(', ')};
alter table figures_staging ${judged.map((code) => `drop "${code}"`).join(', ')};`;

const judgements = `
create table judgement (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  year smallint not null check (year between 1949 and 2200),
  fact text not null check (fact ~ '^[A-Za-z][A-Za-z0-9]*$'),
  value text not null check (length(value) between 1 and 60),
  reason text not null check (length(reason) between 2 and 1000),
  basis text not null check (length(basis) between 2 and 200),
  "evidenceId" uuid,
  "judgedAt" timestamptz not null default now(),
  "judgedBy" uuid not null,
  "judgedByName" text not null,
  "revokedAt" timestamptz,
  "revokedBy" uuid,
  "revokedByName" text,
  "revokedReason" text check (length("revokedReason") between 2 and 1000),
  "replacedBy" uuid references judgement deferrable initially deferred,
  foreign key ("evidenceId", "enterpriseId") references evidence_file (id, "enterpriseId"),
  check (("revokedAt" is null) = ("revokedBy" is null) and ("revokedAt" is null) = ("revokedByName" is null)
     and ("revokedAt" is null) = ("revokedReason" is null)),
  check ("replacedBy" is null or "revokedAt" is not null)
);
comment on table judgement is 'What an officer judged (人工判断): one fact of origin judged, one enterprise, one accounting year; append-only, revoked by a later act';
comment on column judgement.year is 'Accounting year (会计年度)';
comment on column judgement.fact is 'Fact of the dictionary whose origin is judged';
comment on column judgement.value is 'The value: true or false, the code of a choice, or an integer scaled as the dictionary says';
comment on column judgement.reason is 'Why it was judged so (理由)';
comment on column judgement.basis is 'What it rests on (依据): minutes, document, visit';
comment on column judgement."evidenceId" is 'File that proves it; null where there is none';
comment on column judgement."judgedAt" is 'When it was judged';
comment on column judgement."judgedBy" is 'Officer who judged';
comment on column judgement."judgedByName" is 'That person as named then';
comment on column judgement."revokedAt" is 'When it ceased to count; null: it counts';
comment on column judgement."revokedBy" is 'Who revoked it';
comment on column judgement."revokedByName" is 'That person as named then';
comment on column judgement."revokedReason" is 'Why it was revoked';
comment on column judgement."replacedBy" is 'The later judgement in its place; null: none';
create unique index judgement_current on judgement ("enterpriseId", year, fact) where "revokedAt" is null;
create index judgement_by_year on judgement (year, fact) where "revokedAt" is null;
${ofEnterprise('judgement')}
grant select, insert, update ("revokedAt", "revokedBy", "revokedByName", "revokedReason", "replacedBy") on judgement to tidu_app;
create function keep_judgement() returns trigger language plpgsql as $$ begin
  if old."revokedAt" is not null then
    raise exception 'a revoked judgement never changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger judgement_kept before update on judgement for each row execute function keep_judgement();`;

const resolutions = `
create table source_precedence (
  fact text primary key,
  position int not null,
  sources text[] not null check (sources <@ array['enterprise', 'audit', 'tax', 'statistics', 'zone', 'platform', 'officer']
    and cardinality(sources) = 7),
  reason text not null
);
comment on table source_precedence is 'In which order sources are believed (取数优先级): the row * for every fact, others for single facts';
comment on column source_precedence.fact is 'Code of the fact, or * for all without a row of their own';
comment on column source_precedence.position is 'Order of the file';
comment on column source_precedence.sources is 'All sources, the most trusted first';
comment on column source_precedence.reason is 'Why this order (理由)';
grant select, insert, update, delete on source_precedence to tidu_app;

create table figure_resolution (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  year smallint not null check (year between 1949 and 2200),
  fact text not null check (fact ~ '^[A-Za-z][A-Za-z0-9]*$'),
  source text not null check (source in ('enterprise', 'audit', 'tax', 'statistics', 'zone', 'platform', 'officer')),
  seen jsonb not null check (jsonb_typeof(seen) = 'object'),
  reason text not null check (length(reason) between 2 and 1000),
  "resolvedAt" timestamptz not null default now(),
  "resolvedBy" uuid not null,
  "resolvedByName" text not null,
  "endedAt" timestamptz,
  "endedBy" uuid,
  "endedByName" text,
  "endedReason" text check (length("endedReason") between 2 and 1000),
  check (("endedAt" is null) = ("endedBy" is null) and ("endedAt" is null) = ("endedByName" is null)
     and ("endedAt" is null) = ("endedReason" is null))
);
comment on table figure_resolution is 'Which source counts where sources disagree (冲突处理): one fact of one enterprise and year, by whom and why; goes before the precedence';
comment on column figure_resolution.year is 'Accounting year of the figures';
comment on column figure_resolution.fact is 'Fact the sources disagree on';
comment on column figure_resolution.source is 'The source that counts';
comment on column figure_resolution.seen is 'What each source said when it was decided, by source: a later change reopens the conflict';
comment on column figure_resolution.reason is 'Why this source (理由)';
comment on column figure_resolution."resolvedAt" is 'When it was decided';
comment on column figure_resolution."resolvedBy" is 'Who decided';
comment on column figure_resolution."resolvedByName" is 'That person as named then';
comment on column figure_resolution."endedAt" is 'When it ceased to hold: replaced or taken back; null: it holds';
comment on column figure_resolution."endedBy" is 'Who ended it';
comment on column figure_resolution."endedByName" is 'That person as named then';
comment on column figure_resolution."endedReason" is 'Why it ended';
create unique index figure_resolution_current on figure_resolution ("enterpriseId", year, fact) where "endedAt" is null;
create index figure_resolution_by_year on figure_resolution (year, fact, source) where "endedAt" is null;
${ofEnterprise('figure_resolution')}
grant select, insert, update ("endedAt", "endedBy", "endedByName", "endedReason") on figure_resolution to tidu_app;`;

const checks = `
create table figure_check (
  code text primary key check (code ~ '^[a-z][a-z0-9-]*$'),
  position int not null,
  label text not null,
  kind text not null,
  entry jsonb not null
);
comment on table figure_check is 'Checks that figures say the same thing everywhere (一数一源检查), as the file of checks says them';
comment on column figure_check.position is 'Order of the file';
comment on column figure_check.label is 'What an official reads';
comment on column figure_check.kind is 'Word of the vocabulary: atMost, ratio, slip, transposed, sign, shifted, copied, growth';
comment on column figure_check.entry is 'The checked entry of the file';
grant select, insert, update, delete on figure_check to tidu_app;

create table figure_flag (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  year smallint not null check (year between 1949 and 2200),
  "check" text not null,
  place text not null,
  facts text[] not null check (cardinality(facts) > 0),
  sources text[] not null check (cardinality(sources) > 0),
  said jsonb not null check (jsonb_typeof(said) = 'array'),
  message text not null,
  state text not null default 'open' check (state in ('open', 'explained', 'gone')),
  "foundAt" timestamptz not null default now(),
  "goneAt" timestamptz,
  explanation text check (length(explanation) between 2 and 1000),
  "explainedAt" timestamptz,
  "explainedBy" uuid,
  "explainedByName" text,
  version int not null default 1,
  unique ("enterpriseId", year, "check", place),
  check ((state = 'gone') = ("goneAt" is not null)),
  check (state <> 'explained' or ("explainedAt" is not null and "explainedBy" is not null and explanation is not null))
);
comment on table figure_flag is 'What a check found in the figures of an enterprise and year (数据疑点): open, explained by somebody, or gone';
comment on column figure_flag.year is 'Accounting year of the figures that look wrong';
comment on column figure_flag."check" is 'Code of the check that found it';
comment on column figure_flag.place is 'Which facts and sources it is about: with the check, what makes it the same flag again';
comment on column figure_flag.facts is 'Facts it is about';
comment on column figure_flag.sources is 'Sources it is about';
comment on column figure_flag.said is 'The values as they were found: fact, year, source, value';
comment on column figure_flag."foundAt" is 'When it was found, or found again with other values';
comment on column figure_flag."goneAt" is 'When the figures no longer showed it';
comment on column figure_flag.explanation is 'Why it is right all the same (说明)';
comment on column figure_flag."explainedAt" is 'When it was explained';
comment on column figure_flag."explainedBy" is 'Who explained it';
comment on column figure_flag."explainedByName" is 'That person as named then';
create index figure_flag_by_state on figure_flag (state, year, "check", id);
${ofEnterprise('figure_flag')}
grant select, insert, update on figure_flag to tidu_app;`;
