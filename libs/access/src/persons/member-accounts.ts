import { Injectable } from '@nestjs/common';
import type { Transaction } from '@tidu/platform';
import { requireStrongPassword } from '../rules/passwords';
import { asNewcomer, hashPassword } from '../secrets/password-hash';
import { SessionsService, type Visitor } from '../sessions/sessions.service';
import { PersonsService } from './persons.service';

export interface NewMember {
  loginName: string;
  displayName: string;
  password: string;
}

/** An account to be made, its password hashed: that takes a quarter of a second, too long within a transaction. */
export interface ReadyMember {
  loginName: string;
  displayName: string;
  passwordHash: string;
}

/** Accounts of enterprises' people (企业账号), who come by themselves or by an invitation of their enterprise. */
@Injectable()
export class MemberAccounts {
  constructor(
    private readonly persons: PersonsService,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * Does what a stranger's registration takes; few at a time.
   * @throws DomainError `ACCESS.WEAK_PASSWORD`, `ACCESS.CROWDED`: nothing was begun.
   */
  async asNewcomer<T>({ password, loginName }: NewMember, register: () => Promise<T>): Promise<T> {
    requireStrongPassword(password, loginName);
    return asNewcomer(register);
  }

  /** @throws DomainError `ACCESS.WEAK_PASSWORD`. */
  async ready(given: NewMember): Promise<ReadyMember> {
    const { loginName, displayName, password } = given;
    requireStrongPassword(password, loginName);
    return { loginName, displayName, passwordHash: await hashPassword(password, 'newcomer') };
  }

  /**
   * Makes an account that can sign in and may do nothing yet, and a session for it; made in the name of whoever lets
   * it in. @throws DomainError `ACCESS.LOGIN_TAKEN`.
   */
  async create(
    tx: Transaction,
    { loginName, displayName, passwordHash }: ReadyMember,
    visitor: Visitor,
  ): Promise<{ id: string; token: string }> {
    const id = await this.persons.insert(tx, { loginName, displayName, duty: 'member' });
    await tx.rows('insert into credential ("personId", "passwordHash", "passwordSetAt") values ($1, $2, now())', [
      ...[id, passwordHash],
    ]);
    await tx.rows(`update person set status = 'active' where id = $1`, [id]);
    const { token } = await this.sessions.open(tx, id, 'password', visitor);
    return { id, token };
  }

  /** Notes who made sure who holds the account; one that is confirmed already stays so. */
  async confirm(tx: Transaction, id: string, by: { id: string; name: string }): Promise<void> {
    await tx.rows(
      `update person set "confirmedAt" = now(), "confirmedBy" = $2, version = version + 1, "changedAt" = now(),
         "changedByName" = $3 where id = $1 and "confirmedAt" is null`,
      [id, by.id, by.name],
    );
  }
}
