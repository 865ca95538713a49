import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { badField, notOfBatch, samePerson, tieNotFound } from '../recognition.errors';
import { findBatch } from '../batches/batch';
import { procedureOf } from '../rules/procedures';
import { decisionOn, placesOf, tiedAt } from './place';
import { placesAtLine } from './ranking.queries';

/** What is decided about those tied at the line (同分取舍): proposed with a reason, and confirmed by somebody else. */
@Injectable()
export class TiesService {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `RECOGNITION.NO_TIE`, `RECOGNITION.TIE_DECIDED`, `RECOGNITION.TIE_CHOSEN`. */
  async propose(person: ActingPerson, batchId: string, chosen: readonly string[], reason: string): Promise<string> {
    const id = uuidv7();
    await this.database.write(person, async (tx) => {
      const { tied, places } = await standing(tx, batchId);
      if (tied.length === 0) throw notOfBatch('NO_TIE', '现在线上没有同分的申报，不用取舍。请刷新后再看。');
      if ((await decisionOn(tx, batchId, tied))?.confirmedAt) throw notOfBatch('TIE_DECIDED', '这几件的取舍已经决定。');
      if (new Set(chosen).size !== places || !chosen.every((one) => tied.includes(one)))
        throw badField(
          'chosen',
          'TIE_CHOSEN',
          `线上 ${tied.length} 件同分，只剩 ${places} 个名额，请从这几件里选 ${places} 件。`,
        );
      await tx.rows(
        `insert into recognition_tie (id, "batchId", tied, chosen, reason, "proposedBy", "proposedByName")
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, batchId, tied, chosen, reason, person.id, person.name],
      );
      await this.trail.record(tx, {
        ...{ action: 'recognition.proposeTie', objectType: 'recognition_tie', objectId: id, reason },
        after: { batchId, tied, chosen },
      });
    });
    return id;
  }

  /** @throws DomainError `RECOGNITION.TIE_NOT_FOUND`, `RECOGNITION.SAME_PERSON`, `RECOGNITION.TIE_CHANGED`. */
  async confirm(person: ActingPerson, id: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const found = await tx.row<{ batchId: string; proposedBy: string }>(
        'select "batchId", "proposedBy" from recognition_tie where id = $1 and "confirmedAt" is null for update',
        [id],
      );
      if (!found) throw tieNotFound();
      if (found.proposedBy === person.id) throw samePerson('取舍意见是您提出的，要由另一位有批准权限的人确认。');
      const { tied } = await standing(tx, found.batchId);
      if ((await decisionOn(tx, found.batchId, tied))?.id !== id)
        throw notOfBatch('TIE_CHANGED', '线上同分的申报已经变了，或另有新的意见。请刷新后按现在的办理。');
      await tx.rows(
        'update recognition_tie set "confirmedAt" = now(), "confirmedBy" = $2, "confirmedByName" = $3 where id = $1',
        [id, person.id, person.name],
      );
      await this.trail.record(tx, { action: 'recognition.confirmTie', objectType: 'recognition_tie', objectId: id });
    });
  }
}

/** Who is tied at the line now, and how many of them may go before it; the batch stays locked. */
async function standing(tx: Transaction, batchId: string): Promise<{ tied: string[]; places: number }> {
  await tx.rows('select from recognition_batch where id = $1 for update', [batchId]);
  const { quota, procedure } = await findBatch(tx, batchId);
  const places = await placesOf(tx, batchId, procedureOf(procedure));
  const tied = tiedAt(places, quota);
  return { tied, places: quota === null ? 0 : placesAtLine(places, tied, quota) };
}
