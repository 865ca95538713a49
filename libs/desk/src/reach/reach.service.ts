import { Injectable } from '@nestjs/common';
import { Database, systemActor, type Transaction } from '@tidu/platform';
import { type DeskEnterprise, EnterpriseBook } from '../book/enterprise-book';
import type { Task } from '../tasks/task';
import { TasksService } from '../tasks/tasks.service';
import { NearestOwner } from './nearest-owner';

const kind = 'desk.contact';
const about = (enterprise: DeskEnterprise) => ({ objectType: 'enterprise', objectId: enterprise.standing });

/** Why an enterprise can't be reached, as people read it. */
export const lostWhy = {
  noContact: '登记簿里没有能用的联系方式，消息发不出去',
  mailRefused: '邮件被对方的服务器拒收',
  phone: '电话打不通，经办人试过',
  mail: '邮箱不能用，经办人试过',
} as const;
export type LostWhy = keyof typeof lostWhy;

/**
 * Enterprises that can't be reached (联系不上): each has one open task for whoever looks after its town, which ends when
 * somebody to speak with is recorded anew.
 */
@Injectable()
export class ReachService {
  constructor(
    private readonly database: Database,
    private readonly nearest: NearestOwner,
    private readonly book: EnterpriseBook,
    private readonly tasks: TasksService,
  ) {}

  /**
   * Makes the task unless one is open; of an enterprise that is no longer in business here none is made.
   * @returns the task; null where none is needed, or nobody may hold it.
   */
  async lost(tx: Transaction, enterpriseId: string, why: LostWhy): Promise<Task | null> {
    const enterprise = (await this.book.of(tx, [enterpriseId])).get(enterpriseId);
    if (!enterprise?.active) return null;
    const open = await this.tasks.find(tx, kind, about(enterprise));
    if (open) return open;
    const owner = await this.nearest.of(tx, enterprise, kind);
    if (owner === null) return null;
    await this.tasks.create(tx, {
      ...{ kind, owner, enterpriseId: enterprise.standing, ...about(enterprise) },
      title: `核实“${enterprise.name}”的联系方式`.slice(0, 200),
      note: `${lostWhy[why]}。请上门或另找途径，问到后在企业的“联系人”里登记；登记了新的联系人，任务自动办结。`,
    });
    return this.tasks.find(tx, kind, about(enterprise));
  }

  /** Ends the task where a contact was recorded after it was made. */
  async found(tx: Transaction, enterpriseId: string): Promise<boolean> {
    const enterprise = (await this.book.of(tx, [enterpriseId])).get(enterpriseId);
    const task = enterprise && (await this.tasks.find(tx, kind, about(enterprise)));
    if (!task) return false;
    const since = new Date(task.createdAt);
    const fresh = (await this.book.contacts(tx, enterpriseId)).find(({ recordedAt }) => recordedAt > since);
    if (!fresh) return false;
    const evidence = `登记簿里的新联系人（${fresh.id}）`;
    await this.tasks.settle(tx, task.id, { reason: '已登记新的联系人。', evidence });
    return true;
  }

  /** Ends the tasks that contacts recorded by another way (a list that was read in) have answered. */
  async settleFound(): Promise<number> {
    const open = await this.database.read(systemActor, (tx) =>
      tx.rows<{ enterpriseId: string }>(
        `select "enterpriseId" from desk_task where kind = $1 and state = 'open' and "objectType" = 'enterprise' order by id`,
        [kind],
      ),
    );
    let settled = 0;
    for (const { enterpriseId } of open)
      if (await this.database.write(systemActor, (tx) => this.found(tx, enterpriseId))) settled++;
    return settled;
  }
}
