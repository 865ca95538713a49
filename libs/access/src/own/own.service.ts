import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { Database, type Transaction } from '@tidu/platform';
import { Credentials, type ShownSecret } from '../persons/credentials';
import { Links } from '../persons/links';
import { accessRules } from '../rules/access-rules';
import { requireStrongPassword } from '../rules/passwords';
import { requireFresh, type Session } from '../sessions/session';
import { SessionsService, type Visitor } from '../sessions/sessions.service';
import { acting, SignInService } from '../sign-in/sign-in.service';

/** One of a person's own sessions, as the person sees it. */
export interface OwnSession {
  id: string;
  address: string;
  agent: string;
  startedAt: string;
  lastSeenAt: string;
}

/** What everybody keeps of their own account (我的安全): password, second factor, sessions. */
@Injectable()
export class OwnService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsService,
    private readonly signIn: SignInService,
    private readonly credentials: Credentials,
    private readonly links: Links,
    private readonly trail: AuditTrail,
  ) {}

  /** Sets the first password, or a new one in place of a lost one, by a one-time link. Returns a session's token. */
  async redeem(linkToken: string, password: string, visitor: Visitor): Promise<string> {
    const holder = await this.links.holder(linkToken);
    requireStrongPassword(password, holder.loginName);
    const who = acting({ id: holder.personId, displayName: holder.displayName });
    const token = await this.database.write(who, async (tx) => {
      // who stops the account or sends another link locks the person first, too: one of the two comes second
      await tx.rows('select from person where id = $1 for update', [holder.personId]);
      await this.links.use(tx, linkToken);
      await this.credentials.setPassword(tx, holder.personId, password, true);
      await tx.rows(
        `update person set status = 'active', version = version + 1, "changedAt" = now(), "changedByName" = "displayName"
         where id = $1`,
        [holder.personId],
      );
      await this.sessions.end(tx, holder.personId, 'credential');
      await this.trail.record(tx, { action: 'access.redeemLink', objectType: 'person', objectId: holder.personId });
      return (await this.sessions.open(tx, holder.personId, 'password', visitor)).token;
    });
    this.sessions.forget();
    return token;
  }

  /** Another password; every other session ends. Returns this session's next token. */
  async changePassword(session: Session, current: string, next: string): Promise<string> {
    await this.signIn.provePassword(session, current);
    requireStrongPassword(next, session.loginName);
    if (next === current) throw new DomainError('invalid', 'ACCESS.SAME_PASSWORD', '新口令和现在的一样，请换一个。');
    return this.change(session, 'access.changePassword', session.factor, (tx) =>
      this.credentials.setPassword(tx, session.personId, next, false),
    );
  }

  /** Shows a secret for the phone; the one in use, if any, counts until the new one is proven. */
  async offerFactor(session: Session): Promise<ShownSecret> {
    requireFresh(session);
    return this.database.write(acting(session), (tx) =>
      this.credentials.offerFactor(tx, session.personId, session.loginName),
    );
  }

  /** The phone has the secret: from now on its codes are asked for. Returns this session's next token. */
  async acceptFactor(session: Session, code: string): Promise<string> {
    requireFresh(session);
    return this.change(session, 'access.setFactor', 'totp', (tx) =>
      this.credentials.acceptFactor(tx, session.personId, code),
    );
  }

  /** Where else one is signed in. */
  list(session: Session): Promise<OwnSession[]> {
    const { idleMinutes, absoluteHours } = accessRules().session;
    return this.database.read(acting(session), (tx) =>
      tx.rows<OwnSession>(
        `select id, address, agent, "startedAt", "lastSeenAt" from session
         where "personId" = $1 and "endedAt" is null 
           and "lastSeenAt" > now() - make_interval(mins => $2) and "startedAt" > now() - make_interval(hours => $3)
         order by "lastSeenAt" desc limit 100`,
        [session.personId, idleMinutes, absoluteHours],
      ),
    );
  }

  /** @throws DomainError `ACCESS.SESSION_NOT_FOUND` for another's session as for none. */
  async revoke(session: Session, id: string): Promise<void> {
    await this.database.write(acting(session), async (tx) => {
      if ((await this.sessions.end(tx, session.personId, 'revoked', { only: id })) === 0)
        throw new DomainError('notFound', 'ACCESS.SESSION_NOT_FOUND', '没有这个登录，可能已经结束。');
      await this.trail.record(tx, { action: 'access.revokeSession', objectType: 'session', objectId: id });
    });
    this.sessions.forget();
  }

  private async change(
    session: Session,
    action: string,
    factor: Session['factor'],
    work: (tx: Transaction) => Promise<void>,
  ): Promise<string> {
    const token = await this.database.write(acting(session), async (tx) => {
      await work(tx);
      const fresh = await this.sessions.renew(tx, { id: session.id, factor }, true);
      await this.sessions.end(tx, session.personId, 'credential', { except: fresh.id });
      await this.trail.record(tx, { action, objectType: 'person', objectId: session.personId });
      return fresh.token;
    });
    this.sessions.forget();
    return token;
  }
}
