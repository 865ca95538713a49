import {
  type ActingPerson,
  CopyLines,
  type Database,
  type RawRow,
  systemActor,
  type Transaction,
  workInSets,
} from '@tidu/platform';
import type { RowReader, StagingKey } from './row-reader';

/** How the rows of the file went. */
export interface StagedRows {
  rows: number;
  /** Rows that are no data: sums, lines below the table. */
  skipped: number;
  staged: number;
  rejected: number;
}

/**
 * Reads all rows and copies the good ones into the staging table, in one transaction of its own: a process that dies
 * leaves nothing. `onBatch` is told how far it is and may throw to stop.
 */
export function stageRows(
  database: Database,
  person: ActingPerson,
  reader: RowReader,
  batches: AsyncIterable<RawRow[]>,
  onBatch: (soFar: StagedRows) => void,
): Promise<StagedRows> {
  return database.write(person, async (tx) => {
    await workInSets(tx);
    const copy = new CopyLines(tx.client, 'figures_staging', reader.stagingColumns);
    const count: StagedRows = { rows: 0, skipped: 0, staged: 0, rejected: 0 };
    try {
      for await (const batch of batches) {
        for (const row of batch) {
          if (reader.isNoData(row)) {
            count.skipped++;
            continue;
          }
          const fields = reader.read(row);
          count.rows++;
          if (fields === null) count.rejected++;
          else {
            count.staged++;
            copy.line(fields);
          }
        }
        onBatch(count);
        await copy.flush();
      }
      await copy.end();
    } catch (error) {
      await copy.abort();
      throw error;
    }
    return count;
  });
}

/** Empties the staging of one job, and what dead jobs left behind. */
export async function clearStaging(database: Database, jobId: string): Promise<void> {
  await database.write(systemActor, async (tx) => {
    await workInSets(tx);
    await tx.rows(
      `delete from figures_staging s where s."jobId" = $1
         or not exists (select from job_run j where j.id = s."jobId" and j.state in ('queued', 'running'))`,
      [jobId],
    );
  });
}

/** Takes the rows of this run out of the staging, in the transaction that has used them. */
export async function dropStaged(tx: Transaction, key: StagingKey): Promise<void> {
  await tx.rows('delete from figures_staging where attempt = $1', [key.attempt]);
}
