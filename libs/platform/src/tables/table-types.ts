/** The kinds of files that tables are taken from and written to. */
export type TableFormat = 'csv' | 'xlsx';

/** Their media types. */
export const tableTypes: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Media types of exports: tables, and JSON for what must be worked out anew. */
export const fileTypes = { ...tableTypes, json: 'application/json; charset=utf-8' } as const;
export type FileFormat = keyof typeof fileTypes;
