import type { ExportedFile } from '@tidu/platform';

/** What an export of a rehearsal's list left: the result of its job. */
export interface ExportRehearsalResult extends ExportedFile {
  rehearsalId: string;
}

export const exportRehearsalTask = 'scoring.exportRehearsal';
