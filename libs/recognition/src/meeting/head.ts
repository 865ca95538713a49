import type { Transaction } from '@tidu/platform';
import type { Region } from '@tidu/reference';
import type { OutcomeText } from '@tidu/scoring';
import type { Purpose } from '../applications/application';
import type { Batch } from '../batches/batch';
import { decisionOn, placesOf, type TieDecision, tiedAt } from '../ranking/place';
import { placesAtLine } from '../ranking/ranking.queries';
import { procedureOf } from '../rules/procedures';

/** What may drift of a case once a pack was frozen: where it stands in the order, and on what. */
export interface PackHead {
  place: number;
  /** How many share the place. */
  size: number;
  /** Before the line; of those tied at it only whom a confirmed decision chose. */
  before: boolean;
  tied: boolean;
  name: string;
  creditCode: string;
  regionName: string;
  purpose: Purpose;
  receiptNumber: string | null;
  stateLabel: string;
  outcome: OutcomeText;
  /** Ten-thousandths of a point. */
  minPoints: number | null;
  maxPoints: number | null;
  /** Number and hash of the submission. */
  revision: number;
  revisionHash: string;
  /** Standing judgements of the year by fact. */
  judged: Record<string, string>;
}

export interface HeadRow {
  applicationId: string;
  enterpriseId: string;
  revisionId: string;
  head: PackHead;
}

/** The order of a batch as it stands. */
export interface Order {
  rows: HeadRow[];
  /** In the running, those out of the person's sight too. */
  total: number;
  tie: { tied: number; places: number; decision: TieDecision | null } | null;
}

type Row = Omit<PackHead, 'place' | 'size' | 'before' | 'tied' | 'regionName' | 'stateLabel'> &
  Omit<HeadRow, 'head'> & { state: string; regionCode: string };

/** Every case of the batch that is in the running and in sight, the first first. */
export async function orderOf(
  tx: Transaction,
  { id, quota, procedure: code, year }: Batch,
  regions: { get(code: string): Region | undefined },
): Promise<Order> {
  const procedure = procedureOf(code);
  const places = await placesOf(tx, id, procedure);
  const tied = tiedAt(places, quota);
  const decision = await decisionOn(tx, id, tied);
  const known = new Map((await rowsOf(tx, id, year)).map((row) => [row.applicationId, row]));
  const isBefore = (one: string, last: number) =>
    quota === null ||
    (tied.includes(one) ? decision?.confirmedAt != null && decision.chosen.includes(one) : last <= quota);
  const rows = places.flatMap(({ applicationId, place, size }): HeadRow[] => {
    const row = known.get(applicationId);
    if (!row) return [];
    const { enterpriseId, revisionId, state, regionCode, ...rest } = row;
    const head = {
      ...{
        place,
        size,
        before: isBefore(applicationId, place + size - 1),
        tied: tied.includes(applicationId),
        ...rest,
      },
      regionName: regions.get(regionCode)?.name ?? regionCode,
      stateLabel: procedure.states.get(state)?.label ?? state,
    };
    return [{ applicationId, enterpriseId, revisionId, head }];
  });
  const tie =
    tied.length === 0 || quota === null
      ? null
      : { tied: tied.length, places: placesAtLine(places, tied, quota), decision };
  return { rows, total: places.length, tie };
}

const rowsOf = (tx: Transaction, batchId: string, year: number) =>
  tx.rows<Row>(
    `select a.id as "applicationId", a."enterpriseId", r.id as "revisionId", e.name, e."creditCode", e."regionCode", a.purpose,
       a."receiptNumber", a.state, r.outcome, r."minPoints"::float8 as "minPoints", r."maxPoints"::float8 as "maxPoints",
       r.number::int as revision, r.hash as "revisionHash",
       (select coalesce(jsonb_object_agg(j.fact, j.value), '{}') from (
          select distinct on (fact) fact, value from judgement
          where "enterpriseId" in (select enterprise_family(e.id)) and year = $2 and "revokedAt" is null
          order by fact, "enterpriseId" = e.id desc, "judgedAt" desc) j) as judged
     from application a join enterprise e on e.id = a."enterpriseId" join application_revision r on r.id = a."revisionId"
     where a."batchId" = $1`,
    [batchId, year],
  );
