import { comparedColumn, type ProblemLog, sqlMaskedName, type Transaction } from '@tidu/platform';
import { keptColumns } from '../dated/dated-rows';
import type { DatedTable } from '../dated/dated-tables';
import type { TakeInTerms, TakenInList } from './list-book';
import type { ListDefinition } from './list-definition';
import { refuse } from './match-staged';
import { sealForMatched } from './sealed-staging';

const span = (from: string, until: string) => `daterange(${from}, ${until})`;
const ofRow = span('r."validFrom"', 'r."validUntil"');
const day = (of: string, name: string) => `(${of}.stated->>'${name}')::date`;
const ofStaged = (of: string) => span(day(of, 'validFrom'), day(of, 'validUntil'));
/** A row without days says what is so today. */
const undated = (of: string) => `(${of}.stated->>'validFrom' is null and ${of}.stated->>'validUntil' is null)`;

/**
 * Takes the staged rows of a dated list in: what the register doesn't have is added, a row of the same time that says
 * more is corrected. Everything stands in the timeline of its enterprise, personal data left out or masked.
 */
export async function takeInDated(
  tx: Transaction,
  list: ListDefinition & { dated: DatedTable },
  terms: TakeInTerms,
  log: ProblemLog,
): Promise<TakenInList> {
  const { dated, key } = list;
  const { attempt, today } = terms;
  const names = key.filter((name) => name !== 'validFrom');
  const same = (of: string) => names.map((name) => `${of}."${name}" = s.stated->>'${name}'`).join(' and ');
  const alike = `case when ${undated('s')} then ${ofRow} @> $2::date else ${ofRow} && ${ofStaged('s')} end`;
  const rejected = await refuseUnclear(tx, list, { attempt, today }, same('r'), log);
  await tx.rows(
    `update list_staging s set "matchedId" = r.id from ${dated.table} r
     where s.attempt = $1 and r."enterpriseId" = s."enterpriseId" and r."withdrawnAt" is null and ${same('r')} and ${alike}`,
    [attempt, today],
  );
  await sealForMatched(tx, dated.table, attempt);
  const changed = await change(tx, dated, terms);
  const created = await create(tx, dated, terms);
  const [left] = await tx.rows<{ n: number }>('select count(*)::int as n from list_staging where attempt = $1', [
    attempt,
  ]);
  return { created, changed, unchanged: (left?.n ?? 0) - created - changed, rejected };
}

/** Rows of which nobody could say which time they are about. */
function refuseUnclear(
  tx: Transaction,
  { label, key, dated }: ListDefinition & { dated: DatedTable },
  { attempt, today }: { attempt: string; today: string },
  same: string,
  log: ProblemLog,
): Promise<number> {
  const others = key
    .filter((name) => name !== 'validFrom')
    .map((name) => `o.stated->>'${name}' = s.stated->>'${name}'`);
  const rows = `select count(*) filter (where ${ofRow} && ${ofStaged('s')}) as meant, count(*) filter (where ${ofRow} @> $2::date) as now,
      count(*) as all, min(r."validUntil") as ended
    from ${dated.table} r where r."enterpriseId" = s."enterpriseId" and r."withdrawnAt" is null and ${same}`;
  return refuse(
    tx,
    log,
    `select s.row, null as value, 'LISTS.OVERLAP' as code,
       case when ${undated('s')} then '登记簿里已有到 ' || f.ended || ' 止的一段“${label}”，本行没有起日，无法知道是不是又一段。请写明起日。'
         else '登记簿里有 ' || f.meant || ' 段“${label}”与本行的起止日重叠，无法知道是哪一段。请核对日期，或到企业页修改。' end as message
     from list_staging s cross join lateral (${rows}) f
     where s.attempt = $1 and case when ${undated('s')} then f.now = 0 and f.all > 0 else f.meant > 1 end
     union
     select s.row, null, 'LISTS.OVERLAP', '与文件第 ' || min(o.row) || ' 行说的是同一项，起止日又重叠，无法判断以哪一行为准，请核对日期。'
     from list_staging s join list_staging o on o.attempt = s.attempt and o."enterpriseId" = s."enterpriseId" and o.row <> s.row
       and ${others.join(' and ')} and (${undated('s')} or ${undated('o')} or ${ofStaged('o')} && ${ofStaged('s')})
     where s.attempt = $1 group by s.row`,
    [attempt, today],
  );
}

/** What a row says to the timeline, as `shownRow` tells it of one. */
const shown = (table: DatedTable, of: string) =>
  `jsonb_strip_nulls(jsonb_build_object(${[
    ...['validFrom', 'validUntil'].map((name) => `'${name}', ${of}."${name}"::text`),
    ...keptColumns(table).map(({ name, masked }) => {
      const value = `${of}."${name}"`;
      return `'${name}', ${masked ? sqlMaskedName(value) : value}`;
    }),
  ].join(', ')}))`;

const differs = ({ table }: DatedTable, name: string) => {
  const compared = comparedColumn(table, name);
  return `said."${compared}" is distinct from r."${compared}"`;
};

