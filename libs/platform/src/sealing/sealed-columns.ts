import { fieldRegister } from '../confidential/field-register';

/** A column that holds sealed values only. */
export interface SealedColumn {
  table: string;
  column: string;
  /** Whether a column beside it (`phoneIndex`, generated) holds the blind index by which a whole value is found. */
  indexed: boolean;
}

let kept: ReadonlyMap<string, readonly SealedColumn[]> | undefined;

/** The sealed columns of every table, as `seeds/access/fields.yaml` says. */
export function sealedColumns(): ReadonlyMap<string, readonly SealedColumn[]> {
  if (kept) return kept;
  const found = new Map<string, SealedColumn[]>();
  for (const { columns, sealed } of fieldRegister().fields.values())
    for (const name of sealed) {
      const [table = '', column = ''] = name.split('.');
      const one = { table, column, indexed: columns.includes(`${name}Index`) };
      found.set(table, [...(found.get(table) ?? []), one]);
    }
  return (kept = found);
}

/** Those of one table. */
export const sealedOf = (table: string): readonly SealedColumn[] => sealedColumns().get(table) ?? [];

/** Name of the constraint by which the database holds a column to sealed values. */
export const holder = ({ table, column }: Pick<SealedColumn, 'table' | 'column'>): string =>
  `${table}_${column}_sealed`;

/** The column by which two values of this one are compared in SQL: no two sealed ones are alike. */
export const comparedColumn = (table: string, column: string): string =>
  sealedOf(table).some((one) => one.column === column && one.indexed) ? `${column}Index` : column;
