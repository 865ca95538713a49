import os from 'node:os';
import { systemActor } from '../database/acting-person';
import type { Database } from '../database/database';

/** After how many seconds without a sign of life a process counts as gone. */
export const goneAfterSeconds = 60;

/** Notes that this worker lives; those not heard of for a day are forgotten. */
export async function beat(database: Database, startedAt: Date): Promise<void> {
  await database.write(systemActor, async (tx) => {
    await tx.rows(
      `insert into process_heartbeat (process, kind, "startedAt") values ($1, 'worker', $2)
       on conflict (process) do update set "startedAt" = excluded."startedAt", "beatAt" = now()`,
      [`${os.hostname()}/${process.pid}`, startedAt],
    );
    await tx.rows(`delete from process_heartbeat where "beatAt" < now() - interval '1 day'`);
  });
}
