import type { Transaction } from '../database/transaction';
import type { ProblemLog } from './problem-log';

const batchSize = 5000;

/** Writes the list of problems of a job in place of what an earlier try may have left; returns how many. */
export async function keepProblems(tx: Transaction, jobId: string, log: ProblemLog): Promise<number> {
  await tx.rows('delete from import_problem where "jobId" = $1', [jobId]);
  const problems = log.sorted();
  for (let at = 0; at < problems.length; at += batchSize) {
    await tx.rows(
      `insert into import_problem ("jobId", position, row, "column", value, code, message, warning)
       select $1, $2 + ordinality, row, "column", value, code, message, warning
       from rows from (json_to_recordset($3) as (row int, "column" text, value text, code text, message text, warning boolean))
         with ordinality`,
      [jobId, at, JSON.stringify(problems.slice(at, at + batchSize))],
    );
  }
  return problems.length;
}
