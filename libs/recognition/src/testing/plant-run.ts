import { uuidv7 } from '@tidu/kernel';

type Sql = (text: string, values?: unknown[]) => Promise<unknown>;

/** A published evaluation of the register with a card for each of these enterprises, by the tables alone. */
export async function plantRun(
  sql: Sql,
  {
    releaseId,
    year,
    cards,
  }: { releaseId: string; year: number; cards: { enterpriseId: string; outcome: number; points?: number }[] },
): Promise<string> {
  const id = uuidv7();
  await sql(
    `insert into scoring_run (id, "releaseId", "standardId", "releaseHash", year, "asOf", purpose, state, total, counts, "personId",
       "personName", "publishedAt")
     select $1, r.id, r."standardId", r.hash, $3, current_date, 'application', 'published', $4, '{}', $1, 'x', now()
     from standard_release r where r.id = $2`,
    [id, releaseId, year, cards.length],
  );
  await sql(`create table score_card_${id.replaceAll('-', '')} partition of score_card for values in ('${id}')`);
  for (const { enterpriseId, outcome, points = 0 } of cards)
    await sql(
      `insert into score_card ("runId", "enterpriseId", "pointsMin", "pointsMax", "sheetAsOf", outcome, met, unknown, "sheetVersion", "clauseOutcomes")
       values ($1, $2, $3, $3, current_date, $4, 1, 0, 1, '')`,
      [id, enterpriseId, points * 10_000, outcome],
    );
  return id;
}
