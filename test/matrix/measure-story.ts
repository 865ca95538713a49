import { uuidv7 } from '@tidu/kernel';
import { systemActor } from '@tidu/platform';
import { leader } from '@tidu/test/signed-in';
import type { District, Headers, Made } from './district';
import { sealed } from '../support/database';

const absent = '01890000-0000-7000-8000-0000000000c2';

/** A measure that is published, one that is a draft, and budget lines: the same for every enterprise. */
export async function measureCommon(district: District): Promise<Made> {
  const known = await district.sql<{ measure: string; draft: string; line: string; shared: string; notice: string }>(
    `select (select id from measure where code = 'matrix-one') as measure, (select id from measure where code = 'matrix-two') as draft,
       (select id from budget_line where code = 'matrix-line') as line, (select id from budget_line where code = 'matrix-shared') as shared,
       (select id from support_notice where title = '矩阵公示' limit 1) as notice`,
  );
  const found = known[0];
  if (found?.measure) {
    const { measure, draft: measureDraft, line: budgetLine, shared: sharedLine, notice: supportNotice } = found;
    return { measure, measureDraft, budgetLine, sharedLine, supportNotice };
  }
  const { id: measure = '' } = await district.do('POST /api/console/measures', { measureCode: 'matrix-one' });
  await district.sql(
    `update measure set state = 'published', "publishedAt" = now(), "publishedBy" = $2, "publishedByName" = '系统' where id = $1`,
    [measure, systemActor.id],
  );
  const { id: measureDraft = '' } = await district.do('POST /api/console/measures', { measureCode: 'matrix-two' });
  const [budgetLine, sharedLine] = [await line(district, 'matrix-line'), await line(district, 'matrix-shared')];
  const supportNotice = await noticed(district, measure, '矩阵公示');
  return { measure, measureDraft, budgetLine, sharedLine, supportNotice };
}

/** A notice of results on which nobody stands, by the tables alone. */
async function noticed(district: District, measure: string, title: string): Promise<string> {
  const id = uuidv7();
  await district.sql(
    `insert into support_notice (id, "measureId", title, body, "publishedBy", "publishedByName", "opensOn", "closesOn", "workingDays",
       "closesProvisional", "calendarVersion") values ($1, $2, $3, '矩阵公示的正文', $4, 'x', '2026-01-05', '2200-01-01', 5, false, 1)`,
    [id, measure, title, absent],
  );
  return id;
}

async function line(district: District, code: string): Promise<string> {
  const id = uuidv7();
  await district.sql(
    `insert into budget_line (id, code, year, name, allocation, total, "changedByName")
     values ($1, $2, extract(year from now() at time zone 'Asia/Shanghai'), '矩阵', $3, 100000000, 'x')`,
    [id, code, code === 'matrix-shared' ? 'proportional' : 'firstCome'],
  );
  return id;
}

/** A case of the enterprise, another that is on a payment list, and a relief of taxes. */
export async function measureRecords(district: District, { enterprise = '' }: Made): Promise<Made> {
  const common = await measureCommon(district);
  const taxRelief = (await district.do('POST /api/console/enterprises/{id}/tax-reliefs', { enterprise })).id ?? '';
  const supportCase = await planted(district, { ...common, enterprise }, 'submitted', 'none');
  const disbursement = await listed(district, { ...common, enterprise });
  return { ...common, taxRelief, supportCase, disbursement };
}

