import { exportCode, type StoredFile, type StoredFiles, type Transaction } from '@tidu/platform';
import type { AuditRecord, AuditTrail } from '../audit-trail';

/** What an export (导出) left, and of what it is. */
export interface MadeExport extends Pick<AuditRecord, 'action' | 'objectType' | 'objectId'> {
  jobId: string;
  file: StoredFile;
  /** What was asked for and how much it was. */
  after: object;
}

/** Ends every export alike: its file is kept, and the trail knows person and time by the id in the file and by its hash. */
export async function keepExport(
  tx: Transaction,
  { files, trail }: { files: StoredFiles; trail: AuditTrail },
  { jobId, file, after, ...what }: MadeExport,
): Promise<void> {
  await files.register(tx, file);
  const { sha256, name, size } = file;
  await trail.record(tx, { ...what, after: { ...after, export: exportCode(jobId), name, sha256, size } });
}
