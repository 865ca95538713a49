import { DomainError, type WorkingCalendar } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';

/** Who said how a day counts: the State Council's notice, or the district over it. */
export type CalendarLayer = 'notice' | 'district';

/** A state of the calendar that can be asked for again by its number. */
export interface VersionedCalendar extends WorkingCalendar {
  version: number;
}

/**
 * The calendar as of a version (the newest when absent). A day the district speaks of is as the district says.
 * @throws DomainError `REFERENCE.NO_CALENDAR_VERSION`.
 */
export async function readCalendar(tx: Transaction, version?: number): Promise<VersionedCalendar> {
  const found = await tx.row<{ version: number | null; holidays: string[]; workdays: string[]; years: number[] }>(
    `with wanted as (select max(version) as version from calendar_version where version = $1 or $1 is null),
       stands as (select distinct on (day) day::text as day, kind from calendar_day, wanted
         where "fromVersion" <= version and ("untilVersion" is null or "untilVersion" > version)
         order by day, layer)
     select version,
       (select coalesce(json_agg(day), '[]') from stands where kind = 'holiday') as holidays,
       (select coalesce(json_agg(day), '[]') from stands where kind = 'workday') as workdays,
       (select coalesce(json_agg(distinct year), '[]') from calendar_year
        where "fromVersion" <= version and ("untilVersion" is null or "untilVersion" > version)) as years
     from wanted`,
    [version ?? null],
  );
  if (typeof found?.version !== 'number')
    throw new DomainError(
      'notFound',
      'REFERENCE.NO_CALENDAR_VERSION',
      version === undefined ? '工作日历尚未装入。请重新启动服务。' : `没有第 ${version} 版工作日历。请核对版本号。`,
    );
  return {
    version: found.version,
    coveredYears: new Set(found.years),
    holidays: new Set(found.holidays),
    workdays: new Set(found.workdays),
  };
}

/**
 * Opens a new version of the calendar: what is written with its number belongs to it and to those after it. One at a
 * time, until the transaction ends.
 */
export async function openCalendarVersion(tx: Transaction, reason: string): Promise<number> {
  await tx.rows(`select pg_advisory_xact_lock(hashtext('calendar_version'))`);
  const made = await tx.row<{ version: number }>(
    `insert into calendar_version (version, "recordedBy", "recordedByName", reason)
     select coalesce(max(version), 0) + 1, $1, $2, $3 from calendar_version returning version`,
    [tx.person.id, tx.person.name, reason],
  );
  return made?.version ?? 1;
}

/** Brings the layer of the notices to what the files say, as a new version when anything differs. */
export async function seedCalendar(tx: Transaction, days: object[], years: object[]): Promise<void> {
  const layers = [
    { table: 'calendar_day', columns: 'day date, kind text, name text', rows: JSON.stringify(days) },
    { table: 'calendar_year', columns: 'year smallint, source text', rows: JSON.stringify(years) },
  ].map((layer) => ({ ...layer, ...layerSql(layer) }));
  const changed = layers.map(({ current, given }, i) => {
    const sql = `(${current} except ${given}) union all (${given} except ${current})`;
    return `exists (${sql.replaceAll('$1', `$${i + 1}`)})`;
  });
  const found = await tx.row<{ differs: boolean }>(
    `select ${changed.join(' or ')} as differs`,
    layers.map(({ rows }) => rows),
  );
  if (!found?.differs) return;
  const version = await openCalendarVersion(tx, '随软件更新的国务院节假日安排');
  for (const { table, names, current, given, rows } of layers) {
    await tx.rows(
      `update ${table} set "untilVersion" = $2
       where layer = 'notice' and "untilVersion" is null and (${names}) not in (${given})`,
      [rows, version],
    );
    await tx.rows(
      `insert into ${table} (${names}, layer, "fromVersion") select ${names}, 'notice', $2
       from (${given} except ${current}) as added`,
      [rows, version],
    );
  }
}

/** What a table holds of the notices now, and what the rows of a file ($1) say. */
function layerSql({ table, columns }: { table: string; columns: string }) {
  const names = columns.replaceAll(/ (date|text|smallint)/g, '');
  return {
    names,
    current: `select ${names} from ${table} where layer = 'notice' and "untilVersion" is null`,
    given: `select ${names} from json_to_recordset($1) as given(${columns})`,
  };
}
