import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database } from '@tidu/platform';
import { listConflict, titleNotFound } from '../recognition.errors';
import { UpdateListQueries } from './update-list.queries';

/**
 * Decides a proposal to cancel a title for missed updates the other way: it stays, with the reason (逾期未更新，不取消).
 * Following the proposal is an ordinary cancellation.
 */
@Injectable()
export class MissedUpdatesService {
  constructor(
    private readonly database: Database,
    private readonly list: UpdateListQueries,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError `RECOGNITION.TITLE_NOT_FOUND`, `RECOGNITION.NOT_PROPOSED` where nothing waits to be decided. */
  async dismiss(person: ActingPerson, titleId: string, reason: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const locked = await tx.row(`select id from title_held where id = $1 and "withdrawnAt" is null for update`, [
        titleId,
      ]);
      if (!locked) throw titleNotFound();
      const proposed = await this.list.proposed(tx, titleId);
      if (!proposed)
        throw listConflict('NOT_PROPOSED', '这个称号现在没有因逾期未更新而建议取消，或已经有人决定。请刷新后再看。');
      const { enterpriseId, missed: years } = proposed;
      await tx.rows(
        `insert into missed_update_dismissal (id, "titleId", "enterpriseId", years, reason, "personId", "personName")
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [uuidv7(), titleId, enterpriseId, years, reason, person.id, person.name],
      );
      await this.trail.record(tx, {
        ...{ action: 'recognition.keepMissed', objectType: 'title_held', objectId: titleId, reason },
        after: { enterpriseId, years },
      });
    });
  }
}
