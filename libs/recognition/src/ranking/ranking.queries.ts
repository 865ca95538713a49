import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database } from '@tidu/platform';
import type { OutcomeText } from '@tidu/scoring';
import { findBatch } from '../batches/batch';
import { procedureOf } from '../rules/procedures';
import { decisionOn, placesOf, takenPlaces, type TieDecision, tiedAt } from './place';

/** An application in the order of its batch. */
export interface RankedRow {
  id: string;
  place: number;
  /** How many share the place. */
  size: number;
  enterpriseName: string;
  state: string;
  stateLabel: string;
  outcome: OutcomeText;
  minPoints: number | null;
  maxPoints: number | null;
  /** Before the line; of those tied at it, only whom a decision chose. */
  before: boolean;
  /** Tied at the line. */
  tied: boolean;
}

export interface BatchRanking {
  quota: number | null;
  /** Places that are taken. */
  taken: number;
  /** All that are in the running, those out of the person's sight too. */
  total: number;
  rows: RankedRow[];
  /** How many are tied at the line, how many of them may go before it, and what was decided. */
  tie: { tied: number; places: number; decision: TieDecision | null } | null;
}

/** As many are shown: nobody reads further than that, and the line is far before it. */
export const mostRanked = 500;

/** The order inside a batch, by the points of what was submitted last, with the line of its quota. */
@Injectable()
export class RankingQueries {
  constructor(private readonly database: Database) {}

  /** @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`. */
  async of(person: ActingPerson, batchId: string): Promise<BatchRanking> {
    return this.database.read(person, async (tx) => {
      const { quota, procedure: code } = await findBatch(tx, batchId);
      const procedure = procedureOf(code);
      const places = await placesOf(tx, batchId, procedure);
      const tied = tiedAt(places, quota);
      const decision = await decisionOn(tx, batchId, tied);
      const rows = await tx.rows<Omit<RankedRow, 'place' | 'size' | 'stateLabel' | 'before' | 'tied'>>(
        `select a.id, e.name as "enterpriseName", a.state, r.outcome, r."minPoints"::float8 as "minPoints", r."maxPoints"::float8 as "maxPoints"
         from application a join enterprise e on e.id = a."enterpriseId" join application_revision r on r.id = a."revisionId"
         where a.id = any($1)`,
        [places.slice(0, mostRanked).map(({ applicationId }) => applicationId)],
      );
      const known = new Map(rows.map((row) => [row.id, row]));
      const isBefore = (id: string, last: number) =>
        quota === null ||
        (tied.includes(id) ? decision?.confirmedAt != null && decision.chosen.includes(id) : last <= quota);
      return {
        ...{ quota, taken: await takenPlaces(tx, batchId, procedure), total: places.length },
        rows: places.flatMap(({ applicationId: id, place, size }) => {
          const row = known.get(id);
          if (!row) return [];
          const stateLabel = procedure.states.get(row.state)?.label ?? row.state;
          return [{ ...row, place, size, stateLabel, before: isBefore(id, place + size - 1), tied: tied.includes(id) }];
        }),
        tie:
          tied.length === 0 || quota === null
            ? null
            : { tied: tied.length, places: placesAtLine(places, tied, quota), decision },
      };
    });
  }
}

/** Places that are left for those tied at the line. */
export function placesAtLine(
  places: readonly { applicationId: string; place: number }[],
  tied: readonly string[],
  quota: number,
): number {
  return quota - places.filter(({ applicationId, place }) => place <= quota && !tied.includes(applicationId)).length;
}
