import type { FactCatalogue } from '@tidu/reference';
import type { FieldKind } from '../copy/binary-decoder';
import { factColumn, sqlType } from '../facts/fact-place';

/** The statement that reads the fact sheets of a run, and how its columns are read. */
export interface SheetSelect {
  sql: string;
  /** How many sheets it will find. */
  countSql: string;
  kinds: FieldKind[];
}

/** Columns before the facts: enterprise, day of the sheet (days since 2000-01-01), version. */
export const leadingColumns = 3;

const leadingKinds: FieldKind[] = ['raw', 'int4', 'int2'];
const leadingList = ['s."enterpriseId"', `s."asOf" - date '2000-01-01'`, 's.version'];

export interface SheetTerms {
  year: number;
  asOf: string;
  /** There are sheets of a later day. */
  laterSheets: boolean;
  /** Only invented enterprises, or only the others; absent: all. */
  demo?: boolean;
  /** Columns before the facts, where they are others than the usual three. */
  leading?: readonly string[];
}

const kinds = { boolean: 'bool', int: 'int4', bigint: 'int8', text: 'text' } as const;

/**
 * Reads, of every enterprise in scope, the sheet that holds for a day: the newest version of the newest day up to it.
 * `year` and `asOf` were checked by the caller, because COPY takes no parameters.
 */
export function sheetSelect(
  catalogue: FactCatalogue,
  facts: readonly string[],
  { year, asOf, laterSheets, demo, leading = leadingList }: SheetTerms,
): SheetSelect {
  const columns = sheetColumns(catalogue, facts, leading);
  const invented = 's."enterpriseId" in (select id from enterprise where demo)';
  const only = demo === undefined ? '' : ` and ${demo ? '' : 'not '}${invented}`;
  // without sheets of a later day the current ones are those; that needs no sorting
  const rows = laterSheets
    ? `from fact_sheet s where s.year = ${year} and s."asOf" <= '${asOf}' and not exists (
         select from fact_sheet n where n."enterpriseId" = s."enterpriseId" and n.year = ${year} and n."asOf" <= '${asOf}'
           and (n."asOf", n.version) > (s."asOf", s.version))
         and s."enterpriseId" not in (select "memberId" from enterprise_member)${only}`
    : `from fact_sheet s where s.year = ${year} and s."supersededAt" is null${only}`;
  return {
    sql: `copy (select ${columns.list} ${rows}) to stdout (format binary)`,
    countSql: `select count(*)::int as count ${rows}`,
    kinds: columns.kinds,
  };
}

/** The columns of fact sheets `s` as `CardStream` reads them: the leading ones, then a column a fact. */
export function sheetColumns(
  catalogue: FactCatalogue,
  facts: readonly string[],
  leading: readonly string[] = leadingList,
): { list: string; kinds: FieldKind[] } {
  const found = facts.map((code) => catalogue.dictionary.get(code));
  const columns = found.map((fact) => factColumn('s', fact, catalogue.district.has(fact.code), sqlType(fact)));
  return {
    list: [...leading, ...columns].join(', '),
    kinds: [...leadingKinds.slice(0, leading.length), ...found.map((fact) => kinds[sqlType(fact)])],
  };
}