/** Rows that say something else of a row of the same time; what they don't say is kept. */
async function change(tx: Transaction, table: DatedTable, { attempt, jobId, reason }: TakeInTerms): Promise<number> {
  const names = ['validFrom', 'validUntil', ...table.columns];
  const said = (name: string) => `coalesce(said."${name}", r."${name}")`;
  const [counted] = await tx.rows<{ n: number }>(
    `with given as materialized (
       select s.row, s."matchedId" as id, to_jsonb(r) as before, ${names.map((name) => `${said(name)} as "new ${name}"`).join(', ')},
         said.source as "new source"
       from list_staging s join ${table.table} r on r.id = s."matchedId",
         lateral jsonb_populate_record(null::${table.table}, s.stated) said
       where s.attempt = $1 and (${names.map((name) => `${differs(table, name)} and said."${name}" is not null`).join(' or ')})),
     done as (
       update ${table.table} t set version = t.version + 1, source = given."new source",
         ${names.map((name) => `"${name}" = given."new ${name}"`).join(', ')}
       from given where t.id = given.id returning t.*, given.row as "file row", given.before),
     noted as (
       insert into enterprise_change (id, "enterpriseId", kind, "effectiveOn", before, after, reason, source, "objectId", "jobId", "personId", "personName")
       select gen_random_uuid(), d."enterpriseId", '${table.kind}.correct', null, ${shown(table, 'was')}, ${shown(table, 'd')}, $3, d.source, d.id, $4, $5, $2
       from done d, lateral jsonb_populate_record(null::${table.table}, d.before) was),
     kept as (
       insert into import_change ("jobId", "table", "rowId", row, kind, before, version)
       select $4, '${table.table}', id, "file row", 'changed', before, version from done)
     select count(*)::int as n from done`,
    [attempt, tx.person.name, reason, jobId, tx.person.id],
  );
  return counted?.n ?? 0;
}

async function create(tx: Transaction, table: DatedTable, { attempt, jobId, reason }: TakeInTerms): Promise<number> {
  const names = ['validFrom', 'validUntil', ...table.columns].map((name) => `"${name}"`);
  const [counted] = await tx.rows<{ n: number }>(
    `with made as (
       insert into ${table.table} (id, "enterpriseId", source, reason, "recordedBy", "recordedByName", ${names.join(', ')})
       select s."recordId", s."enterpriseId", r.source, $3, $5, $2, ${names.map((name) => `r.${name}`).join(', ')}
       from list_staging s, lateral jsonb_populate_record(null::${table.table}, s.stated) r
       where s.attempt = $1 and s."matchedId" is null returning *),
     noted as (
       insert into enterprise_change (id, "enterpriseId", kind, "effectiveOn", after, reason, source, "objectId", "jobId", "personId", "personName")
       select gen_random_uuid(), m."enterpriseId", '${table.kind}.add', m."validFrom", ${shown(table, 'm')}, $3, m.source, m.id, $4, $5, $2
       from made m),
     kept as (
       insert into import_change ("jobId", "table", "rowId", row, kind, version)
       select $4, '${table.table}', m.id, s.row, 'created', m.version
       from made m join list_staging s on s.attempt = $1 and s."recordId" = m.id)
     select count(*)::int as n from made`,
    [attempt, tx.person.name, reason, jobId, tx.person.id],
  );
  return counted?.n ?? 0;
}

/** Takes back what an import did to dated rows: what it made is withdrawn, what it changed says again what it said. */
export async function undoDated(
  tx: Transaction,
  table: DatedTable,
  importJobId: string,
  reason: string,
): Promise<void> {
  const names = ['validFrom', 'validUntil', 'source', ...table.columns];
  const mine = `c."jobId" = $1 and c."table" = '${table.table}' and c.outcome is null`;
  const why = `撤销导入：${reason}`.slice(0, 500);
  await tx.rows(
    `update import_change c set outcome = 'kept',
       why = case when r."withdrawnAt" is not null then '之后已被撤回'
         when r.version <> c.version then '之后又修改过（现为第 ' || r.version || ' 版），没有改动'
         else '导入前的个人信息已按期清除，无法恢复，没有改动' end
     from ${table.table} r where ${mine} and r.id = c."rowId"
       and (r.version <> c.version or r."withdrawnAt" is not null or c."erasedAt" is not null)`,
    [importJobId],
  );
  const note = (kind: string, before: string, after: string) => `
     insert into enterprise_change (id, "enterpriseId", kind, before, after, reason, "objectId", "personId", "personName")
     select gen_random_uuid(), d."enterpriseId", '${table.kind}.${kind}', ${before}, ${after}, $4, d.id, $2, $3 from done d`;
  await tx.rows(
    `with given as materialized (
       select c."rowId", w.* from import_change c, lateral jsonb_populate_record(null::${table.table}, c.before) w
       where ${mine} and c.kind = 'changed'),
     done as (
       update ${table.table} r set version = r.version + 1, ${names.map((name) => `"${name}" = given."${name}"`).join(', ')}
       from given, ${table.table} old where r.id = given."rowId" and old.id = r.id returning r.*, to_jsonb(old) as was)
     ${note('correct', `(select ${shown(table, 'w')} from jsonb_populate_record(null::${table.table}, d.was) w)`, shown(table, 'd'))}`,
    [importJobId, tx.person.id, tx.person.name, why],
  );
  await tx.rows(
    `with done as (
       update ${table.table} r set version = r.version + 1, "withdrawnAt" = now(), "withdrawnBy" = $2, "withdrawnByName" = $3,
         "withdrawnReason" = $4
       from import_change c where ${mine} and c.kind = 'created' and r.id = c."rowId" returning r.*)
     ${note('withdraw', shown(table, 'd'), 'null')}`,
    [importJobId, tx.person.id, tx.person.name, why],
  );
  await tx.rows(`update import_change c set outcome = 'undone' where ${mine}`, [importJobId]);
}
