import { outcomeCode, outcomeName } from '@tidu/criteria';
import { DomainError, isUuid } from '@tidu/kernel';
import { countLimit, decodeCursor, pageOf, type Transaction } from '@tidu/platform';
import { pointsView } from '../cards/score-cards.service';
import type { RunCardListDto, RunCardsQuery } from '../console/scoring-runs.console.dto';

interface Row {
  enterpriseId: string;
  name: string;
  creditCode: string;
  outcome: number;
  pointsMin: number | null;
  pointsMax: number | null;
  met: number;
  unknown: number;
}

/** One page of a run's cards in the order of registration: the list behind each of its numbers. */
export async function cardsOfRun(tx: Transaction, runId: string, query: RunCardsQuery): Promise<RunCardListDto> {
  const limit = query.limit ?? 20;
  const place = query.after === undefined ? null : readPlace(query.after);
  const outcome = query.outcome === undefined ? null : outcomeCode(query.outcome);
  const q = query.q?.replaceAll(/[\\%_]/g, '\\$&') ?? null;
  const from = 'from score_card c join enterprise e on e.id = c."enterpriseId"';
  const where = `c."runId" = $1 and ($2::int is null or c.outcome = $2)
    and ($3::text is null or lower(e.name) like '%' || lower($3) || '%' or e."creditCode" like upper($3) || '%')`;
  const rows = await tx.rows<Row>(
    `select c."enterpriseId", e.name, e."creditCode", c.outcome, c."pointsMin", c."pointsMax", c.met, c.unknown
     ${from} where ${where} and ($4::uuid is null or c."enterpriseId" > $4) order by c."enterpriseId" limit ${limit + 1}`,
    [runId, outcome, q, place],
  );
  const counted = await tx.row<{ n: number }>(
    `select count(*)::int as n from (select 1 ${from} where ${where} limit ${countLimit}) x`,
    [runId, outcome, q],
  );
  return pageOf(rows, {
    ...{ limit, counted: counted?.n ?? 0, place: ({ enterpriseId }) => [enterpriseId] },
    view: ({ outcome: code, pointsMin, pointsMax, ...row }) => ({
      ...{ ...row, outcome: outcomeName(code), points: pointsView({ pointsMin, pointsMax }) },
    }),
  });
}

function readPlace(after: string): string {
  const [id] = decodeCursor(after, 1);
  if (typeof id === 'string' && isUuid(id)) return id;
  throw new DomainError('invalid', 'PLATFORM.BAD_CURSOR', 'after：翻页位置无效，请从第一页重新开始。');
}