/** A case by the tables alone. */
async function planted(
  district: District,
  { enterprise, measure, budgetLine, sharedLine }: Made,
  state: string,
  held: 'none' | 'reserved' | 'committed',
  more: { shared?: boolean; second?: boolean } = {},
): Promise<string> {
  const id = uuidv7();
  const lineId = held === 'none' && !more.shared ? null : more.shared ? sharedLine : budgetLine;
  await district.sql(
    `insert into measure_case (id, "measureId", "measureCode", "enterpriseId", period, state, amount, "lineId", held, "reviewedBy",
       "reviewedByName", "needsApproval", "payeeName", "payeeBank", "payeeAccount", "changedByName")
     values ($1, $2, 'matrix-' || ($1::uuid)::text, $3, 0, $4, 10000, $5, $6, $7, 'x', $8, '矩阵', '矩阵银行', $9, 'x')`,
    [
      ...[id, measure, enterprise, state, lineId, held, absent, more.second ?? false],
      sealed('measure_case.payeeAccount', id, '6222020200119988'),
    ],
  );
  if (held !== 'none') {
    await district.sql(`update budget_line set ${held} = ${held} + 10000 where id = $1`, [lineId]);
    for (const act of held === 'reserved' ? ['reserve'] : ['reserve', 'commit'])
      await district.sql(
        `insert into budget_entry (id, "lineId", "caseId", "enterpriseId", act, amount, "personName") values ($1, $2, $3, $4, $5, 10000, 'x')`,
        [uuidv7(), lineId, id, enterprise, act],
      );
  }
  return id;
}

/** A payment list of one case, put together by nobody who is here. */
async function listed(district: District, records: Made, state = 'prepared'): Promise<string> {
  const [id, caseId] = [uuidv7(), await planted(district, records, 'ordered', 'committed')];
  await district.sql(
    `insert into disbursement (id, number, "lineId", state, items, total, "createdBy", "createdByName", "changedByName", "approvedBy", "approvedByName")
     values ($1, 'FK' || right(($1::uuid)::text, 12), $2, $3, 1, 10000, $4, 'x', 'x', case $3::text when 'approved' then $5::uuid end, case $3::text when 'approved' then 'x' end)`,
    [id, records.budgetLine, state, absent, leader.id],
  );
  await district.sql(
    `insert into disbursement_item ("disbursementId", "caseId", "enterpriseId", position, amount, "payeeName", "payeeBank", "payeeAccount")
     values ($1, $2, $3, 1, 10000, '矩阵', '矩阵银行', $4)`,
    [id, caseId, records.enterprise, sealed('disbursement_item.payeeAccount', `${id}/${caseId}`, '6222020200119988')],
  );
  return id;
}

/** An approved payment list whose holders, banks and measures bear these texts: what comes into it by other doors, all at once. */
export async function paymentsNaming(district: District, texts: readonly string[]): Promise<string> {
  const { measure, budgetLine } = await measureCommon(district);
  const id = uuidv7();
  const [{ enterprise = '' } = {}] = await district.sql<{ enterprise: string }>(
    'select id as enterprise from enterprise where not demo limit 1',
  );
  const items = texts.map((text, i) => {
    const [caseId, measureId] = [uuidv7(), uuidv7()];
    return {
      ...{ caseId, measureId, position: i + 1, code: `naming-${measureId}` },
      ...{ name: `${text}有限公司`, bank: `${text}支行`, title: `${text}资金` },
      account: sealed('disbursement_item.payeeAccount', `${id}/${caseId}`, '6222020200119988'),
    };
  });
  const all = JSON.stringify(items);
  const from = `jsonb_to_recordset($1::jsonb) as x ("caseId" uuid, "measureId" uuid, position int, code text, name text, bank text,
    title text, account text)`;
  await district.sql(
    `insert into measure select (jsonb_populate_record(m, jsonb_build_object('id', x."measureId", 'code', x.code, 'name', x.title))).*
     from ${from}, measure m where m.id = $2`,
    [all, measure],
  );
  await district.sql(
    `insert into measure_case (id, "measureId", "measureCode", "enterpriseId", period, state, amount, "lineId", held, "changedByName")
     select x."caseId", x."measureId", x.code, $2, 0, 'ordered', 100, $3, 'none', 'x' from ${from}`,
    [all, enterprise, budgetLine],
  );
  await district.sql(
    `insert into disbursement (id, number, "lineId", state, items, total, "createdBy", "createdByName", "changedByName", "approvedBy", "approvedByName")
     values ($1, 'FK' || right(($1::uuid)::text, 12), $2, 'approved', $3, $3 * 100, $4, 'x', 'x', $5, 'x')`,
    [id, budgetLine, items.length, absent, leader.id],
  );
  await district.sql(
    `insert into disbursement_item ("disbursementId", "caseId", "enterpriseId", position, amount, "payeeName", "payeeBank", "payeeAccount")
     select $2, x."caseId", $3, x.position, 100, x.name, x.bank, x.account from ${from}`,
    [all, id, enterprise],
  );
  return id;
}

