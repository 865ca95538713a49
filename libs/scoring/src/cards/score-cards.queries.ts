import type { Transaction } from '@tidu/platform';

/** A score card as it's stored, with its run. */
export interface CardRow {
  runId: string;
  enterpriseId: string;
  /** Where the enterprise is registered. */
  regionCode: string;
  releaseId: string;
  standardId: string;
  standardName: string;
  standardVersion: number;
  releaseHash: string;
  year: number;
  asOf: string;
  purpose: 'application' | 'renewal';
  outcome: number;
  pointsMin: number | null;
  pointsMax: number | null;
  met: number;
  unknown: number;
  sheetAsOf: string;
  sheetVersion: number;
  publishedAt: Date;
}

const columns = `c."runId", c."enterpriseId", e."regionCode", r."releaseId", r."standardId", s.name as "standardName",
  s.version as "standardVersion", r."releaseHash", r.year, r."asOf"::text as "asOf", r.purpose, c.outcome, c."pointsMin",
  c."pointsMax", c.met, c.unknown, c."sheetAsOf"::text as "sheetAsOf", c."sheetVersion", r."publishedAt"`;

/** Cards of an enterprise from the runs that are shown: the newest of each standard, year and purpose. */
export async function cardsOfEnterprise(tx: Transaction, enterpriseId: string): Promise<CardRow[]> {
  // the ids first, so that only their partitions are opened
  const shown = await tx.rows<{ id: string }>(
    `select distinct on ("standardId", year, purpose) id from scoring_run where state = 'published'
     order by "standardId", year, purpose, "publishedAt" desc`,
  );
  return tx.rows<CardRow>(
    `select ${columns} from score_card c join scoring_run r on r.id = c."runId" join standard_release s on s.id = r."releaseId"
       join enterprise e on e.id = c."enterpriseId"
     where c."enterpriseId" = $1 and c."runId" = any($2::uuid[])
     order by r.year desc, r."standardId", r.purpose`,
    [enterpriseId, shown.map(({ id }) => id)],
  );
}

/** One card of a published run, or null when there is none in the person's scope. */
export async function findCard(tx: Transaction, runId: string, enterpriseId: string): Promise<CardRow | null> {
  return tx.row<CardRow>(
    `select ${columns} from score_card c join scoring_run r on r.id = c."runId" join standard_release s on s.id = r."releaseId"
       join enterprise e on e.id = c."enterpriseId"
     where c."runId" = $1 and c."enterpriseId" = $2`,
    [runId, enterpriseId],
  );
}
