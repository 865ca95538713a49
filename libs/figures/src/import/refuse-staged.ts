import { type ImportProblem, listedProblems, listedWarnings, type ProblemLog, type Transaction } from '@tidu/platform';
import type { ImportOptions } from './import-options';
import { type RegisterColumn, registerColumns, type StagedSet } from './staged-set';

/** `rest`: with the first one, the rows of those that are only counted. */
type Found = Omit<ImportProblem, 'warning'> & { total: number; rest?: number[] | null };

/** How many staged rows were taken out again. */
export interface Refused {
  rejected: number;
  duplicates: number;
}

/**
 * Takes out of the staging what can only be judged over all rows: rows said twice, rows that contradict each other,
 * rows of enterprises that may not be made. Notes what a file says otherwise than the register.
 */
export async function refuseStaged(
  tx: Transaction,
  set: StagedSet,
  options: ImportOptions,
  log: ProblemLog,
): Promise<Refused> {
  const repeated = await refuseRepeated(tx, set, log);
  const unknown = await refuseUnknown(tx, set, options, log);
  await warnOfDifferences(tx, set, log);
  return { rejected: repeated.rejected + unknown, duplicates: repeated.duplicates };
}

async function refuseRepeated(tx: Transaction, set: StagedSet, log: ProblemLog): Promise<Refused> {
  const found = await tx.row(
    `select 1 from figures_staging s where s.attempt = $1 group by ${set.identity} having count(*) > 1 limit 1`,
    [set.key.attempt],
  );
  if (!found) return { rejected: 0, duplicates: 0 };
  // the first row of each identity, its rows, and whether they all say the same
  const groups = `
    select s.row, s."creditCode", array_agg(s.row) over w as rows, s.row = min(s.row) over w as first,
           min(${set.content}) over w <> max(${set.content}) over w as differs
    from figures_staging s
    where s.attempt = $1 and (${set.identity}) in (
      select ${set.identity} from figures_staging s where s.attempt = $1 group by ${set.identity} having count(*) > 1)
    window w as (partition by ${set.identity})`;
  const what = set.isFigures ? '同一企业同一年度' : '同一企业';
  const rejected = await refuse(
    tx,
    log,
    `select r.row, null as "column", r."creditCode" as value, 'FIGURES.CONTRADICTION' as code,
       '${what}在文件里有 ' || cardinality(r.rows) || ' 行（第 ' || array_to_string(r.rows[1:5], '、') ||
       ' 行），内容不一致，无法判断以哪一行为准，请只保留一行。' as message
     from (${groups}) r where r.differs`,
    [set.key.attempt],
  );
  const dropped = await tx.client.query(
    `with repeated as materialized (${groups})
     delete from figures_staging s using repeated r where s.attempt = $1 and s.row = r.row and not r.first`,
    [set.key.attempt],
  );
  return { rejected, duplicates: dropped.rowCount ?? 0 };
}

/**
 * Enterprises the person doesn't see. One that exists outside the scope gets the same answer as one that may not be
 * made: an import must not tell who is in the register of others.
 */
async function refuseUnknown(
  tx: Transaction,
  set: StagedSet,
  options: ImportOptions,
  log: ProblemLog,
): Promise<number> {
  const own = 'over (partition by s."creditCode")';
  return refuse(
    tx,
    log,
    `with unknown as (
       select s.row, s."creditCode", ${set.latest('name', own)} as name,
              coalesce(${set.latest('regionCode', own)}, substr(s."creditCode", 3, 6)) as region
       from figures_staging s
       where s.attempt = $1 and not exists (select from enterprise e where e."creditCode" = s."creditCode")),
     judged as (
       select u.*, $2::boolean or exists (select from enterprise_search x where x."creditCode" = u."creditCode")
           or not (scope_everything() or region = any (scope_regions()) or left(region, 4) = any (scope_regions())
                   or left(region, 2) = any (scope_regions())) as refused
       from unknown u)
     select row, null as "column", "creditCode" as value,
       case when refused then 'FIGURES.UNKNOWN_ENTERPRISE' else 'FIGURES.NO_NAME' end as code,
       case when refused then '登记簿里没有这家企业，或它不在您的管辖范围内，本行没有导入。请核对信用代码，或先登记该企业。'
            else '登记簿里没有这家企业，文件里也没有它的名称，无法新建。请补上企业名称。' end as message
     from judged where refused or name is null`,
    [set.key.attempt, options.unknown === 'reject'],
  );
}

/** A name is never changed by an import; the other fields only by a file of the register. */
async function warnOfDifferences(tx: Transaction, set: StagedSet, log: ProblemLog): Promise<void> {
  for (const column of set.fields.filter((one) => set.isFigures || one === 'name')) {
    const rows = await tx.rows<Found>(
      `with different as (
         select distinct on (d."creditCode", d.said) d.* from (${differences(set, column)}) d
         order by d."creditCode", d.said, d.row)
       select row, '${registerColumns[column]}' as "column", said as value, 'FIGURES.DIFFERS_FROM_REGISTER' as code,
         '登记簿（或文件里较近年度）的${registerColumns[column]}是“' || kept || '”，已保留，没有改动。如确有变更，请在登记信息里更正。' as message,
         count(*) over ()::int as total
       from different order by row limit ${listedWarnings}`,
      [set.key.attempt],
    );
    note(rows, true, log);
  }
}

/** Rows that say of a column what the register doesn't; of a new enterprise, what a later year doesn't. */
function differences(set: StagedSet, column: RegisterColumn): string {
  const stated = column === 'regionCode' ? `and e."regionBasis" = 'given'` : '';
  return `
    select s.row, s."creditCode", s."${column}"::text as said, e."${column}"::text as kept
    from figures_staging s join enterprise e on e."creditCode" = s."creditCode"
    where s.attempt = $1 and s."${column}" <> e."${column}" ${stated}
    union all
    select row, "creditCode", said, kept from (
      select s.row, s."creditCode", s."${column}"::text as said,
             (${set.latest(column, 'over (partition by s."creditCode")')})::text as kept
      from figures_staging s
      where s.attempt = $1 and not exists (select from enterprise e where e."creditCode" = s."creditCode")) as new
    where said <> kept`;
}

/** Runs a select of problems, notes them and takes their rows out of the staging; returns how many rows. */
async function refuse(tx: Transaction, log: ProblemLog, sql: string, parameters: unknown[]): Promise<number> {
  const rows = await tx.rows<Found>(
    `with found as materialized (${sql}),
          dropped as (delete from figures_staging s using found f where s.attempt = $1 and s.row = f.row)
     select f.*, count(*) over ()::int as total,
            case when row_number() over (order by f.row) = 1
              then (select array_agg(row) from (select row from found order by row offset ${listedProblems}) as rest) end as rest
     from found f order by f.row limit ${listedProblems}`,
    parameters,
  );
  return note(rows, false, log);
}

function note(rows: Found[], warning: boolean, log: ProblemLog): number {
  for (const { row, column, value, code, message } of rows) log.add({ row, column, value, code, message, warning });
  const [first] = rows;
  if (!first) return 0;
  log.addUnlisted({ ...first, warning }, first.total - rows.length);
  if (!warning) log.addRefusedRows(first.rest ?? []);
  return first.total;
}
