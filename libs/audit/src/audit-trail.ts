import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { sealingPolicy } from './seal/policy';

/** One act as the trail keeps it (审计记录). */
export interface AuditRecord {
  /** `room.act`, for example `figures.import`. */
  action: string;
  /** What was changed: a table's name and the id of its row, or a job and its id. */
  objectType: string;
  objectId: string;
  /** Decision-relevant values, none of them secret. Absent: nothing was there, or nothing is left. */
  before?: object;
  after?: object;
  /** Why, in the person's own words. */
  reason?: string;
  requestId?: string;
}

/** Appends to the trail in the transaction of the change itself: no change without its entry, no entry without it. */
@Injectable()
export class AuditTrail {
  /** @throws DomainError `AUDIT.SEALING_LATE` when the trail could not be sealed for hours: the act then doesn't take place. */
  async record(tx: Transaction, entry: AuditRecord): Promise<void> {
    const { action, objectType, objectId, before, after, reason, requestId } = entry;
    const done = await tx.row<{ taken: boolean }>(
      'select append_audit_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, make_interval(hours => $10)) as taken',
      [
        ...[tx.person.id, tx.person.name, action, objectType, objectId],
        ...[before ?? null, after ?? null, reason ?? null, requestId ?? null, hoursUnsealed(action)],
      ],
    );
    if (!done?.taken) throw sealingLate();
  }

  /** The same for many changes of one kind in one statement, in their order. @throws DomainError `AUDIT.SEALING_LATE`. */
  async recordAll(tx: Transaction, action: string, entries: readonly Omit<AuditRecord, 'action'>[]): Promise<void> {
    const done = await tx.row<{ taken: boolean }>(
      `select coalesce(bool_and(append_audit_entry($1, $2, $3, e."objectType", e."objectId", e.before, e.after, e.reason,
         e."requestId", make_interval(hours => $4))), true) as taken
       from jsonb_to_recordset($5) as e ("objectType" text, "objectId" text, before jsonb, after jsonb, reason text, "requestId" text)`,
      [tx.person.id, tx.person.name, action, hoursUnsealed(action), JSON.stringify(entries)],
    );
    if (!done?.taken) throw sealingLate();
  }
}

/** After how many hours without a seal the act is refused; null: never. */
function hoursUnsealed(action: string): number | null {
  const { refuseAfterHours, neverRefused } = sealingPolicy();
  return neverRefused.includes(action.split('.')[0] ?? '') ? null : refuseAfterHours;
}

function sealingLate(): DomainError {
  return new DomainError(
    'unavailable',
    'AUDIT.SEALING_LATE',
    `审计记录已超过 ${sealingPolicy().refuseAfterHours} 小时没有封存，暂不受理，没有写入任何内容。请系统管理员查看后台任务进程和封存头文件（npx tidu audit verify）。`,
  );
}
