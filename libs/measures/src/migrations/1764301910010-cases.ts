import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases of support from push or claim to money, the budget they are paid from, payment lists, and relief of taxes. */
export class MeasureCases1764301910010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [line, cases, step, entry, cap, order, item, relief]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const forced = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy ${table}_scope on ${table}
  using ((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));`;

const kept = (table: string) => `
create trigger ${table}_kept before update on ${table} for each row execute function forbid_change();`;

const most = 1_000_000_000_000_000;

const line = `
create table budget_line (
  id uuid primary key,
  code text not null check (code ~ '^[a-z][a-z0-9-]{0,59}$'),
  year smallint not null check (year between 2000 and 2200),
  name text not null check (length(name) between 1 and 100),
  allocation text not null check (allocation in ('firstCome', 'proportional')),
  total bigint not null check (total between 0 and ${most}),
  reserved bigint not null default 0 check (reserved >= 0),
  committed bigint not null default 0 check (committed >= 0),
  paid bigint not null default 0 check (paid >= 0),
  version int not null default 1,
  "changedAt" timestamptz not null default now(),
  "changedByName" text not null,
  unique (code, year),
  constraint budget_line_never_overspent check (reserved + committed + paid <= total)
);
comment on table budget_line is 'Budget lines (预算) by year, amounts in 分; no enterprise''s data';
comment on column budget_line.allocation is 'firstCome 先到先得, proportional 同比例折算';
comment on column budget_line.total is 'What there is for the year, in 分';
comment on column budget_line.reserved is 'Reserved (预留) for what was confirmed and is looked at, in 分';
comment on column budget_line.committed is 'Committed (承诺) for what is to be paid, in 分';
comment on column budget_line.paid is 'Paid (已付), less what came back, in 分';
comment on column budget_line."changedAt" is 'When its terms were changed last';
comment on column budget_line."changedByName" is 'By whom';
grant select, insert on budget_line to tidu_app;
grant update (name, total, allocation, reserved, committed, paid, version, "changedAt", "changedByName") on budget_line to tidu_app;`;

const cases = `
create table measure_case (
  id uuid primary key,
  "measureId" uuid not null references measure,
  "measureCode" text not null,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  period smallint not null check (period = 0 or period between 2000 and 2200),
  state text not null check (length(state) between 3 and 20),
  amount bigint check (amount between 0 and ${most}),
  inputs jsonb not null default '{}' check (jsonb_typeof(inputs) = 'object'),
  workings text[] not null default '{}',
  "payeeName" text check (length("payeeName") between 2 and 200),
  "payeeBank" text check (length("payeeBank") between 2 and 100),
  "payeeAccount" text check ("payeeAccount" ~ '^[0-9]{8,32}$'),
  "lineId" uuid references budget_line,
  held text not null default 'none' check (held in ('none', 'reserved', 'committed', 'paid')),
  cap text,
  reason text check (length(reason) between 1 and 500),
  "needsApproval" boolean not null default false,
  "reviewedBy" uuid,
  "reviewedByName" text,
  "approvedBy" uuid,
  "approvedByName" text,
  "stateSince" timestamptz not null default now(),
  "dueOn" date,
  "dueProvisional" boolean not null default false,
  "paidOn" date,
  version int not null default 1,
  "createdAt" timestamptz not null default now(),
  "changedAt" timestamptz not null default now(),
  "changedByName" text not null,
  unique (id, "enterpriseId"),
  check (held = 'none' or ("lineId" is not null and amount is not null)),
  check (("payeeAccount" is null) = ("payeeName" is null) and ("payeeAccount" is null) = ("payeeBank" is null)),
  check (held not in ('committed', 'paid') or "reviewedBy" is not null),
  check (held not in ('committed', 'paid') or not "needsApproval" or "approvedBy" is not null),
  constraint measure_case_two_persons check ("approvedBy" <> "reviewedBy")
);
comment on table measure_case is 'Cases of support: an enterprise, a measure and a period, from push or claim to money';
comment on column measure_case."measureCode" is 'Code of the measure, whatever its edition';
comment on column measure_case.period is 'Year it is for; 0: once for ever';
comment on column measure_case.amount is 'Amount in 分; null: a service, or not worked out yet';
comment on column measure_case.inputs is 'Figures of the claim by code, as typed';
comment on column measure_case.workings is 'How the amount was worked out';
comment on column measure_case."payeeName" is 'Holder of the account (户名): the name of the enterprise on that day';
comment on column measure_case."payeeBank" is 'Bank of the account (开户行)';
comment on column measure_case."payeeAccount" is 'Number of the account (账号), confidential';
comment on column measure_case.held is 'What of the budget line it holds: nothing, or its amount as reserved, committed, paid';
comment on column measure_case.cap is 'Yearly cap its amount counts under; null: none, or it holds nothing';
comment on column measure_case.reason is 'Reason of the last act, for the enterprise';
comment on column measure_case."needsApproval" is 'Whether a second person approves: by the sum of the enterprise, line and year';
comment on column measure_case."reviewedBy" is 'Who reviewed it last';
comment on column measure_case."reviewedByName" is 'That person as named then';
comment on column measure_case."approvedBy" is 'Who approved it: never who reviewed it';
comment on column measure_case."approvedByName" is 'That person as named then';
comment on column measure_case."stateSince" is 'Since when it stands where it does';
comment on column measure_case."dueOn" is 'Last day of the term of where it stands; null: none';
comment on column measure_case."dueProvisional" is 'Whether a year without a notice of holidays was crossed (暂定)';
comment on column measure_case."paidOn" is 'Day on which the bank paid';
comment on column measure_case."changedAt" is 'When it was changed last';
comment on column measure_case."changedByName" is 'By whom';
create unique index measure_case_once on measure_case ("measureCode", "enterpriseId", period)
  where state not in ('refused', 'recovered');
