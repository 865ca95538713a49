import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What criteria ask about an enterprise beyond its yearly figures (佐证), with dates and who says so. */
export class Evidence1764200310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(evidenceTable(table));
    await runner.query(further);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

interface EvidenceTable {
  name: string;
  comment: string;
  /** What the first and the last day of a row mean. */
  from: string;
  until: string;
  /** Column, its type with checks, its comment. */
  columns: [string, string, string][];
  /** Constraints over several columns. */
  checks?: string[];
}

const oneOf = (column: string, ...values: string[]) =>
  `text not null check ("${column}" in (${values.map((value) => `'${value}'`).join(', ')}))`;
const text = (column: string, length: number) => `text check (length("${column}") between 1 and ${length})`;
const needed = (column: string, length: number) => `text not null check (length("${column}") between 1 and ${length})`;
const rank = (column: string) => `int check ("${column}" between 1 and 100000)`;
const ratio = (column: string) => `int check ("${column}" between 0 and 1000000)`;

const tables: EvidenceTable[] = [
  {
    name: 'ip_right',
    comment: 'Intellectual property (知识产权); a share of a right is a row of each holder',
    from: 'Day of grant or registration (授权公告日)',
    until: 'First day without it: expired, given up, declared void or passed on (失效日)',
    columns: [
      [
        'kind',
        oneOf(
          ...(['kind', 'inventionPatent', 'defensePatent', 'plantVariety', 'cropVariety', 'newDrug'] as const),
          ...(['chineseMedicine', 'layoutDesign', 'softwareCopyright', 'utilityModel', 'design', 'trademark'] as const),
        ),
        'Kind of right; the first seven are Ⅰ类, trademarks neither Ⅰ类 nor Ⅱ类',
      ],
      ['number', needed('number', 60), 'Patent or registration number as on the certificate'],
      ['name', text('name', 200), 'Name of the invention, work, variety …'],
      [
        'howObtained',
        oneOf('howObtained', 'selfDeveloped', 'transferred', 'licensed'),
        'How the enterprise came to it',
      ],
      ['transferredOn', 'date', 'Day of the transfer, if it was transferred'],
      ['holderRank', 'int check ("holderRank" between 1 and 1000)', 'Place among the holders; null: not known'],
      ['mainProduct', 'boolean', 'Whether it belongs to the main product; null: not known'],
      ['applied', 'boolean', 'Whether it is applied and earns; null: not known'],
      [
        'highValue',
        `text[] not null default '{}' check ("highValue" <@ array['overseasFamily', 'overseasIncome', 'pledge', 'award'])`,
        'Why it is of high value, besides being kept for more than ten years',
      ],
    ],
    checks: [
      `check (("howObtained" = 'transferred') = ("transferredOn" is not null))`,
      'check ("transferredOn" >= "validFrom")',
    ],
  },
  {
    name: 'rd_institution',
    comment: 'R&D institutions (研发机构), own or shared',
    from: 'First day of the recognition (认定日)',
    until: 'First day without it (撤销或到期)',
    columns: [
      ['level', oneOf('level', 'nation', 'province', 'city', 'belowCity'), 'Level of who recognised it'],
      [
        'kind',
        oneOf(
          ...(['kind', 'techCentre', 'engineeringCentre', 'laboratory', 'designCentre', 'academician'] as const),
          ...(['postdoctoral', 'institute', 'other'] as const),
        ),
        'Kind of institution',
      ],
      ['name', needed('name', 200), 'Name as recognised'],
    ],
  },
  {
    name: 'certification',
    comment: 'Certificates (认证) of systems and products',
    from: 'First day of validity',
    until: 'First day without validity',
    columns: [
      [
        'kind',
        oneOf(
          ...(['kind', 'qualitySystem', 'environmentSystem', 'safetySystem', 'energySystem', 'ipSystem'] as const),
          ...(['itSystem', 'informationSecurity', 'otherSystem', 'overseasProduct', 'domesticProduct'] as const),
        ),
        'Kind of certification',
      ],
      ['name', needed('name', 200), 'What is certified by which standard'],
      ['number', text('number', 100), 'Number of the certificate'],
      ['international', 'boolean not null', 'Whether it counts as an international certification'],
    ],
  },
  {
    name: 'standard_work',
    comment: 'Standards (标准) the enterprise led or took part in',
    from: 'Day of publication (发布日)',
    until: 'Day on which it was abolished (废止日); the work remains done',
    columns: [
      ['level', oneOf('level', 'international', 'nation', 'industry', 'local', 'group'), 'Level of the standard'],
      ['role', oneOf('role', 'led', 'participated'), 'Whether the enterprise led the work or took part'],
      ['number', needed('number', 60), 'Number of the standard'],
      ['name', text('name', 200), 'Title of the standard'],
    ],
  },
  {
    name: 'award',
    comment: 'Awards (奖励); an award is not a recognition',
    from: 'Day of the award',
    until: 'Day on which it was revoked (撤销日)',
    columns: [
      [
        'kind',
        oneOf('kind', 'sciTech', 'makerChina', 'quality', 'patent', 'other'),
        'Science and technology award, 创客中国 contest, quality award, patent award, other',
      ],
      ['level', oneOf('level', 'nation', 'province', 'city', 'district'), 'Level of who awards it'],
      ['name', needed('name', 200), 'Name of the award with its grade'],
      ['rank', rank('rank'), 'Place among the winners, or in the contest; null: not known'],
      ['group', `text check ("group" in ('enterprise', 'maker'))`, 'Group of the 创客中国 contest'],
    ],
    checks: [`check (("kind" = 'makerChina') = ("group" is not null))`],
  },
  {
    name: 'title_held',
    comment: 'Titles (称号) by recognition: batch, document, validity; leaving a list erases nothing',
    from: 'First day of validity',
    until: 'First day without validity; validity is computed from the dates and never stored',
    columns: [
      [
        'title',
        oneOf(
          ...(['title', 'techSme', 'innovativeSme', 'specializedSme', 'littleGiant', 'singleChampion'] as const),
          ...(['hiddenChampion', 'highTech', 'innovationDemo', 'ipAdvantage'] as const),
        ),
        'Code of the title',
      ],
      ['level', oneOf('level', 'district', 'city', 'province', 'nation'), 'Level of who granted it'],
      ['batch', text('batch', 100), 'Batch of the recognition (批次)'],
      ['cancelledOn', 'date', 'Day on which it was cancelled before its end (取消日)'],
      ['cancelledWhy', text('cancelledWhy', 500), 'Why it was cancelled'],
    ],
    checks: [
      'check (("cancelledOn" is null) = ("cancelledWhy" is null))',
      'check ("cancelledOn" >= "validFrom" and "cancelledOn" <= coalesce("validUntil", "cancelledOn"))',
    ],
  },
  {
    name: 'honour',
    comment: 'Honours (荣誉) that are neither a title of the ladder nor an award',
    from: 'Day of the honour',
    until: 'Day on which it ended',
    columns: [
      ['name', needed('name', 200), 'Name of the honour'],
      ['level', oneOf('level', 'nation', 'province', 'city', 'district'), 'Level of who gives it'],
    ],
  },
  {
    name: 'incident',
    comment: 'Incidents, offences and entries in public black lists (事故与违法失信)',
    from: 'Day it happened, or of the entry in the list',
    until: 'Day on which the entry was taken out of the list',
    columns: [
      [
        'kind',
        oneOf(
          ...(['kind', 'safety', 'cyberData', 'quality', 'environment', 'tax', 'falseData', 'otherOffence'] as const),
          ...(['abnormalOperation', 'seriousDishonesty'] as const),
        ),
        'Kind; the last two are lists one is entered in and taken out of',
      ],
      ['severity', oneOf('severity', 'major', 'ordinary'), 'Whether the authority holds it for major (重大)'],
      ['name', needed('name', 200), 'What happened, or why the entry was made'],
    ],
  },
  {
    name: 'main_product',
    comment: 'Main products (主导产品) with niche, share and ranks',
    from: 'First day for which this is said',
    until: 'First day for which it no longer holds',
    columns: [
      ['name', needed('name', 200), 'Name of the product'],
      ['niche', text('niche', 200), 'Niche of the market (细分市场)'],
      ['nicheSince', 'date', 'Day since which the enterprise is in this niche; null: not known'],
      ['share', ratio('share'), 'Share of the product in revenue × 10^6; null: not known'],
      ['field', `text check ("field" in ('gapFilling', 'sixBases', 'other'))`, 'Field it belongs to; null: not known'],
      ['newProduct', 'boolean', 'Whether it is a new product; null: not known'],
      ['marketShare', ratio('marketShare'), 'Share in the national niche × 10^6; null: not known'],
      ['nationalRank', rank('nationalRank'), 'Place in the country; null: not known'],
      ['worldRank', rank('worldRank'), 'Place in the world; null: not known'],
      ['provinceRank', rank('provinceRank'), 'Place in the province; null: not known'],
      ['continentRank', rank('continentRank'), 'Place in the continent; null: not known'],
    ],
  },
  {
    name: 'scale_status',
    comment: 'Membership of the official list of industrial enterprises above designated size (规上名单)',
    from: 'Day of entering the list (升规日)',
    until: 'Day of leaving it (退规日); leaving erases nothing',
    columns: [['batch', text('batch', 100), 'Issue of the list (名单批次)']],
  },
  {
    name: 'evidence_checked',
    comment: 'An officer checked that what is recorded of a kind is all there is (已核查), possibly nothing',
    from: 'Day of the check; it holds for days of assessment from this one on',
    until: 'Day from which the check no longer holds',
    columns: [
      [
        'kind',
        oneOf(
          ...(['kind', 'ipRight', 'rdInstitution', 'certification', 'standardWork', 'award', 'titleHeld'] as const),
          ...(['honour', 'incident', 'mainProduct', 'scaleStatus'] as const),
        ),
        'Kind of evidence that was checked',
      ],
    ],
    checks: ['check ("validFrom" is not null)'],
  },
];

