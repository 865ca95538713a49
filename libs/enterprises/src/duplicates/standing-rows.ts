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