create index measure_case_of on measure_case ("enterpriseId");
create index measure_case_queue on measure_case (state, "stateSince", id);
create function budget_without_case() returns trigger language plpgsql as $$
begin
  update budget_line set reserved = reserved - case old.held when 'reserved' then old.amount else 0 end,
    committed = committed - case old.held when 'committed' then old.amount else 0 end,
    paid = paid - case old.held when 'paid' then old.amount else 0 end
  where id = old."lineId" and old.held <> 'none';
  return null;
end $$;
comment on function budget_without_case() is 'Gives back to the line what a case held that goes with an invented enterprise';
create trigger measure_case_gone after delete on measure_case for each row execute function budget_without_case();
${forced('measure_case')}
grant select, insert on measure_case to tidu_app;
grant update (state, amount, inputs, workings, "payeeName", "payeeBank", "payeeAccount", "lineId", held, cap, reason, "needsApproval",
  "measureId", "reviewedBy", "reviewedByName", "approvedBy", "approvedByName", "stateSince", "dueOn", "dueProvisional", "paidOn",
  version, "changedAt", "changedByName") on measure_case to tidu_app;`;

const step = `
create table measure_step (
  id uuid primary key,
  "caseId" uuid not null,
  "enterpriseId" uuid not null,
  act text not null,
  "from" text,
  "to" text not null,
  amount bigint,
  reason text,
  at timestamptz not null default now(),
  "personId" uuid not null,
  "personName" text not null,
  principal text,
  foreign key ("caseId", "enterpriseId") references measure_case (id, "enterpriseId") on delete cascade
);
comment on table measure_step is 'What became of a case, append-only';
comment on column measure_step.act is 'What was done, by the procedure';
comment on column measure_step."from" is 'Where it stood before; null: it began';
comment on column measure_step."to" is 'Where it stands since';
comment on column measure_step.amount is 'Amount of the case then, in 分';
comment on column measure_step.reason is 'Why';
comment on column measure_step.at is 'When';
comment on column measure_step."personName" is 'Who';
comment on column measure_step.principal is 'For whom, where not for the bureau';
create index measure_step_of on measure_step ("caseId", id);
create index measure_step_by_enterprise on measure_step ("enterpriseId");
${forced('measure_step')}${kept('measure_step')}
grant select, insert on measure_step to tidu_app;`;

const entry = `
create table budget_entry (
  id uuid primary key,
  "lineId" uuid not null references budget_line,
  "caseId" uuid not null,
  "enterpriseId" uuid not null,
  act text not null check (act in ('reserve', 'release', 'commit', 'cancel', 'pay', 'refund')),
  amount bigint not null check (amount > 0),
  at timestamptz not null default now(),
  "personName" text not null,
  foreign key ("caseId", "enterpriseId") references measure_case (id, "enterpriseId") on delete cascade
);
comment on table budget_entry is 'The ledger of budget lines (预算台账): every amount that was moved, append-only';
comment on column budget_entry.act is 'reserve, release, commit, cancel (a commitment), pay, refund';
comment on column budget_entry.amount is 'In 分';
comment on column budget_entry.at is 'When';
comment on column budget_entry."personName" is 'Who caused it';
create index budget_entry_of on budget_entry ("lineId", id);
create index budget_entry_by_case on budget_entry ("caseId");
${forced('budget_entry')}${kept('budget_entry')}
grant select, insert on budget_entry to tidu_app;`;

const cap = `
create table year_cap_use (
  "enterpriseId" uuid not null references enterprise on delete cascade,
  cap text not null check (length(cap) between 1 and 60),
  year smallint not null,
  most bigint not null check (most > 0),
  used bigint not null check (used >= 0),
  primary key ("enterpriseId", cap, year),
  constraint year_cap_never_passed check (used <= most)
);
comment on table year_cap_use is 'How much of a yearly cap (年度限额) an enterprise has used';
comment on column year_cap_use.cap is 'Code of the cap';
comment on column year_cap_use.most is 'The cap in 分';
comment on column year_cap_use.used is 'Reserved, committed and paid under it, in 分';
${forced('year_cap_use')}
grant select, insert, update (used, most) on year_cap_use to tidu_app;`;

const order = `
create table disbursement (
  id uuid primary key,
  number text not null unique check (length(number) between 6 and 40),
  "lineId" uuid not null references budget_line,
  state text not null default 'prepared' check (state in ('prepared', 'approved', 'settled', 'dropped')),
  items int not null check (items > 0),
  total bigint not null check (total > 0),
  version int not null default 1,
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null,
  "createdByName" text not null,
  "approvedAt" timestamptz,
  "approvedBy" uuid,
  "approvedByName" text,
  "changedAt" timestamptz not null default now(),
  "changedByName" text not null,
  check (state not in ('approved', 'settled') or "approvedBy" is not null),
  constraint disbursement_two_persons check ("approvedBy" <> "createdBy")
);
comment on table disbursement is 'Payment lists (付款清单) for the bank; no enterprise''s data';
comment on column disbursement.number is 'Its number, printed on the file';
comment on column disbursement.items is 'How many payments';
comment on column disbursement.total is 'Sum of its payments, in 分';
comment on column disbursement."createdBy" is 'Who put it together';
comment on column disbursement."createdByName" is 'That person as named then';
comment on column disbursement."approvedAt" is 'When it was approved';
comment on column disbursement."approvedBy" is 'Who approved it: another person';
comment on column disbursement."approvedByName" is 'That person as named then';
comment on column disbursement."changedAt" is 'When it was changed last';
comment on column disbursement."changedByName" is 'By whom';
grant select, insert on disbursement to tidu_app;
grant update (state, version, "approvedAt", "approvedBy", "approvedByName", "changedAt", "changedByName") on disbursement to tidu_app;`;

const item = `
create table disbursement_item (
  "disbursementId" uuid not null references disbursement on delete cascade,
  "caseId" uuid not null,
  "enterpriseId" uuid not null,
  position int not null check (position > 0),
  amount bigint not null check (amount > 0),
  "payeeName" text not null,
  "payeeBank" text not null,
  "payeeAccount" text not null,
  result text check (result in ('paid', 'failed')),
  problem text check (length(problem) between 1 and 500),
  "settledOn" date,
  primary key ("disbursementId", "caseId"),
  unique ("disbursementId", position),
  foreign key ("caseId", "enterpriseId") references measure_case (id, "enterpriseId") on delete cascade,
  check ((result is null) = ("settledOn" is null)),
  check ((result = 'failed') = (problem is not null))
);
comment on table disbursement_item is 'Payments of a list, as they went to the bank';
comment on column disbursement_item.position is 'Place in the list, from 1';
comment on column disbursement_item.amount is 'In 分';
comment on column disbursement_item."payeeName" is 'Holder of the account then (户名)';
comment on column disbursement_item."payeeBank" is 'Bank of the account then (开户行)';
comment on column disbursement_item."payeeAccount" is 'Number of the account then (账号), confidential';
comment on column disbursement_item.result is 'What the bank answered; null: nothing yet';
comment on column disbursement_item.problem is 'Why the bank did not pay';
comment on column disbursement_item."settledOn" is 'Day of the bank''s answer';
create index disbursement_item_by_case on disbursement_item ("caseId");
create index disbursement_item_of on disbursement_item ("enterpriseId");
${forced('disbursement_item')}
grant select, insert on disbursement_item to tidu_app;
grant update (result, problem, "settledOn") on disbursement_item to tidu_app;`;

const relief = `
create table tax_relief (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  year smallint not null check (year between 2000 and 2200),
  kind text not null check (length(kind) between 2 and 100),
  amount bigint not null check (amount between 1 and ${most}),
  department text not null check (length(department) between 2 and 100),
  source text not null check (length(source) between 2 and 200),
  "recordedAt" timestamptz not null default now(),
  "recordedBy" uuid not null,
  "recordedByName" text not null,
  "withdrawnAt" timestamptz,
  "withdrawnByName" text,
  "withdrawnWhy" text check (length("withdrawnWhy") between 2 and 500),
  check (num_nonnulls("withdrawnAt", "withdrawnByName", "withdrawnWhy") in (0, 3))
);
comment on table tax_relief is 'Relief of taxes and fees (减税降费) by enterprise and year, as the reporting department says';
comment on column tax_relief.kind is 'Which relief';
comment on column tax_relief.amount is 'In 分';
comment on column tax_relief.department is 'Who reported it';
comment on column tax_relief.source is 'Document or list it is from';
comment on column tax_relief."recordedAt" is 'When it was recorded';
comment on column tax_relief."recordedBy" is 'Who recorded it';
comment on column tax_relief."recordedByName" is 'That person as named then';
comment on column tax_relief."withdrawnAt" is 'When it was withdrawn as a mistake';
comment on column tax_relief."withdrawnByName" is 'By whom';
comment on column tax_relief."withdrawnWhy" is 'Why';
create unique index tax_relief_once on tax_relief ("enterpriseId", year, kind, department) where "withdrawnAt" is null;
${forced('tax_relief')}
grant select, insert, update ("withdrawnAt", "withdrawnByName", "withdrawnWhy") on tax_relief to tidu_app;`;
