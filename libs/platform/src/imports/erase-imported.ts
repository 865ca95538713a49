import type { Database } from '../database/database';
import { systemActor } from '../database/acting-person';
import { fieldRegister, personalColumns } from '../confidential/field-register';

/**
 * Takes the personal data out of what imports of long ago found, as the register says; returns of how many rows. Those rows
 * can't be undone any more. Run again it does nothing.
 */
export async function eraseImported(database: Database): Promise<number> {
  const { fields, undo } = fieldRegister();
  const tables = new Set([...fields.values()].flatMap(({ columns }) => columns.map((one) => one.split('.')[0] ?? '')));
  let erased = 0;
  for (const table of tables) {
    const columns = personalColumns(table);
    if (columns.length === 0) continue;
    const rows = await database.write(systemActor, (tx) =>
      tx.rows(
        `update import_change c set before = c.before - $2::text[], "erasedAt" = now() from job_run j
         where c."table" = $1 and c.before is not null and c."erasedAt" is null and j.id = c."jobId"
           and j."createdAt" < now() - make_interval(days => $3) returning c."rowId"`,
        [table, columns, undo.keptDays],
      ),
    );
    erased += rows.length;
  }
  return erased;
}
