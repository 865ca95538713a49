import { listedProblems, type ProblemLog, sealedOf, type Transaction } from '@tidu/platform';

interface Found {
  row: number;
  value: string | null;
  code: string;
  message: string;
}

const notFound = '登记簿里没有这家企业，或它不在您的管辖范围内，本行没有导入。';

/**
 * Who bore the name of a staged row on the day the row is about: the registered name of that day, a former or short one
 * in its time. A firm that was founded, or took its name, later is none. For a merged record the one that stands for it.
 */
const bearers = `
  select distinct s.row, s."creditCode", enterprise_survivor(f.id) as id
  from (select s.*, coalesce((s.stated->>'validFrom')::date, (s.stated->>'validUntil')::date - 1, (now() at time zone 'Asia/Shanghai')::date) as day
        from list_staging s where s.attempt = $1) s
    cross join lateral (
      select e.id from enterprise e where searchable(e.name) = searchable(s.name)
        and (e."registeredOn" is null or e."registeredOn" <= s.day)
        and not exists (select from enterprise_name n where n."enterpriseId" = e.id and n.kind = 'former'
          and n."withdrawnAt" is null and n."validUntil" > s.day)
      union all
      select n."enterpriseId" from enterprise_name n where n."searchName" = searchable(s.name) and n."withdrawnAt" is null
        and coalesce(n."validFrom" <= s.day, true) and coalesce(s.day < n."validUntil", true)) f`;

/**
 * Finds the enterprise of every staged row: by its credit code (a replaced one too), else by its name on the day. A code that isn't known is never
 * replaced by a name, and of two enterprises of one name none is taken: the candidates are named. What isn't found is
 * refused; returns how many rows.
 */
export async function matchStaged(tx: Transaction, attempt: string, log: ProblemLog): Promise<number> {
  await tx.rows(
    `update list_staging s set "enterpriseId" = m.id from (
       select f.code, (array_agg(f.id))[1] as id from (
         select e."creditCode" as code, enterprise_survivor(e.id) as id from enterprise e
         union
         select a.code, enterprise_survivor(a."enterpriseId") from enterprise_alias a where a."withdrawnAt" is null) f
       where f.code in (select s."creditCode" from list_staging s where s.attempt = $1)
       group by f.code having count(*) = 1) m
     where s.attempt = $1 and s."creditCode" = m.code`,
    [attempt],
  );
  await tx.rows(
    `update list_staging s set "enterpriseId" = m.id from (
       select c.row, (array_agg(c.id))[1] as id from (${bearers}) c where c."creditCode" is null
       group by c.row having count(*) = 1) m
     where s.attempt = $1 and s.row = m.row`,
    [attempt],
  );
  const refused = await refuse(
    tx,
    log,
    `select s.row, coalesce(s."creditCode", s.name) as value,
       case when s."creditCode" is not null then 'LISTS.UNKNOWN_CODE' when n.n > 1 then 'LISTS.AMBIGUOUS' else 'LISTS.UNKNOWN_NAME' end as code,
       case when s."creditCode" is not null and n.n > 0
              then '${notFound}同名的有：' || n.candidates || '，请核对信用代码。'
            when s."creditCode" is not null then '${notFound}请核对信用代码，或先登记该企业。'
            when n.n > 1 then '叫这个名称的企业有 ' || n.n || ' 家（' || n.candidates || '），不能猜，请补上信用代码。'
            else '${notFound}请核对名称，或补上信用代码。' end as message
     from list_staging s left join lateral (
       select count(*) as n, string_agg(e."creditCode", '、' order by e."creditCode") as candidates
       from (${bearers}) c join enterprise e on e.id = c.id where c.row = s.row) n on true
     where s.attempt = $1 and s."enterpriseId" is null`,
    [attempt],
  );
  const different = await tx.rows<{ row: number; said: string; kept: string }>(
    `select s.row, s.name as said, e.name as kept from list_staging s join enterprise e on e.id = s."enterpriseId"
     where s.attempt = $1 and searchable(s.name) <> searchable(e.name)
       and not exists (select from enterprise_name n where n."enterpriseId" = e.id and n."searchName" = searchable(s.name)
         and n."withdrawnAt" is null)
     order by s.row limit 10000`,
    [attempt],
  );
  for (const { row, said, kept } of different)
    log.add({
      ...{ row, column: '企业名称', value: said, code: 'LISTS.NAME_DIFFERS', warning: true },
      message: `登记簿里这个信用代码的企业叫“${kept}”，按信用代码导入。如已更名，请在登记信息里更正。`,
    });
  return refused;
}

/** Rows of one record that contradict each other are refused; one said twice counts once. */
export async function refuseRepeated(tx: Transaction, table: string, attempt: string, log: ProblemLog) {
  // no two sealed values are alike: their indexes stand for them
  const said = `(s.stated - array[${sealedOf(table)
    .map(({ column }) => `'${column}'`)
    .join(', ')}]::text[])::text`;
  const groups = `select s.row, count(*) over w as n, min(s.row) over w as first,
      min(${said}) over w <> max(${said}) over w as differs, array_agg(s.row) over w as rows
    from list_staging s where s.attempt = $1 window w as (partition by s."enterpriseId", s.key)`;
  const rejected = await refuse(
    tx,
    log,
    `select row, null as value, 'LISTS.CONTRADICTION' as code,
       '同一条记录在文件里有 ' || n || ' 行（第 ' || array_to_string(rows[1:5], '、') || ' 行），内容不一致，无法判断以哪一行为准，请只保留一行。' as message
     from (${groups}) g where differs`,
    [attempt],
  );
  const dropped = await tx.client.query(
    `delete from list_staging s using (${groups}) g where s.attempt = $1 and s.row = g.row and g.row <> g.first`,
    [attempt],
  );
  return { rejected, duplicates: dropped.rowCount ?? 0 };
}

/** Runs a select of problems, notes them and takes their rows out of the staging. `$1` is the attempt. */
export async function refuse(tx: Transaction, log: ProblemLog, sql: string, parameters: unknown[]): Promise<number> {
  const rows = await tx.rows<Found & { total: number; rest: number[] | null }>(
    `with found as materialized (${sql}),
          dropped as (delete from list_staging s using found f where s.attempt = $1 and s.row = f.row)
     select f.*, count(*) over ()::int as total,
            case when row_number() over (order by f.row) = 1
              then (select array_agg(row) from (select row from found order by row offset ${listedProblems}) as rest) end as rest
     from found f order by f.row limit ${listedProblems}`,
    parameters,
  );
  for (const { row, value, code, message } of rows)
    log.add({ row, column: null, value, code, message, warning: false });
  const [first] = rows;
  if (!first) return 0;
  log.addUnlisted({ ...first, column: null, warning: false }, first.total - rows.length);
  log.addRefusedRows(first.rest ?? []);
  return first.total;
}
