import type { ExportedFile } from '@tidu/platform';

export const exportSnapshotTask = 'rankings.exportSnapshot';
export const snapshotFormats = ['csv', 'xlsx', 'json'] as const;
export type SnapshotFormat = (typeof snapshotFormats)[number];

export const reportedRows = ['all', 'placed', 'in'] as const;
/** Which rows go into a superior's form: all, those with a place, those before the line. */
export type ReportedRows = (typeof reportedRows)[number];

export interface AskedForm {
  /** Version of the template. */
  template: string;
  rows: ReportedRows;
}

/** A whole list by itself, or what of it goes into a superior's form. */
export type ExportSnapshotPayload = { snapshotId: string } & (
  { format: SnapshotFormat } | { format: 'form'; form: AskedForm }
);

export interface ExportSnapshotResult extends ExportedFile {
  snapshotId: string;
  /** Of a filled form: which, with which rows. */
  form?: AskedForm;
}
