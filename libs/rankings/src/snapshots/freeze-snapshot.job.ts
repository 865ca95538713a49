import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type JobContext, type JobHandler, throwIfStopped, workInSets } from '@tidu/platform';
import { inWords } from '../definitions/definitions.service';
import { snapshotRoot } from '../run/row-tree';
import { requireFreezable, requirePreview } from './freezable';
import { wholeRows } from './whole-rows';

export const freezeSnapshotTask = 'rankings.freeze';

export interface FreezeSnapshotPayload {
  snapshotId: string;
  /** Root over the rows that were reviewed. */
  rowsRoot: string;
}

export interface FreezeSnapshotResult {
  snapshotId: string;
  root: string;
}

/**
 * Freezes a preview (冻结) after every row of it was held against its leaf: from then on nothing of it changes, and its
 * root names it. Whoever asked for it stands under it.
 */
@Injectable()
export class FreezeSnapshotJob implements JobHandler<FreezeSnapshotPayload> {
  readonly task = freezeSnapshotTask;

  constructor(private readonly trail: AuditTrail) {}

  async run(context: JobContext<FreezeSnapshotPayload>): Promise<FreezeSnapshotResult> {
    const { snapshotId, rowsRoot } = context.payload;
    await this.check(context);
    return context
      .commit(async (tx) => {
        const { snapshot, head } = await requireFreezable(tx, snapshotId, rowsRoot);
        const root = snapshotRoot(head, rowsRoot);
        await tx.rows(`insert into ranking_freeze ("snapshotId", head, root, "frozenByName") values ($1, $2, $3, $4)`, [
          ...[snapshotId, head, root, tx.person.name],
        ]);
        await this.trail.record(tx, {
          ...{ action: 'rankings.freeze', objectType: 'ranking_snapshot', objectId: snapshotId },
          after: { root, rowsRoot, total: snapshot.total, version: snapshot.version },
          ...(snapshot.reason !== null && { reason: snapshot.reason }),
        });
        return { snapshotId, root };
      })
      .catch(inWords);
  }

  private check({ database, person, payload, signal, progress }: JobContext<FreezeSnapshotPayload>): Promise<void> {
    return database.snapshot(person, async (tx) => {
      await workInSets(tx);
      const snapshot = await requirePreview(tx, payload.snapshotId);
      const { total } = snapshot;
      progress({ stage: '逐行核对', done: 0, total });
      const faults = await wholeRows(tx, snapshot, {
        most: 1,
        onRows: (done) => (throwIfStopped(signal), progress({ done, counted: done })),
      });
      if (faults.length > 0) throw notWhole(faults[0] ?? '');
    });
  }
}

const notWhole = (what: string) =>
  new DomainError(
    'conflict',
    'RANKINGS.NOT_WHOLE',
    `预览的内容与生成时不同，没有冻结：${what}。请重新生成，并告诉系统管理员。`,
  );
