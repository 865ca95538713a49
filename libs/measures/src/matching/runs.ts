import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { refused } from '../measures.errors';
import type { OutcomeTally } from './match.job';

/** The newest bulk matching. */
export interface MatchRun {
  id: string;
  asOf: Day;
  measureIds: string[];
  enterprises: number;
  counts: OutcomeTally[];
  at: Date;
  personName: string;
}

/** Null where nothing was matched yet. */
export const findNewestRun = (tx: Transaction): Promise<MatchRun | null> =>
  tx.row<MatchRun>(
    `select id, "asOf"::text as "asOf", "measureIds", enterprises, counts, at, "personName" from measure_match_run where newest`,
  );

/** @throws DomainError `MEASURES.NO_RUN`. */
export async function newestRun(tx: Transaction): Promise<MatchRun> {
  const run = await findNewestRun(tx);
  if (!run) throw refused('NO_RUN', '还没有匹配过。请先发起匹配。');
  return run;
}
