import { Injectable } from '@nestjs/common';
import { Holders } from '@tidu/access';
import { type ActingPerson, Database, systemActor, type Transaction } from '@tidu/platform';
import { type DeskEnterprise, EnterpriseBook } from '../book/enterprise-book';
import { taskKind } from '../rules/desk-kinds';
import type { Task } from '../tasks/task';
import { TasksService } from '../tasks/tasks.service';

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
    private readonly holders: Holders,
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
    const owner = await this.townsOwn(tx, enterprise);
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

  /** Who may hold it and is nearest: whose scope is the smallest that it lies in; of several the one with the fewest such tasks. */
  private async townsOwn(tx: Transaction, { id, regionCode }: DeskEnterprise): Promise<string | null> {
    const all = await this.holders.of(tx, taskKind(kind).heldWith);
    const busy = new Map(
      (
        await tx.rows<{ id: string; n: number }>(
          `select "ownerId" as id, count(*)::int as n from desk_task where kind = $1 and state = 'open' group by 1`,
          [kind],
        )
      ).map(({ id: ownerId, n }) => [ownerId, n]),
    );
    const nearest = all
      .map((holder) => ({ holder, near: nearness(holder, regionCode, id), tasks: busy.get(holder.id) ?? 0 }))
      .sort((a, b) => b.near - a.near || a.tasks - b.tasks);
    for (const { holder } of nearest)
      if (await this.database.read(holder, async (own) => (await this.book.of(own, [id])).has(id))) return holder.id;
    return null;
  }
}

/** How closely the scope of somebody who sees an enterprise names it: itself, a zone or town, its region by the digits in common, everything. */
export function nearness({ scope }: Pick<ActingPerson, 'scope'>, regionCode: string, id: string): number {
  if (scope.everything) return 0;
  if (scope.enterprises?.includes(id)) return 100;
  const digits = scope.regions.filter((region) => regionCode.startsWith(region)).map(({ length }) => length);
  // zones and towns are parts of a district (six digits)
  return digits.length > 0 ? Math.max(...digits) : 7;
}
