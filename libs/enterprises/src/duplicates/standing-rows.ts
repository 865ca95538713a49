export interface StandingTerms {
  /** Which rows `r` count. */
  where: string;
  /** Which enterprises are meant, as a condition on the column of the enterprise. */
  within?: (column: string) => string;
  /** Merged rows that are left out, as a condition on `r`. */
  besides?: string;
}

/**
 * Rows of a table with a column "enterpriseId", for reads of many enterprises at once: each under `"of"`, the record
 * that stands for its enterprise, and whether it is that record's `own` or came with one that was merged into it. A
 * subselect to be given a name. Joined by arrays, so that it stays an index scan where nested loops are off.
 */
export function standingRows(table: string, { where, within = () => 'true', besides = 'true' }: StandingTerms): string {
  return `(
    select r.*, r."enterpriseId" as "of", true as own from ${table} r
    where ${where} and ${within('r."enterpriseId"')}
      and r."enterpriseId" not in (select "memberId" from enterprise_member)
    union all
    select r.*, m."survivorId", false from ${table} r join enterprise_member m on m."memberId" = r."enterpriseId"
    where ${where} and ${within('m."survivorId"')} and ${besides}
      and r."enterpriseId" = any(array(select "memberId" from enterprise_member)))`;
}

/** Whether two rows with days hold on one day at least. */
export const sameTime = (one: string, other: string) =>
  `daterange(${one}."validFrom", ${one}."validUntil") && daterange(${other}."validFrom", ${other}."validUntil")`;

/**
 * For `besides`: a merged row `r` is left out where the record that stands for it (or, among merged ones, an earlier
 * row) says the `same` as row `o`, so that nothing is listed or counted twice.
 */
export const notSaidTwice = (table: string, same: string) => `not exists (
      select from ${table} o where o."withdrawnAt" is null and o.id <> r.id and ${same}
        and (o."enterpriseId" = m."survivorId" or (o.id < r.id and o."enterpriseId" in (
          select k."memberId" from enterprise_member k where k."survivorId" = m."survivorId"))))`;

/** The same at the same time, and at least as long as the row `r`. */
export const saidAsLong = (columns: readonly string[]) =>
  [
    ...columns.map((column) => `o."${column}" is not distinct from r."${column}"`),
    sameTime('o', 'r'),
    `coalesce(o."validUntil", 'infinity') >= coalesce(r."validUntil", 'infinity')`,
  ].join(' and ');
