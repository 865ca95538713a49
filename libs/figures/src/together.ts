import type { StoredFigures } from './figure-values';
import type { FigureSource } from './sources';

type Placed = { year: number; source: FigureSource };

/**
 * The figures of one enterprise as one: what a record that was merged into it says fills what its own figures of the
 * same year and source leave open. `rows`: its own before those of merged records, those newest first.
 */
export function together<R extends Placed & Record<string, unknown>>(rows: readonly R[]): R[] {
  const joined = new Map<string, R>();
  for (const row of rows) {
    const key = `${row.year} ${row.source}`;
    const first = joined.get(key);
    joined.set(key, first ? filled(first, row) : row);
  }
  return [...joined.values()];
}

function filled<R extends Record<string, unknown>>(first: R, other: R): R {
  const open = Object.entries(other).filter(([code]) => first[code] === null || first[code] === undefined);
  const extra = { ...(other as Partial<StoredFigures>).extra, ...(first as Partial<StoredFigures>).extra };
  return { ...first, ...Object.fromEntries(open), ...('extra' in first && { extra }) };
}

/** SQL of the moment at which a day of the district ends; `day`: a parameter. */
export const dayEnd = (day: string) => `((${day}::date + 1)::timestamp at time zone 'Asia/Shanghai')`;

/**
 * SQL whether something that was said at `since` and ceased to count at `until` (null: it counts) counted at the end of
 * the day `$2`; of today where no day is asked for. Revisions never change, so the past is what they say.
 */
export const countedOn = (asOf: string | undefined, since: string, until: string) =>
  asOf === undefined
    ? `(${until} is null and $2::date is null)`
    : `(${since} < ${dayEnd('$2')} and (${until} is null or ${until} >= ${dayEnd('$2')}))`;

/** Rows of figures `f` of the enterprise `$1` and of the records merged into it, in the order `together` wants. */
export const familyRows = `f."enterpriseId" in (select enterprise_family($1)) and f."supersededAt" is null`;
/** The same as they stood at the end of the day `$2`, or today where none is asked for. */
export const familyRowsOn = (asOf: string | undefined) =>
  `f."enterpriseId" in (select enterprise_family($1)) and ${countedOn(asOf, 'f."submittedAt"', 'f."supersededAt"')}`;
export const ownFirst = `f."enterpriseId" <> $1, f."submittedAt" desc, f.id desc`;

/** SQL of the record that figures of `e` came with, when that was merged into the enterprise `$1`; null for its own. */
export const recordOf = `case when e.id <> $1 then
  jsonb_build_object('id', e.id, 'name', e.name, 'creditCode', e."creditCode") end`;
