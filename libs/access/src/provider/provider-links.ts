import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, anonymous, Database, type Transaction } from '@tidu/platform';
import { findPerson, lockPerson, type PersonView, requireAnother } from '../persons/person';
import { SessionsService } from '../sessions/sessions.service';
import { ProviderClient, type Vouched } from './provider-client';

/** Who is tied to an account of the provider. */
export interface LinkedPerson {
  id: string;
  loginName: string;
  displayName: string;
  status: PersonView['status'];
}

/** Which account of the provider is whose here (关联). The provider makes no accounts and no guesses. */
@Injectable()
export class ProviderLinks {
  constructor(
    private readonly database: Database,
    private readonly client: ProviderClient,
    private readonly sessions: SessionsService,
    private readonly trail: AuditTrail,
  ) {}

  find({ issuer, subject }: Pick<Vouched, 'issuer' | 'subject'>): Promise<LinkedPerson | null> {
    return this.database.read(anonymous, (tx) =>
      tx.row<LinkedPerson>(
        `select p.id, p."loginName", p."displayName", p.status from provider_link l join person p on p.id = l."personId"
         where l.issuer = $1 and l.subject = $2`,
        [issuer, subject],
      ),
    );
  }

  /** Ties the account to the person, in place of the one tied before. @throws DomainError `ACCESS.PROVIDER_TAKEN`. */
  async tie(
    tx: Transaction,
    personId: string,
    { issuer, subject }: Pick<Vouched, 'issuer' | 'subject'>,
    reason?: string,
  ): Promise<void> {
    const before = await this.untie(tx, personId);
    const made = await tx.row(
      `insert into provider_link ("personId", issuer, subject, "linkedBy", "linkedByName")
       values ($1, $2, $3, $4, $5) on conflict do nothing returning subject`,
      [personId, issuer, subject, tx.person.id, tx.person.name],
    );
    if (!made) {
      const what = '这个统一认证账号已关联本系统的另一个账号，一个只能关联一个。请系统管理员先解除原来的关联。';
      throw new DomainError('conflict', 'ACCESS.PROVIDER_TAKEN', what, [
        { where: { field: 'subject' }, value: subject, code: 'ACCESS.PROVIDER_TAKEN', message: '已关联另一个账号。' },
      ]);
    }
    await this.trail.record(tx, {
      ...{ action: 'access.linkProvider', objectType: 'person', objectId: personId },
      ...{ before: before === null ? undefined : { subject: before }, after: { issuer, subject }, reason },
    });
  }

  /** Unties the person's account; returns what it was called there, null where there was none. */
  async untie(tx: Transaction, personId: string): Promise<string | null> {
    const gone = await tx.row<{ subject: string }>(
      `delete from provider_link where "personId" = $1 returning subject`,
      [personId],
    );
    return gone?.subject ?? null;
  }

  /**
   * An administrator enters, changes or takes away what names somebody at the provider. Who enters it must not be able
   * to act as that person by an account of their own: as after a new link, sessions end and a security administrator
   * makes sure anew who holds the account.
   */
  async set(
    person: ActingPerson,
    id: string,
    version: number,
    subject: string | null,
    reason: string,
  ): Promise<PersonView> {
    requireAnother(person, id);
    const { issuer } = this.client.required();
    const changed = await this.database.write(person, async (tx) => {
      const holder = await lockPerson(tx, id, version);
      requireLinkable(holder);
      if (subject === null) {
        const before = await this.untie(tx, id);
        if (before === null) throw new DomainError('conflict', 'ACCESS.NOT_LINKED', '这个账号没有关联统一认证。');
        await this.noteUntied(tx, id, before, reason);
      } else await this.tie(tx, id, { issuer, subject }, reason);
      await tx.rows(
        `update person set "confirmedAt" = case when $3 then null else "confirmedAt" end,
           "confirmedBy" = case when $3 then null else "confirmedBy" end,
           version = version + 1, "changedAt" = now(), "changedByName" = $2 where id = $1`,
        [id, person.name, subject !== null],
      );
      await this.sessions.end(tx, id, 'credential');
      return findPerson(tx, id);
    });
    this.sessions.forget();
    return changed;
  }

  async noteUntied(tx: Transaction, id: string, subject: string, reason?: string): Promise<void> {
    await this.trail.record(tx, {
      ...{ action: 'access.unlinkProvider', objectType: 'person', objectId: id, before: { subject }, reason },
    });
  }
}

/** @throws DomainError `ACCESS.DISABLED`, `ACCESS.OTHER_DUTY`. */
export function requireLinkable({ status, duty }: Pick<PersonView, 'status' | 'duty'>): void {
  if (status === 'disabled')
    throw new DomainError('conflict', 'ACCESS.DISABLED', '账号已停用，请先恢复再关联统一认证。');
  if (duty === 'member')
    throw new DomainError('conflict', 'ACCESS.OTHER_DUTY', '统一认证只供本单位的工作人员用，企业的账号不能关联。');
}
