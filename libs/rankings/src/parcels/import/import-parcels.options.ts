import type { ReferenceService } from '@tidu/reference';

export const importParcelsTask = 'rankings.importParcels';

/** Payload of the job: the file by its content. */
export interface ImportParcelsPayload {
  list: 'parcels';
  fileSha256: string;
  fileName: string;
  /** Who says so: a department, a document. */
  source: string;
  /** Does everything and takes nothing in. */
  dryRun: boolean;
}

export type Regions = Awaited<ReturnType<ReferenceService['regions']>>;
