import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database } from '@tidu/platform';
import { findBatch } from '../batches/batch';
import { checkRules } from '../rules/check-rules';
import { type Draw, type DrawCase, drawCases, drawsOf } from './draw';
import { newCandidates } from './draw-pool';

/** A proposal to draw anew, waiting for its second person, or confirmed. */
export interface Redraw {
  id: string;
  drawId: string;
  reason: string;
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
  confirmedByName: string | null;
  confirmedAt: Date | null;
}

/** A draw with its cases in sight and the proposals to draw anew. */
export interface WholeDraw extends Draw {
  cases: DrawCase[];
  redraws: Redraw[];
}

/** Reads of draws; of cases those in sight. */
@Injectable()
export class DrawsQueries {
  constructor(private readonly database: Database) {}

  /** What may be drawn, and what was, the last first. @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`. */
  ofBatch(
    person: ActingPerson,
    batchId: string,
  ): Promise<{ undrawn: number; percent: number; least: number; officersEach: number; items: WholeDraw[] }> {
    const { percent, least, officersEach } = checkRules();
    return this.database.read(person, async (tx) => {
      await findBatch(tx, batchId);
      const draws = await drawsOf(tx, batchId);
      const ids = draws.map(({ id }) => id);
      const cases = await drawCases(tx, ids);
      const redraws = await tx.rows<Redraw>(
        `select id, "drawId", reason, "proposedBy", "proposedByName", "proposedAt", "confirmedByName", "confirmedAt"
         from recognition_redraw where "drawId" = any($1::uuid[]) order by id`,
        [ids],
      );
      const items = draws.map((draw) => ({
        ...draw,
        cases: cases.filter(({ drawId }) => drawId === draw.id),
        redraws: redraws.filter(({ drawId }) => drawId === draw.id),
      }));
      return { undrawn: (await newCandidates(tx, batchId)).length, percent, least, officersEach, items };
    });
  }
}
