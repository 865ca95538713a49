import { type EvidenceKind, identifyingColumns, standingRows } from '@tidu/enterprises';
import type { FactCatalogue } from '@tidu/reference';
import { factPlace } from './fact-place';
import type { SheetInputs, StatedYear } from './sheet-inputs';

/**
 * Reads rows `r` of a table for the enterprises of a statement, under `"of"` and `own`. Of a kind of evidence, what a
 * merged record says once more is left out, so that nothing counts twice.
 */
export type RowsOf = (table: string, where: string, kind?: EvidenceKind) => string;

/** Where no record was merged, the rows are read as they are. */
export function rowsOf(hasMerged: boolean, within: (column: string) => string): RowsOf {
  if (hasMerged)
    return (table, where, kind) =>
      standingRows(table, { where, within, ...(kind && { besides: `r.id not in (${saidTwice(kind)})` }) });
  return (table, where) => `(select r.*, r."enterpriseId" as "of", true as own from ${table} r
      where ${where} and ${within('r."enterpriseId"')})`;
}

/** Records of merged enterprises that say the same as one of the record that stands for them, or as an earlier one. */
function saidTwice(kind: EvidenceKind): string {
  const same = identifyingColumns(kind).map((column) => `x."${column}" is not distinct from o."${column}"`);
  return `select x.id from family m
      join ${kind.table} x on x."enterpriseId" = m."memberId" and x."withdrawnAt" is null
        and x."enterpriseId" = any(array(select "memberId" from family))
      join (select "memberId" as id, "survivorId" from family union select "survivorId", "survivorId" from family) kin
        on kin."survivorId" = m."survivorId"
      join ${kind.table} o on o."enterpriseId" = kin.id and o."withdrawnAt" is null and o.id <> x.id
        and o."enterpriseId" = any(array(select "memberId" from family union select "survivorId" from family))
        and (kin.id = m."survivorId" or o.id < x.id) and ${same.join(' and ')}`;
}

/** Whether the enterprise `e` is a second record of another one; asked of merged ones only. */
export const isMember = `(e.status = 'merged' and e.id in (select "memberId" from enterprise_member))`;

/** Name of the join that brings what merged records say of a source and year. */
export const mergedAlias = ({ source, offset }: StatedYear) => `merged_${source}_${-offset}`;

export const mergedJoin = (stated: StatedYear): string => {
  const name = mergedAlias(stated);
  return `left join merged_figures ${name} on ${name}.id = t.id and ${name}.year = $1::int + (${stated.offset})
      and ${name}.source = '${stated.source}'`;
};

/** What a source says in the one merged record a decision names; asked only of those decided about. */
export const recordValue = (column: string, record: string, { source, offset }: StatedYear) =>
  `(select ${column} from figures x join family m on m."memberId" = x."enterpriseId" and m."survivorId" = t.id
      where x."enterpriseId" = (${record})::uuid and x.year = $1::int + (${offset}) and x.source = '${source}'
        and x."supersededAt" is null)`;

/**
 * Tables of a statement: the `family` of its enterprises, the figures of merged records by the one that stands for them
 * (of several, fact by fact what was submitted last).
 */
export function mergedTables(
  catalogue: FactCatalogue,
  { merged }: SheetInputs,
  within: (column: string) => string,
): string {
  const codes = new Map<string, boolean>();
  for (const fact of catalogue.dictionary.facts) {
    const place = factPlace(fact, catalogue);
    if (place.kind === 'stated') codes.set(place.code, place.district);
  }
  const last = (value: string) =>
    `(array_agg(${value} order by f."submittedAt" desc, f.id desc) filter (where ${value} is not null))[1]`;
  const national = [...codes].flatMap(([code, district]) => (district ? [] : [`${last(`f."${code}"`)} as "${code}"`]));
  const district = [...codes].flatMap(([code, own]) => (own ? [`'${code}', ${last(`f.extra->'${code}'`)}`] : []));
  const extra = `jsonb_strip_nulls(jsonb_build_object(${district.join(', ')})) as extra`;
  const offsets = [...new Set(merged.map(({ offset }) => offset))];
  return `family as materialized (
  select "memberId", "survivorId" from enterprise_member where ${within('"survivorId"')}
), merged_figures as materialized (
  select m."survivorId" as id, f.year, f.source, ${[...national, extra].join(', ')}
  from figures f join family m on m."memberId" = f."enterpriseId"
  where f."enterpriseId" = any(array(select "memberId" from family)) and f."supersededAt" is null
    and f.year - $1::int = any(array[${offsets.join(', ')}]::int[])
  group by 1, 2, 3
), `;
}
