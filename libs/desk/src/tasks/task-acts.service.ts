import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { EnterpriseBook } from '../book/enterprise-book';
import { enterpriseNotFound, illegalAct, invalid } from '../desk.errors';
import { deskKinds, taskKind } from '../rules/desk-kinds';
import { lockTask, type Task } from './task';
import { type Due, requireAct, type Settlement, type TaskAct, TasksService } from './tasks.service';

/** A task that somebody gives to somebody by hand. */
export interface GivenTask {
  kind: string;
  title: string;
  note: string | null;
  enterpriseId: string | null;
  /** Account, or `enterprise`. */
  owner: string;
  due: Due | undefined;
}

/** What people do with tasks: each act on the version they have seen, and only on what is theirs. */
@Injectable()
export class TaskActsService {
  constructor(
    private readonly database: Database,
    private readonly tasks: TasksService,
    private readonly book: EnterpriseBook,
  ) {}

  /** @throws DomainError `DESK.KIND` where the kind is none that people give. */
  async give(person: ActingPerson, id: string, given: GivenTask): Promise<string> {
    if (!deskKinds().tasks.get(given.kind)?.byHand)
      throw invalid('kind', 'KIND', '没有这类任务，或它由系统在办理中产生，不能直接交办。请选别的种类。');
    const { due, ...task } = given;
    const { enterpriseId } = task;
    return this.database.write(person, async (tx) => {
      if (enterpriseId !== null && !(await this.book.of(tx, [enterpriseId])).has(enterpriseId))
        throw enterpriseNotFound();
      return (await this.tasks.create(tx, { ...task, ...(due && { due }), objectType: 'desk_task', objectId: id })).id;
    });
  }

  settle(person: ActingPerson, id: string, version: number, settlement: Settlement): Promise<void> {
    return this.act(person, id, version, 'settle', (tx) => this.tasks.settle(tx, id, settlement, version));
  }

  handOver(person: ActingPerson, id: string, version: number, ownerId: string, reason: string): Promise<void> {
    return this.act(person, id, version, 'handOver', (tx) => this.tasks.handOver(tx, id, ownerId, reason, version));
  }

  pause(person: ActingPerson, id: string, version: number, reason: string): Promise<void> {
    return this.act(person, id, version, 'pause', (tx) => this.tasks.pause(tx, id, reason, version));
  }

  resume(person: ActingPerson, id: string, version: number, reason: string): Promise<void> {
    return this.act(person, id, version, 'resume', (tx) => this.tasks.resume(tx, id, reason, version));
  }

  cancel(person: ActingPerson, id: string, version: number, reason: string): Promise<void> {
    return this.act(person, id, version, 'cancel', (tx) => this.tasks.cancel(tx, id, reason, version));
  }

  /** The enterprise says itself that it is done: its own task alone, where the kind allows it. */
  async settleAsEnterprise(person: ActingPerson, id: string, version: number, settlement: Settlement): Promise<void> {
    await this.database.write(person, async (tx) => {
      const task = await lockTask(tx, id, version);
      if (taskKind(task.kind).enterprise !== 'settles')
        throw illegalAct('这类任务由工信局办结。请按要求办理，有疑问联系经办人。');
      await this.tasks.settle(tx, id, settlement, version);
    });
  }

  private async act(
    person: ActingPerson,
    id: string,
    version: number,
    act: TaskAct,
    effect: (tx: Transaction) => Promise<Task>,
  ): Promise<void> {
    await this.database.write(person, async (tx) => {
      requireAct(person, await lockTask(tx, id, version), act);
      await effect(tx);
    });
  }
}
