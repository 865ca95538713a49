import type { ExportedFile, TableFormat } from '@tidu/platform';
import type { RehearsalFilter } from './rehearsal-filter';

export interface ExportRehearsalPayload {
  rehearsalId: string;
  format: TableFormat;
  /** Whom the file holds; absent: everybody whose outcome or points change. */
  filter?: RehearsalFilter;
}

/** What an export of a rehearsal's list left: the result of its job. */
export interface ExportRehearsalResult extends ExportedFile {
  rehearsalId: string;
}

export const exportRehearsalTask = 'scoring.exportRehearsal';
