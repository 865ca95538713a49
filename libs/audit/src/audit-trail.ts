import { Injectable } from '@nestjs/common';
import type { Transaction } from '@tidu/platform';

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
  async record(tx: Transaction, entry: AuditRecord): Promise<void> {
    const { action, objectType, objectId, before, after, reason, requestId } = entry;
    await tx.rows(
      `insert into audit_entry ("personId", "personName", action, "objectType", "objectId", before, after, reason, "requestId")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[tx.person.id, tx.person.name, action, objectType, objectId],
        ...[before ?? null, after ?? null, reason ?? null, requestId ?? null],
      ],
    );
  }
}
