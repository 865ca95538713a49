export const importListTask = 'enterprises.importList';

/** Payload of the job: the file by its content, which list it is, and what holds for all rows. */
export interface ImportListPayload {
  list: string;
  fileSha256: string;
  fileName: string;
  /** Who says so: a department, a document. */
  source: string;
  /** Number of the document, for rows that name none. */
  document?: string;
  /** Does everything and takes nothing in. */
  dryRun: boolean;
}

/** What an import of a list did, or in a dry run would do. Counts are rows of the file unless said. */
export interface ImportListResult {
  kind: 'list';
  dryRun: boolean;
  format: 'csv' | 'xlsx';
  encoding: string | null;
  sheet: string | null;
  headerRow: number;
  columns: { column: string; header: string; field: string; label: string; unit: null }[];
  unmatchedColumns: { column: string; header: string; reason: string }[];
  rows: number;
  skipped: number;
  accepted: number;
  rejected: number;
  duplicates: number;
  newRecords: number;
  changedRecords: number;
  unchanged: number;
  problems: number;
  warnings: number;
  listed: number;
  reasons: { code: string; warning: boolean; count: number; example: string }[];
}
