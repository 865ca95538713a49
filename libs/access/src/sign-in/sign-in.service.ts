import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, anonymous, Database, systemActor, type Transaction } from '@tidu/platform';
import { Credentials } from '../persons/credentials';
import { checkNothing, isPassword } from '../secrets/password-hash';
import { isComplete, type Session } from '../sessions/session';
import { SessionsService, type Visitor } from '../sessions/sessions.service';
import { byAccount, byAddress, byFactor, type Counted, forgiveAttempt, takeAttempt } from './lockout';

interface Known {
  id: string;
  displayName: string;
  status: string;
  passwordHash: string | null;
}

/** Proves who somebody is (登录): by password, then by the code of the phone, and again before what asks for it anew. */
@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsService,
    private readonly credentials: Credentials,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * The first step. Known and unknown names are answered alike and after the same time. Returns the token of a session
   * that may do nothing yet where a second factor is set up.
   * @throws DomainError `ACCESS.WRONG`, `ACCESS.LOCKED`.
   */
  async signIn(loginName: string, password: string, visitor: Visitor): Promise<string> {
    const name = loginName.trim().toLowerCase();
    const counted = [byAccount(name), byAddress(visitor.address)];
    await this.database.write(anonymous, (tx) => takeAttempt(tx, counted));
    const known = await this.find(name);
    const hash = known?.status === 'active' ? known.passwordHash : null;
    const isRight = hash ? await isPassword(password, hash) : await checkNothing(password);
    if (!isRight || !known) {
      if (known) await this.noteFailure(known, 'access.signInFailed');
      throw wrong();
    }
    const token = await this.database.write(acting(known), async (tx) => {
      await this.requireUnchanged(tx, known);
      await forgiveAttempt(tx, counted);
      const { id, token: fresh } = await this.sessions.open(tx, known.id, 'password', visitor);
      await this.note(tx, 'access.signIn', id);
      return fresh;
    });
    await this.tidyUp();
    return token;
  }

  /** The second step: the code of the phone. Returns the token that takes the place of the first one's. */
  async giveCode(session: Session, code: string): Promise<string> {
    if (isComplete(session) && session.hasFactor)
      throw new DomainError('conflict', 'ACCESS.COMPLETE', '已经登录，不用再输动态口令。');
    await this.proveCode(session, code);
    return this.database
      .write(acting(session), async (tx) => {
        // a password was given just before; when the provider last asked for one is what it said
        const isFresh = session.factor === 'password' || session.steppedUp;
        const fresh = await this.sessions.renew(tx, { id: session.id, factor: 'totp' }, isFresh);
        await this.note(tx, 'access.factor', fresh.id);
        return fresh.token;
      })
      .finally(() => this.sessions.forget());
  }

  /** Proves it again: the password, and the code where there is a second factor. Returns the session's next token. */
  async stepUp(session: Session, password: string, code: string | undefined): Promise<string> {
    await this.provePassword(session, password);
    if (session.hasFactor) await this.proveCode(session, code ?? '');
    return this.database
      .write(acting(session), async (tx) => {
        const fresh = await this.sessions.renew(tx, session, true);
        await this.note(tx, 'access.stepUp', fresh.id);
        return fresh.token;
      })
      .finally(() => this.sessions.forget());
  }

  async signOut(session: Session): Promise<void> {
    await this.database.write(acting(session), async (tx) => {
      await this.sessions.end(tx, session.personId, 'signedOut', { only: session.id });
      await this.note(tx, 'access.signOut', session.id);
    });
    this.sessions.forget();
  }

  /** @throws DomainError `ACCESS.WRONG_PASSWORD`, `ACCESS.LOCKED`. */
  async provePassword(session: Session, password: string): Promise<void> {
    const counted = [byFactor(session.personId)];
    await this.database.write(anonymous, (tx) => takeAttempt(tx, counted));
    const known = await this.find(session.loginName);
    if (!known?.passwordHash || !(await isPassword(password, known.passwordHash))) {
      await this.noteFailure(acting(session), 'access.stepUpFailed');
      throw new DomainError('forbidden', 'ACCESS.WRONG_PASSWORD', '口令不对，请重新输入。');
    }
    await this.forgive(counted);
  }

  /** @throws DomainError `ACCESS.WRONG_CODE`, `ACCESS.LOCKED`. */
  async proveCode(session: Session, code: string): Promise<void> {
    const counted = [byFactor(session.personId)];
    await this.database.write(anonymous, (tx) => takeAttempt(tx, counted));
    if (!(await this.credentials.useCode(session.personId, code))) {
      await this.noteFailure(acting(session), 'access.factorFailed');
      const what = '动态口令不对或已用过。请等手机上换出下一个再输；总是不对请核对手机的时间。';
      throw new DomainError('forbidden', 'ACCESS.WRONG_CODE', what);
    }
    await this.forgive(counted);
  }

  private forgive(counted: Counted[]): Promise<void> {
    return this.database.write(anonymous, (tx) => forgiveAttempt(tx, counted));
  }

  /**
   * Checking a password takes a while; whoever changed it or stopped the account meanwhile ended all sessions there
   * were, and must not be followed by one more that the old password opens. The rows stay as they are until it is there.
   */
  private async requireUnchanged(tx: Transaction, { id, passwordHash }: Known): Promise<void> {
    const person = await tx.row(`select id from person where id = $1 and status = 'active' for share`, [id]);
    const credential = await tx.row(
      `select "personId" from credential where "personId" = $1 and "passwordHash" = $2 for share`,
      [id, passwordHash],
    );
    if (!person || !credential) throw wrong();
  }

  private find(loginName: string): Promise<Known | null> {
    return this.database.read(anonymous, (tx) =>
      tx.row<Known>(
        `select p.id, p."displayName", p.status, c."passwordHash"
         from person p left join credential c on c."personId" = p.id where p."loginName" = $1`,
        [loginName],
      ),
    );
  }

  private async noteFailure(who: Known | ActingPerson, action: string): Promise<void> {
    const person = 'scope' in who ? who : acting(who);
    await this.database.write(person, (tx) => this.note(tx, action, person.id, 'person'));
  }

  private note(tx: Transaction, action: string, objectId: string, objectType = 'session'): Promise<void> {
    return this.trail.record(tx, { action, objectType, objectId });
  }

  /** Counters that count no more and sessions of a quarter ago are of no use to anybody. */
  async tidyUp(): Promise<void> {
    await this.database.write(systemActor, async (tx) => {
      await tx.rows(
        `delete from sign_in_counter where since < now() - interval '1 day' and ("lockedUntil" is null or "lockedUntil" < now())`,
      );
      await tx.rows(`delete from session where "startedAt" < now() - interval '90 days'`);
    });
  }
}

const wrong = () => new DomainError('unauthenticated', 'ACCESS.WRONG', '登录名或口令不对，请核对后重试。');

/** The person in whose name their own sign-in is written down: sees no enterprise. */
export function acting(who: { id: string; displayName: string } | Session): ActingPerson {
  const id = 'personId' in who ? who.personId : who.id;
  return { ...anonymous, id, name: who.displayName };
}
