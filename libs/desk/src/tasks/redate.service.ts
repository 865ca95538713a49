import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { Database, systemActor, type Transaction } from '@tidu/platform';
import { ReferenceService, type VersionedCalendar } from '@tidu/reference';
import { dueFrom } from './due';
import { changeTask, findTask, type Task } from './task';

/** Counts provisional due days (暂定) anew once the calendar knows more; the others keep the calendar they began with. */
@Injectable()
export class RedateService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly trail: AuditTrail,
  ) {}

  /** Harmless however often it is called. Returns how many due days moved. */
  async redate(): Promise<number> {
    const calendar = await this.reference.workingCalendar();
    const ids = await this.database.read(systemActor, (tx) =>
      tx.rows<{ id: string }>(
        `select id from desk_task where state = 'open' and "dueProvisional" and "calendarVersion" < $1
           and "pausedOn" is null order by id limit 500`,
        [calendar.version],
      ),
    );
    let moved = 0;
    for (const { id } of ids) if (await this.database.write(systemActor, (tx) => this.one(tx, id, calendar))) moved++;
    return moved;
  }

  private async one(tx: Transaction, id: string, calendar: VersionedCalendar): Promise<boolean> {
    const locked = await tx.row<{ calendarVersion: number }>(
      `select "calendarVersion" from desk_task where id = $1 and state = 'open' and "dueProvisional"
         and "pausedOn" is null and "calendarVersion" < $2 for update`,
      [id, calendar.version],
    );
    if (!locked) return false;
    const task = await findTask(tx, id);
    const { day: dueOn, provisional } = dueFrom(calendar, task.countedFrom ?? task.dueOn, task.workingDays ?? 0);
    if (dueOn === task.dueOn && provisional) {
      // nothing anybody would notice: no version of its own
      await tx.rows(`update desk_task set "calendarVersion" = $2 where id = $1`, [id, calendar.version]);
      return false;
    }
    const reason = provisional ? '按新的工作日历重新计算' : '节假日安排已公布，重新计算';
    const set = { dueOn, dueProvisional: provisional, calendarVersion: calendar.version };
    await this.note(tx, task, await changeTask(tx, task, 'redate', set, reason), reason);
    return dueOn !== task.dueOn;
  }

  private note(tx: Transaction, before: Task, after: Task, reason: string): Promise<void> {
    const kept = ({ dueOn, dueProvisional }: Task) => ({ dueOn, dueProvisional });
    return this.trail.record(tx, {
      ...{ action: 'desk.redate', objectType: 'desk_task', objectId: after.id },
      ...{ before: kept(before), after: kept(after), reason },
    });
  }
}
