import type { Transaction } from '@tidu/platform';
import { uuidv7 } from '@tidu/kernel';
import { ScoringRun } from '../scoring-run.entity';
import type { PublishedStandard } from '../standards/standards.service';
import type { OutcomeTally } from './card-encoder';

/** What one scoring job is about. */
export interface RunTerms {
  year: number;
  /** Day of assessment (评价日), YYYY-MM-DD. */
  asOf: string;
  purpose: 'application' | 'renewal';
  jobId: string;
}

/** Score cards of a run by outcome; `open` (未定) are those whose points or outcome are not settled. */
export interface OutcomeCounts {
  met: number;
  manual: number;
  unknown: number;
  unmet: number;
  notApplicable: number;
  open: number;
}

export function countsOf({ byOutcome, open }: OutcomeTally): OutcomeCounts {
  const [, met = 0, manual = 0, unknown = 0, unmet = 0, notApplicable = 0] = byOutcome;
  return { met, manual, unknown, unmet, notApplicable, open };
}

/** Writes the run and makes its table, in the transaction that will fill it: rolled back, nothing is left. */
export async function openRun(
  tx: Transaction,
  standard: PublishedStandard,
  terms: RunTerms,
): Promise<{ id: string; table: string }> {
  const id = uuidv7();
  await tx.manager.insert(ScoringRun, {
    ...{ id, releaseId: standard.releaseId, standardId: standard.standardId, releaseHash: standard.hash },
    ...{ year: terms.year, asOf: terms.asOf, purpose: terms.purpose, jobId: terms.jobId, personName: tx.person.name },
  });
  const row = await tx.row<{ table: string }>('select open_run($1) as table', [id]);
  return { id, table: row?.table ?? '' };
}

/** Ends the filling: counts the cards at the server, adds key and check. Refused for another number of cards. */
export async function closeRun(tx: Transaction, id: string, total: number): Promise<void> {
  await tx.rows('select close_run($1, $2)', [id, total]);
}

/** Makes the cards of a closed run visible, in the caller's transaction. */
export async function publishRun(tx: Transaction, id: string, counts: OutcomeCounts): Promise<void> {
  await tx.rows('select publish_run($1, $2)', [id, counts]);
}

/**
 * Takes away what runs left that were never published: those of this job (an earlier attempt) and those whose job is
 * no longer at work. Returns how many.
 */
export async function dropAbandonedRuns(tx: Transaction, jobId: string): Promise<number> {
  const row = await tx.row<{ dropped: number }>(
    `select count(*) filter (where drop_run(r.id))::int as dropped from scoring_run r
     where r.state = 'open' and (r."jobId" = $1 or not exists (
       select from job_run j where j.id = r."jobId" and j.state = 'running' and j."leaseUntil" > now()))`,
    [jobId],
  );
  return row?.dropped ?? 0;
}
