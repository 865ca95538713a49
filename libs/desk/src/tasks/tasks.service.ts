import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { type Day, isDay, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, todayOf, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { illegalAct, invalid, notYours } from '../desk.errors';
import { Asking } from '../ledger/asking';
import { ledgerRules } from '../ledger/ledger-rules';
import { countFiles } from '../ledger/reports';
import { MessagesService } from '../messages/messages.service';
import { taskKind, type TaskKind } from '../rules/desk-kinds';
import { dueFrom, restOf } from './due';
import { Owners } from './owners';
import { type About, changeTask, findTask, lockTask, noteStep, type Task } from './task';

/** Until when a task is to be done. */
export type Due =
  | {
      /** Working days from today, which itself doesn't count. */
      workingDays: number;
    }
  | {
      /** The day itself, where a rule or a document names it. */
      day: Day;
    };

export interface NewTask extends About {
  /** A kind of `seeds/desk/kinds.yaml`. */
  kind: string;
  title: string;
  note?: string | null;
  enterpriseId: string | null;
  /** Account of the member of staff who is to do it; `enterprise`: the enterprise itself. */
  owner: string;
  /** Who neither sees nor holds it: whoever handled what it is about. */
  keptFrom?: string | null;
  /** Absent: as many working days as its kind says. */
  due?: Due;
}

/** How a task came to its end. */
export interface Settlement {
  /** What was done. */
  reason: string;
  evidence?: string | null;
}

/**
 * Tasks (任务), in the transaction of whatever causes them. An open task of one kind about one object is never doubled.
 * Overdue follows from the due day; a task that is paused keeps the working days that were left.
 */
@Injectable()
export class TasksService {
  constructor(
    private readonly reference: ReferenceService,
    private readonly owners: Owners,
    private readonly messages: MessagesService,
    private readonly asking: Asking,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Makes the task and tells who is to do it. Where one of its kind is open about the same, that one is returned.
   * @throws DomainError `DESK.OWNER`, `DESK.DUE`, `DESK.ENTERPRISE`.
   */
  async create(tx: Transaction, given: NewTask): Promise<{ id: string; made: boolean }> {
    const kind = taskKind(given.kind);
    const ownerId = given.owner === 'enterprise' ? null : given.owner;
    await this.requireOwner(tx, kind, ownerId, given.enterpriseId);
    const due = await this.dueOf(tx, given.due ?? { workingDays: kind.workingDays });
    const { title, note = null, objectType, objectId, enterpriseId } = given;
    const made = await tx.client.query(
      `insert into desk_task (id, kind, title, note, "objectType", "objectId", "enterpriseId", "ownerId", "dueOn",
         "dueProvisional", "countedFrom", "workingDays", "calendarVersion", "createdBy", "createdByName", "changedByName", "keptFrom")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16)
       on conflict (kind, "objectType", "objectId") where state = 'open' do nothing returning id`,
      [
        ...[uuidv7(), kind.code, title, note, objectType, objectId, enterpriseId, ownerId],
        ...[due.dueOn, due.dueProvisional, due.countedFrom, due.workingDays, due.calendarVersion],
        ...[tx.person.id, tx.person.name, given.keptFrom ?? null],
      ],
    );
    const [row] = made.rows as { id: string }[];
    if (!row) return { id: await this.openOf(tx, kind.code, given), made: false };
    const task = await findTask(tx, row.id);
    await noteStep(tx, task, 'create', null);
    await this.note(tx, task, 'create', null, null);
    await this.tellOwner(tx, task);
    return { id: row.id, made: true };
  }

  /** The open task of a kind about an object; null where there is none. */
  async find(tx: Transaction, kind: string, { objectType, objectId }: About): Promise<Task | null> {
    const row = await tx.row<{ id: string }>(
      `select id from desk_task where kind = $1 and "objectType" = $2 and "objectId" = $3 and state = 'open'`,
      [kind, objectType, objectId],
    );
    return row && findTask(tx, row.id);
  }

  /** Done. @throws DomainError `DESK.EVIDENCE` where its kind asks for evidence and none is named. */
  async settle(tx: Transaction, id: string, { reason, evidence = null }: Settlement, version?: number): Promise<Task> {
    const task = await lockTask(tx, id, version);
    if (taskKind(task.kind).evidence === 'required' && !evidence && (await countFiles(tx, id)) === 0)
      throw invalid('evidence', 'EVIDENCE', '这类任务办结要有佐证：写文号、材料名称或存放处，或上传材料。');
    const done = await changeTask(tx, task, 'settle', ended('done', reason, evidence), reason);
    await this.note(tx, done, 'settle', task, reason);
    if (task.enterpriseId !== null && task.ownerId !== null)
      await this.asking.ask(tx, {
        ...{ kind: task.kind, enterpriseId: task.enterpriseId, about: task.title, handledBy: task.ownerId },
        ...{ objectType: 'desk_task', objectId: id },
      });
    if (task.createdBy === tx.person.id) return done;
    await this.messages.toStaff(tx, {
      ...{ kind: 'desk.settled', personId: task.createdBy, enterpriseId: task.enterpriseId },
      ...{ subject: `已办结：${task.title}`.slice(0, 200), objectType: 'desk_task', objectId: id },
      body: `${done.endedByName}：${reason}${evidence ? `\n佐证：${evidence}` : ''}`,
    });
    return done;
  }

  /** Not to be done any more. */
  async cancel(tx: Transaction, id: string, reason: string, version?: number): Promise<Task> {
    const task = await lockTask(tx, id, version);
    const cancelled = await changeTask(tx, task, 'cancel', ended('cancelled', reason, null), reason);
    await this.note(tx, cancelled, 'cancel', task, reason);
    return cancelled;
  }

  /** Somebody else is to do it from now on; the due day stays. @throws DomainError `DESK.OWNER`, `DESK.SAME_OWNER`. */
  async handOver(tx: Transaction, id: string, ownerId: string, reason: string, version?: number): Promise<Task> {
    const task = await lockTask(tx, id, version);
    if (task.ownerId === ownerId) throw invalid('ownerId', 'SAME_OWNER', '任务已经由这个人承办。');
    if (task.keptFrom === ownerId)
      throw invalid('ownerId', 'OWNER', '这件事就是这个人办的，企业不满意，要由别人回访。请选另一位。');
    await this.requireOwner(tx, taskKind(task.kind), ownerId, task.enterpriseId);
    const handed = await changeTask(tx, task, 'handOver', { ownerId }, reason);
    await this.note(tx, handed, 'handOver', task, reason);
    await this.tellOwner(tx, handed);
    return handed;
  }

  /** Stops the clock: the working days that are left, or that it is overdue, stay as they are. */
  async pause(tx: Transaction, id: string, reason: string, version?: number): Promise<Task> {
    const task = await lockTask(tx, id, version);
    if (task.pausedOn !== null) throw illegalAct(`任务从 ${task.pausedOn} 起已经暂停，不用再暂停。`);
    const on = await todayOf(tx);
    const { count } = restOf(await this.reference.workingCalendar(), on, task.dueOn);
    const paused = await changeTask(tx, task, 'pause', { pausedOn: on, restWorkingDays: count }, reason);
    await this.note(tx, paused, 'pause', task, reason);
    return paused;
  }

  /** The clock goes on with what was left, by the calendar of today. */
  async resume(tx: Transaction, id: string, reason: string, version?: number): Promise<Task> {
    const task = await lockTask(tx, id, version);
    if (task.pausedOn === null || task.restWorkingDays === null) throw illegalAct('任务没有暂停，不用恢复。');
    const due = await this.dueOf(tx, { workingDays: task.restWorkingDays });
    const resumed = await changeTask(
      ...([tx, task, 'resume', { ...due, pausedOn: null, restWorkingDays: null }, reason] as const),
    );
    await this.note(tx, resumed, 'resume', task, reason);
    return resumed;
  }

  private async dueOf(tx: Transaction, due: Due) {
    if ('day' in due) {
      if (!isDay(due.day) || due.day < (await todayOf(tx))) throw invalid('dueOn', 'DUE', '应是今天或以后的日期。');
      return { dueOn: due.day, dueProvisional: false, countedFrom: null, workingDays: null, calendarVersion: null };
    }
    const [calendar, countedFrom] = [await this.reference.workingCalendar(), await todayOf(tx)];
    const { day: dueOn, provisional: dueProvisional } = dueFrom(calendar, countedFrom, due.workingDays);
    const { workingDays } = due;
    return { dueOn, dueProvisional, countedFrom, workingDays, calendarVersion: calendar.version };
  }

  private async requireOwner(tx: Transaction, kind: TaskKind, ownerId: string | null, enterpriseId: string | null) {
    if (ownerId !== null) return this.owners.require(tx, kind, ownerId, enterpriseId);
    if (enterpriseId === null) throw invalid('enterpriseId', 'ENTERPRISE', '由企业承办的任务要写明是哪家企业。');
    if (kind.enterprise === 'no') throw invalid('ownerId', 'OWNER', `“${kind.name}”不由企业承办，请选一位经办人。`);
  }

  private async openOf(tx: Transaction, kind: string, about: About): Promise<string> {
    const open = await this.find(tx, kind, about);
    if (!open) throw illegalAct('同一事项已有这类任务，由您看不到的人承办。请联系负责人。');
    return open.id;
  }

  private note(tx: Transaction, task: Task, act: string, before: Task | null, reason: string | null): Promise<void> {
    const kept = ({ state, ownerId, dueOn, pausedOn }: Task) => ({ state, ownerId, dueOn, pausedOn });
    return this.trail.record(tx, {
      ...{ action: `desk.${act}`, objectType: 'desk_task', objectId: task.id },
      ...(before && { before: kept(before) }),
      after: { ...kept(task), kind: task.kind, enterpriseId: task.enterpriseId },
      ...(reason !== null && { reason }),
    });
  }

  /** Whoever is to do it is told, unless they gave it to themselves. */
  private async tellOwner(tx: Transaction, { id, ownerId, enterpriseId, title, dueOn, dueProvisional, note }: Task) {
    const about = { kind: 'desk.assigned', objectType: 'desk_task', objectId: id };
    const body = `请在 ${dueOn}${dueProvisional ? '（暂定）' : ''} 前办结：${title}${note ? `\n${note}` : ''}`;
    const subject = `交办：${title}`.slice(0, 200);
    if (ownerId === null && enterpriseId !== null)
      await this.messages.toEnterprise(tx, { ...about, enterpriseId, subject, body });
    else if (ownerId !== null && ownerId !== tx.person.id)
      await this.messages.toStaff(tx, { ...about, personId: ownerId, enterpriseId, subject, body });
  }
}

const ended = (state: 'done' | 'cancelled', endedReason: string, evidence: string | null) => ({
  ...{ state, endedReason, evidence, pausedOn: null, restWorkingDays: null },
});

/** What a person may do with a task, by who they are to it. */
export function actsOf(person: ActingPerson, task: Task): TaskAct[] {
  const may = (permission: string) => person.permissions === 'all' || person.permissions.has(permission);
  if (task.state !== 'open' || !may('desk.act')) return [];
  const leads = may('desk.lead');
  const isMaker = task.createdBy === person.id;
  const holds = task.ownerId === person.id;
  if (!leads && !holds && !isMaker) return [];
  const settles = leads || holds || task.ownerId === null;
  const closing = ledgerRules().checked.has(task.kind) ? ('report' as const) : ('settle' as const);
  return [
    ...(settles ? [closing, 'file' as const] : []),
    'handOver',
    task.pausedOn === null ? 'pause' : 'resume',
    'cancel',
  ];
}

/** `report`: in place of `settle` where a second person closes; `file`: evidence may be added. */
export const taskActs = ['settle', 'report', 'file', 'handOver', 'pause', 'resume', 'cancel'] as const;
export type TaskAct = (typeof taskActs)[number];

/** @throws DomainError `DESK.NOT_YOURS` where this act is somebody else's. */
export function requireAct(person: ActingPerson, task: Task, act: TaskAct): void {
  const allowed = actsOf(person, { ...task, pausedOn: act === 'resume' ? task.dueOn : null });
  if (!allowed.includes(act)) throw notYours(task.ownerName);
}
