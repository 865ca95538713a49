import { Injectable } from '@nestjs/common';
import { Holders } from '@tidu/access';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { type DeskEnterprise, EnterpriseBook } from '../book/enterprise-book';
import { taskKind } from '../rules/desk-kinds';

/** Who of the staff is nearest to an enterprise, where the system itself gives a task. */
@Injectable()
export class NearestOwner {
  constructor(
    private readonly database: Database,
    private readonly holders: Holders,
    private readonly book: EnterpriseBook,
  ) {}

  /**
   * Who may hold a task of the kind and whose scope is the smallest in which the enterprise lies; of several the one with
   * the fewest such tasks. Null: nobody but `except`.
   */
  async of(
    tx: Transaction,
    { id, regionCode }: DeskEnterprise,
    kind: string,
    except: string | null = null,
  ): Promise<string | null> {
    const all = await this.holders.of(tx, taskKind(kind).heldWith);
    const rows = await tx.rows<{ id: string; n: number }>(
      `select "ownerId" as id, count(*)::int as n from desk_task where kind = $1 and state = 'open' group by 1`,
      [kind],
    );
    const busy = new Map(rows.map(({ id: ownerId, n }) => [ownerId, n]));
    const nearest = all
      .filter((holder) => holder.id !== except)
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
