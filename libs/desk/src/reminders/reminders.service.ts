import { Injectable } from '@nestjs/common';
import { Holders } from '@tidu/access';
import type { Day } from '@tidu/kernel';
import {
  type ActingPerson,
  Database,
  readSetting,
  systemActor,
  todayOf,
  type Transaction,
  writeSetting,
} from '@tidu/platform';
import { ReferenceService, type VersionedCalendar } from '@tidu/reference';
import { EnterpriseBook } from '../book/enterprise-book';
import { MessagesService } from '../messages/messages.service';
import { deskKinds } from '../rules/desk-kinds';
import { restOf } from '../tasks/due';
import { type Task, taskColumns, taskTables } from '../tasks/task';
import { isEscalated } from '../tasks/tasks.queries';
import { lastReminderDay } from './reminder-day';

const doneKey = 'desk.remindedOn';
const batch = 200;

/**
 * Once a day, by the clock of the database: whoever holds a task is reminded of it by the rule of its kind, and leaders
 * are told what is overdue too long. Each message says its day and task in its key, so neither two workers nor a second
 * start write one twice; a day that was missed is made good.
 */
@Injectable()
export class RemindersService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly holders: Holders,
    private readonly messages: MessagesService,
    private readonly book: EnterpriseBook,
  ) {}

  /** Does today's round unless it was done. Returns how many messages it wrote. */
  async runDue(): Promise<number> {
    const [today, done] = await this.database.read(systemActor, async (tx) => [
      await todayOf(tx),
      await readSetting<{ day: Day }>(tx, doneKey),
    ]);
    if (done !== null && done.day >= today) return 0;
    const written = await this.round(today);
    await this.database.write(systemActor, (tx) => writeSetting(tx, doneKey, { day: today }));
    return written;
  }

  /** The round of a day. Harmless however often, and by however many at once, it is done. */
  async round(today: Day): Promise<number> {
    const calendar = await this.reference.workingCalendar();
    return (await this.remind(today, calendar)) + (await this.escalate(today, calendar));
  }

  private async remind(today: Day, calendar: VersionedCalendar): Promise<number> {
    let written = 0;
    for (let after: string | null = null, more = true; more;) {
      const tasks = await this.database.read(systemActor, (tx) => running(tx, 'true', after));
      for (const task of tasks) if (await this.remindOf(task, today, calendar)) written++;
      after = tasks.at(-1)?.id ?? null;
      more = tasks.length === batch;
    }
    return written;
  }

  private async remindOf(task: Dated, today: Day, calendar: VersionedCalendar): Promise<boolean> {
    const kind = deskKinds().tasks.get(task.kind);
    const day = kind && lastReminderDay(calendar, kind.remind, task.dueOn, today);
    // who was given it today, or since the day one would have been reminded, knows
    if (!day || day <= task.createdDay) return false;
    return this.database.write(systemActor, async (tx) => {
      const said = {
        ...{ kind: 'desk.reminder', objectType: 'desk_task', objectId: task.id },
        ...{ subject: `${dueText(calendar, today, task)}：${task.title}`.slice(0, 200), body: bodyOf(task) },
        onceKey: `reminder ${task.id} ${task.dueOn} ${day} ${task.ownerId ?? 'enterprise'}`,
      };
      if (task.ownerId !== null)
        return this.messages.toStaff(tx, { ...said, personId: task.ownerId, enterpriseId: task.enterpriseId });
      const enterpriseId = task.enterpriseId ?? '';
      if (!(await this.book.of(tx, [enterpriseId])).get(enterpriseId)?.active) return false;
      return (await this.messages.toEnterprise(tx, { ...said, enterpriseId })) !== null;
    });
  }

  /** Each leader reads as they may: what they see of others' tasks is theirs to look after. */
  private async escalate(today: Day, calendar: VersionedCalendar): Promise<number> {
    const leaders = await this.database.read(systemActor, (tx) => this.holders.of(tx, 'desk.lead'));
    let written = 0;
    for (const leader of leaders) written += await this.escalateTo(leader, today, calendar);
    return written;
  }

  private async escalateTo(leader: ActingPerson, today: Day, calendar: VersionedCalendar): Promise<number> {
    let written = 0;
    for (let after: string | null = null, more = true; more;) {
      const tasks = await this.database.read(leader, (tx) => running(tx, isEscalated(today, calendar), after));
      for (const task of tasks.filter(({ ownerId }) => ownerId !== leader.id)) {
        const said = await this.database.write(systemActor, (tx) =>
          this.messages.toStaff(tx, {
            ...{ kind: 'desk.escalated', personId: leader.id, enterpriseId: task.enterpriseId },
            ...{ objectType: 'desk_task', objectId: task.id, body: bodyOf(task) },
            subject: `${task.ownerName}${dueText(calendar, today, task)}：${task.title}`.slice(0, 200),
            onceKey: `escalated ${task.id} ${task.dueOn} ${task.ownerId ?? 'enterprise'} ${leader.id}`,
          }),
        );
        if (said) written++;
      }
      after = tasks.at(-1)?.id ?? null;
      more = tasks.length === batch;
    }
    return written;
  }
}

type Dated = Task & { createdDay: Day };

/** The next tasks whose clock runs. */
function running(tx: Transaction, matching: string, after: string | null): Promise<Dated[]> {
  return tx.rows<Dated>(
    `select ${taskColumns}, (t."createdAt" at time zone 'Asia/Shanghai')::date::text as "createdDay" from ${taskTables}
     where t.state = 'open' and t."pausedOn" is null and ${matching} and ($1::uuid is null or t.id > $1)
     order by t.id limit ${batch}`,
    [after],
  );
}

/** How far a task is, as people say it. */
function dueText(calendar: VersionedCalendar, today: Day, { dueOn, dueProvisional }: Task): string {
  const { count } = restOf(calendar, today, dueOn);
  const words = dueOn < today ? `逾期 ${-count} 个工作日` : count === 0 ? '今天到期' : `还有 ${count} 个工作日`;
  return dueProvisional ? `${words}（暂定）` : words;
}

const bodyOf = ({ title, dueOn, dueProvisional, ownerName, note }: Task) =>
  `${title}\n完成时限 ${dueOn}${dueProvisional ? '（暂定）' : ''}，承办：${ownerName}${note ? `\n${note}` : ''}`;
