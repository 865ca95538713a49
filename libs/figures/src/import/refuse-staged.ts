import type { Transaction } from '@tidu/platform';
import type { ImportOptions } from './import-options';
import { type ImportProblem, listedProblems, listedWarnings, type ProblemLog } from './problem-log';
import type { StagedSet } from './staged-set';

type Found = Omit<ImportProblem, 'warning'> & { total: number };

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
  const contradictory = await refuseContradictions(tx, set, log);
  const duplicates = await dropDuplicates(tx, set);
  const unknown = await refuseUnknown(tx, set, options, log);
  await warnOfDifferences(tx, set, log);
  return { rejected: contradictory + unknown, duplicates };
}

/** The identities that more than one row has, with the rows and whether all say the same. */
const repeated = (set: StagedSet) => `
  repeated as (
    select s.row, array_agg(s.row) over w as rows, min(${set.content}) over w <> max(${set.content}) over w as differs,
           s.row = min(s.row) over w as first
    from figures_staging s
    where s.attempt = $1 and (${set.identity}) in (
      select ${set.identity} from figures_staging s where s.attempt = $1 group by ${set.identity} having count(*) > 1)
    window w as (partition by ${set.identity}))`;

async function refuseContradictions(tx: Transaction, set: StagedSet, log: ProblemLog): Promise<number> {
  const what = set.isFigures ? '同一企业同一年度' : '同一企业';
  return refuse(
    tx,
    log,
    `with ${repeated(set)}
     select r.row, null as "column", s."creditCode" as value, 'FIGURES.CONTRADICTION' as code,
       '${what}在文件里有 ' || cardinality(r.rows) || ' 行（第 ' || array_to_string(r.rows[1:5], '、') ||
       ' 行），内容不一致，无法判断以哪一行为准，请只保留一行。' as message
     from repeated r join figures_staging s on s.attempt = $1 and s.row = r.row where r.differs`,
    [set.key.attempt],
  );
}

async function dropDuplicates(tx: Transaction, set: StagedSet): Promise<number> {
  const dropped = await tx.client.query(
    `with ${repeated(set)}
     delete from figures_staging s using repeated r where s.attempt = $1 and s.row = r.row and not r.first`,
    [set.key.attempt],
  );
  return dropped.rowCount ?? 0;
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
  const { sql, parameters } = set.enterprises;
  const refusedAll = parameters.length + 1;
  return refuse(
    tx,
    log,
    `with given as (${sql}), refused as (
       select g."creditCode",
         $${refusedAll}::boolean or exists (select from enterprise_search x where x."creditCode" = g."creditCode")
           or not (scope_everything() or g."regionCode" = any (scope_regions())
                   or left(g."regionCode", 4) = any (scope_regions()) or left(g."regionCode", 2) = any (scope_regions())) as unknown,
         g.name is null as nameless
       from given g left join enterprise e on e."creditCode" = g."creditCode" where e.id is null)
     select s.row, null as "column", s."creditCode" as value,
       case when r.unknown then 'FIGURES.UNKNOWN_ENTERPRISE' else 'FIGURES.NO_NAME' end as code,
       case when r.unknown then '登记簿里没有这家企业，或它不在您的管辖范围内，本行没有导入。请核对信用代码，或先登记该企业。'
            else '登记簿里没有这家企业，文件里也没有它的名称，无法新建。请补上企业名称。' end as message
     from refused r join figures_staging s on s.attempt = $1 and s."creditCode" = r."creditCode"
     where r.unknown or r.nameless`,
    [...parameters, options.unknown === 'reject'],
  );
}

/** Runs a select of problems, notes them and takes their rows out of the staging; returns how many rows. */
async function refuse(tx: Transaction, log: ProblemLog, sql: string, parameters: unknown[]): Promise<number> {
  const rows = await tx.rows<Found>(
    `with found as materialized (${sql}),
          dropped as (delete from figures_staging s using found f where s.attempt = $1 and s.row = f.row)
     select f.*, count(*) over ()::int as total from found f order by f.row limit ${listedProblems}`,
    parameters,
  );
  return note(rows, false, log);
}

function note(rows: Found[], warning: boolean, log: ProblemLog): number {
  for (const { row, column, value, code, message } of rows) log.add({ row, column, value, code, message, warning });
  const [first] = rows;
  if (!first) return 0;
  log.addUnlisted({ ...first, warning }, first.total - rows.length);
  return first.total;
}

const labels: [column: 'name' | 'regionCode' | 'industryCode' | 'ownership' | 'registeredOn', label: string][] = [
  ['name', '企业名称'],
  ['registeredOn', '成立日期'],
  ['regionCode', '行政区划代码'],
  ['industryCode', '行业代码'],
  ['ownership', '所有制'],
];

/** A name is never changed by an import; the other fields only by a file of the register. */
async function warnOfDifferences(tx: Transaction, set: StagedSet, log: ProblemLog): Promise<void> {
  const kept = labels.filter(([column]) => set.has(column) && (set.isFigures || column === 'name'));
  if (kept.length === 0) return;
  const values = kept.map(([column, label]) => {
    const known =
      column === 'regionCode' ? `case when e."regionBasis" = 'given' then e."regionCode" end` : `e."${column}"`;
    return `('${label}', s."${column}"::text, coalesce(${known}::text, g."${column}"::text))`;
  });
  const { sql, parameters } = set.enterprises;
  const rows = await tx.rows<Found>(
    `with given as (${sql}), different as (
       select distinct on (s."creditCode", v.label, v.said) s.row, v.label, v.said, v.kept
       from figures_staging s join given g on g."creditCode" = s."creditCode"
         left join enterprise e on e."creditCode" = s."creditCode"
         cross join lateral (values ${values.join(', ')}) as v(label, said, kept)
       where s.attempt = $1 and v.said <> v.kept order by s."creditCode", v.label, v.said, s.row)
     select row, label as "column", said as value, 'FIGURES.DIFFERS_FROM_REGISTER' as code,
       '登记簿（或文件里较近年度）的' || label || '是“' || kept || '”，已保留，没有改动。如确有变更，请在登记信息里更正。' as message,
       count(*) over ()::int as total
     from different order by row limit ${listedWarnings}`,
    parameters,
  );
  note(rows, true, log);
}