function evidenceTable({ name, comment, from, until, columns, checks = [] }: EvidenceTable): string {
  const all: [string, string, string][] = [
    ...columns,
    ['validFrom', 'date', from],
    ['validUntil', 'date', until],
    ['source', needed('source', 200), 'Who says so (来源)'],
    ['document', text('document', 200), 'Number of the document (文号)'],
    ['note', text('note', 1000), 'Remarks'],
    ['fileId', 'text references stored_file', 'Scan or list that proves it, by the SHA-256 of its content'],
    ['recordedAt', 'timestamptz not null default now()', 'When it was recorded first'],
    ['recordedBy', 'uuid not null default acting_person()', 'Who recorded it'],
    ['recordedByName', 'text not null', 'That person as named then'],
    ['changedAt', 'timestamptz not null default now()', 'When the row got its present version'],
    ['changedBy', 'uuid not null default acting_person()', 'Who made the present version'],
    ['changedByName', 'text not null', 'That person as named then'],
    ['withdrawnAt', 'timestamptz', 'When it was withdrawn as a mistake (撤回); null: it counts'],
    ['withdrawnBy', 'uuid', 'Who withdrew it'],
    ['withdrawnByName', 'text', 'That person as named then'],
    ['withdrawnReason', text('withdrawnReason', 500), 'Why it was withdrawn'],
  ];
  const lines = [
    'id uuid primary key',
    '"enterpriseId" uuid not null references enterprise on delete cascade',
    ...all.map(([column, type]) => `"${column}" ${type}`),
    'version int not null default 1 check (version > 0)',
    'check ("validFrom" < "validUntil")',
    `check ("validFrom" between '1900-01-01' and '2200-01-01' and "validUntil" <= '2200-01-01')`,
    'check (num_nulls("withdrawnAt", "withdrawnBy", "withdrawnByName", "withdrawnReason") in (0, 4))',
    ...checks,
  ];
  const quote = (words: string) => words.replaceAll("'", "''");
  return `
create table ${name} (\n  ${lines.join(',\n  ')}\n);
comment on table ${name} is '${quote(comment)}';
${all.map(([column, , words]) => `comment on column ${name}."${column}" is '${quote(words)}';`).join('\n')}
create index ${name}_by_enterprise on ${name} ("enterpriseId") where "withdrawnAt" is null;
create index ${name}_all_by_enterprise on ${name} ("enterpriseId", "recordedAt");
alter table ${name} enable row level security;
alter table ${name} force row level security;
create policy ${name}_scope on ${name} using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert, update on ${name} to tidu_app;`;
}

