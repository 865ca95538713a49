import { Injectable } from '@nestjs/common';
import { Holders } from '@tidu/access';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { EnterpriseBook } from '../book/enterprise-book';
import { invalid } from '../desk.errors';
import { type TaskKind } from '../rules/desk-kinds';

/** Somebody who can be given a task. */
export interface OwnerOption {
  id: string;
  name: string;
}

/** Who may hold which task: staff who hold the kind's permission and see the enterprise by it. */
@Injectable()
export class Owners {
  constructor(
    private readonly database: Database,
    private readonly holders: Holders,
    private readonly book: EnterpriseBook,
  ) {}

  /** Everybody who may hold a task of this kind about this enterprise, by name. */
  async options(person: ActingPerson, kind: TaskKind, enterpriseId: string | null): Promise<OwnerOption[]> {
    const all = await this.database.read(person, async (tx) => {
      // who doesn't see the enterprise learns nothing of who does
      if (enterpriseId !== null && !(await this.book.of(tx, [enterpriseId])).has(enterpriseId)) return [];
      return this.holders.of(tx, kind.heldWith);
    });
    const seeing = await Promise.all(all.map((one) => this.sees(one, enterpriseId)));
    return all.filter((_, i) => seeing[i]).map(({ id, name }) => ({ id, name }));
  }

  /** @throws DomainError `DESK.OWNER` where this account may not hold it. */
  async require(tx: Transaction, kind: TaskKind, ownerId: string, enterpriseId: string | null): Promise<void> {
    const holder = await this.holders.one(tx, kind.heldWith, ownerId);
    if (holder && (await this.sees(holder, enterpriseId))) return;
    throw invalid(
      'ownerId',
      'OWNER',
      '这个账号不能承办：没有这项权限、已停用，或看不到这家企业。请从可承办的人里选一位。',
    );
  }

  private async sees(holder: ActingPerson, enterpriseId: string | null): Promise<boolean> {
    if (enterpriseId === null || holder.scope.everything) return true;
    return this.database.read(holder, async (tx) => (await this.book.of(tx, [enterpriseId])).has(enterpriseId));
  }
}
