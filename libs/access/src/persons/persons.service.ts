import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, uuidv7 } from '@tidu/kernel';
import {
  type ActingPerson,
  boundedCount,
  countLimit,
  Database,
  decodeCursor,
  encodeCursor,
  type Page,
  type Transaction,
} from '@tidu/platform';
import type { Duty } from '../rules/roles';
import { SessionsService } from '../sessions/sessions.service';
import { Credentials } from './credentials';
import { type IssuedLink, Links } from './links';
import { findPerson, lockPerson, personColumns, type PersonView, requireAnother } from './person';

export interface NewPerson {
  loginName: string;
  displayName: string;
  duty: Duty;
}

export interface PersonFilter {
  q?: string;
  status?: PersonView['status'];
  limit?: number;
  after?: string;
}

/** Accounts (账号), as a system administrator keeps them: made, invited, stopped. What they may do is given elsewhere. */
@Injectable()
export class PersonsService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsService,
    private readonly credentials: Credentials,
    private readonly links: Links,
    private readonly trail: AuditTrail,
  ) {}

  async list(person: ActingPerson, { q, status, limit = 20, after }: PersonFilter): Promise<Page<PersonView>> {
    const from = after === undefined ? '' : String(decodeCursor(after, 1)[0]);
    const matching = `($1::text is null or p."loginName" like '%' || $1 || '%' or p."displayName" like '%' || $1 || '%')
      and ($2::text is null or p.status = $2)`;
    const text = q === undefined ? null : q.trim().replace(/[\\%_]/g, '\\$&');
    return this.database.read(person, async (tx) => {
      const [items, counted] = await Promise.all([
        tx.rows<PersonView>(
          `select ${personColumns} from person p where ${matching} and p."loginName" > $3 order by p."loginName" limit $4`,
          [text, status ?? null, from, limit + 1],
        ),
        tx.row<{ n: number }>(
          `select count(*)::int as n from (select from person p where ${matching} limit ${countLimit}) c`,
          [text, status ?? null],
        ),
      ]);
      const more = items.length > limit;
      const shown = items.slice(0, limit);
      const next = more ? encodeCursor([shown.at(-1)?.loginName ?? '']) : null;
      return { items: shown, next, count: boundedCount(counted?.n ?? 0) };
    });
  }

  get(person: ActingPerson, id: string): Promise<PersonView> {
    return this.database.read(person, (tx) => findPerson(tx, id));
  }

  /** A new account, which can't be used before its link was and a security administrator gave it a role. */
  create(person: ActingPerson, given: NewPerson): Promise<{ person: PersonView; link: IssuedLink }> {
    return this.database.write(person, async (tx) => {
      const id = await this.insert(tx, given);
      return { person: await findPerson(tx, id), link: await this.links.issue(tx, id) };
    });
  }

  /** Writes the account. @throws DomainError `ACCESS.LOGIN_TAKEN`. */
  async insert(tx: Transaction, { loginName, displayName, duty }: NewPerson, demo = false): Promise<string> {
    const id = uuidv7();
    const made = await tx.row(
      `insert into person (id, "loginName", "displayName", duty, demo, "createdBy", "createdByName", "changedByName")
       values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict ("loginName") do nothing returning id`,
      [id, loginName, displayName, duty, demo, tx.person.id, tx.person.name],
    );
    if (!made)
      throw new DomainError('conflict', 'ACCESS.LOGIN_TAKEN', `登录名 ${loginName} 已有人用，请换一个。`, [
        { where: { field: 'loginName' }, value: loginName, code: 'ACCESS.LOGIN_TAKEN', message: '已有人用。' },
      ]);
    await this.trail.record(tx, {
      ...{ action: 'access.createPerson', objectType: 'person', objectId: id },
      after: { loginName, displayName, duty, demo },
    });
    return id;
  }

  /**
   * A new link for who lost password or phone. What was proven by the old ones is void: sessions end, and whoever uses
   * the link can do nothing before a security administrator has made sure who that is.
   */
  async reissue(person: ActingPerson, id: string, version: number, reason: string): Promise<IssuedLink> {
    requireAnother(person, id);
    const link = await this.database.write(person, async (tx) => {
      const { status } = await lockPerson(tx, id, version);
      if (status === 'disabled') throw new DomainError('conflict', 'ACCESS.DISABLED', '账号已停用，请先恢复再发链接。');
      await this.set(tx, id, `status = 'invited', "confirmedAt" = null, "confirmedBy" = null`);
      await this.credentials.clear(tx, id);
      await this.sessions.end(tx, id, 'credential');
      await this.trail.record(tx, { action: 'access.reissueLink', objectType: 'person', objectId: id, reason });
      return this.links.issue(tx, id);
    });
    this.sessions.forget();
    return link;
  }

  /** Stops an account at once, or lets it work again; who comes back gets a new link. */
  async setEnabled(
    person: ActingPerson,
    id: string,
    version: number,
    enabled: boolean,
    reason: string,
  ): Promise<PersonView> {
    requireAnother(person, id);
    const changed = await this.database.write(person, async (tx) => {
      const before = await lockPerson(tx, id, version);
      if ((before.status !== 'disabled') === enabled)
        throw new DomainError('conflict', 'ACCESS.SAME_STATUS', enabled ? '账号没有停用。' : '账号已经停用。');
      // an account that rested proves itself anew: nobody knows who holds its password now
      await this.set(
        tx,
        id,
        `status = '${enabled ? 'invited' : 'disabled'}', "confirmedAt" = null, "confirmedBy" = null`,
      );
      await this.credentials.clear(tx, id);
      await this.links.revoke(tx, id);
      await this.sessions.end(tx, id, 'status');
      await this.trail.record(tx, {
        ...{ action: enabled ? 'access.enablePerson' : 'access.disablePerson', objectType: 'person', objectId: id },
        ...{ before: { status: before.status }, reason },
      });
      return findPerson(tx, id);
    });
    this.sessions.forget();
    return changed;
  }

  private async set(tx: Transaction, id: string, what: string): Promise<void> {
    await tx.rows(
      `update person set ${what}, version = version + 1, "changedAt" = now(), "changedByName" = $2 where id = $1`,
      [id, tx.person.name],
    );
  }
}