const further = `
create unique index ip_right_once on ip_right ("enterpriseId", kind, number) where "withdrawnAt" is null;
create unique index standard_work_once on standard_work ("enterpriseId", number) where "withdrawnAt" is null;
create unique index title_held_once on title_held ("enterpriseId", title, level, "validFrom") nulls not distinct where "withdrawnAt" is null;
create unique index scale_status_once on scale_status ("enterpriseId") where "withdrawnAt" is null and "validUntil" is null;
create unique index evidence_checked_once on evidence_checked ("enterpriseId", kind, "validFrom") where "withdrawnAt" is null;

create table evidence_change (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  kind text not null,
  "recordId" uuid not null,
  version int not null check (version > 0),
  act text not null check (act in ('record', 'correct', 'withdraw')),
  before jsonb,
  after jsonb not null,
  reason text not null check (length(reason) between 1 and 500),
  "changedAt" timestamptz not null default now(),
  "changedBy" uuid not null default acting_person(),
  "changedByName" text not null,
  unique ("recordId", version),
  check ((act = 'record') = (before is null))
);
comment on table evidence_change is 'Every version of every piece of evidence (佐证变更记录): who, when, why, before, after; append-only';
comment on column evidence_change.kind is 'Kind of evidence, as the interface names it';
comment on column evidence_change.act is 'record 登记, correct 更正, withdraw 撤回';
comment on column evidence_change.before is 'The statement before, null when it is the first';
comment on column evidence_change.after is 'The statement from then on';
comment on column evidence_change.reason is 'Why, in the words of who did it';
comment on column evidence_change."changedAt" is 'When it was done';
comment on column evidence_change."changedBy" is 'Who did it';
comment on column evidence_change."changedByName" is 'That person as named then';
create index evidence_change_by_enterprise on evidence_change ("enterpriseId", "changedAt" desc, id desc);
alter table evidence_change enable row level security;
alter table evidence_change force row level security;
create policy evidence_change_scope on evidence_change using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert on evidence_change to tidu_app;`;