/** From a text to money, every change once; publishing is a second person's. */
export async function measureStory(district: District, records: Made, second: Headers): Promise<void> {
  const at = '/api/console';
  const version = (table: string, id: string | undefined) => district.versionOf(table, id);
  await district.do(`POST ${at}/measures/previews`, records);
  await district.do(
    `PUT ${at}/measures/{id}`,
    { ...records, measureCode: 'matrix-two' },
    { version: await version('measure', records.measureDraft) },
  );
  await district.do(`POST ${at}/measures/{id}/publication`, records, {
    version: await version('measure', records.measureDraft),
    as: second,
  });
  await district.do(`POST ${at}/measure-matchings`, {});
  await district.do(`POST ${at}/measures/{id}/pushes`, records);
  await district.do(`POST ${at}/measure-cases/{id}/reviews`, records, {
    version: await version('measure_case', records.supportCase),
  });
  const reviewed = await planted(district, records, 'reviewed', 'reserved', { second: true });
  await district.do(`POST ${at}/measure-cases/{id}/decisions`, { ...records, supportCase: reviewed }, { version: '1' });
  await district.do(`POST ${at}/budget-lines`, records);
  await district.do(`PUT ${at}/budget-lines/{id}`, records, {
    version: await version('budget_line', records.budgetLine),
  });
  await planted(district, records, 'reviewed', 'none', { shared: true });
  await district.do(`POST ${at}/budget-lines/{id}/allocations`, records, {
    version: await version('budget_line', records.sharedLine),
  });
  await district.do(`POST ${at}/disbursements/{id}/approval`, records, { version: '1' });
  await district.do(`POST ${at}/disbursements/{id}/files`, records);
  await district.do(`POST ${at}/disbursements/{id}/answers`, records, { version: '2' });
  await district.do(`POST ${at}/disbursements/{id}/returns`, records, {
    version: await version('disbursement', records.disbursement),
  });
  const claimedBack = { ...records, supportCase: await planted(district, records, 'recovering', 'none') };
  await district.do(`POST ${at}/measure-cases/{id}/bans`, claimedBack);
  await district.do(`POST ${at}/measure-cases/{id}/ban-lifting`, claimedBack);
  const shown = await planted(district, records, 'paid', 'none');
  await district.sql(
    `update measure_case set period = 2020, "measureCode" = (select code from measure where id = "measureId") where id = $1`,
    [shown],
  );
  await district.do(`POST ${at}/measures/{id}/notices`, records);
  const wrong = { ...records, supportNotice: await noticed(district, records.measure ?? '', '有误的公示') };
  await district.do(`POST ${at}/support-notices/{id}/corrections`, wrong);
  const dropped = { ...records, disbursement: await listed(district, records) };
  await district.do(`POST ${at}/disbursements/{id}/dropping`, dropped, { version: '1' });
  await district.do(`POST ${at}/disbursements`, records);
  await district.do(`POST ${at}/tax-reliefs/{id}/withdrawal`, records);
}

/** What an enterprise's people do: claim one, decline what was pushed. */
export async function ownSupportStory(district: District, records: Made, as: Headers): Promise<void> {
  const at = '/api/portal/enterprises/{enterpriseId}';
  const enterpriseName = await district.one('select name as value from enterprise where id = $1', [records.enterprise]);
  await district.do(`POST ${at}/measures/{measureId}/claims`, { ...records, enterpriseName }, { as });
  const pushed = await planted(district, records, 'pushed', 'none');
  await district.do(
    `POST ${at}/measure-cases/{caseId}/acts`,
    { ...records, supportCase: pushed },
    { version: '1', as },
  );
}
