/** What an export of a rehearsal's list left: the result of its job. */
export interface ExportRehearsalResult {
  rehearsalId: string;
  format: 'csv' | 'xlsx';
  /** Name for people; the file itself is kept under its hash. */
  name: string;
  sha256: string;
  size: number;
  rows: number;
}
