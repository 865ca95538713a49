import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { anonymous, Database, type Transaction } from '@tidu/platform';
import { Links } from '../persons/links';
import { requireFresh, type Session } from '../sessions/session';
import { SessionsService, type Visitor } from '../sessions/sessions.service';
import { byAddress, type Counted, forgiveAttempt, requireUnlocked, takeAttempt } from '../sign-in/lockout';
import { acting, SignInService } from '../sign-in/sign-in.service';
import { type ProviderAttempt, ProviderAttempts, type ProviderPurpose, strayed } from './provider-attempts';
import { ProviderClient, type Vouched } from './provider-client';
import { type LinkedPerson, ProviderLinks, requireLinkable } from './provider-links';

/** Where the browser goes, and the token that tells it apart when it comes back. */
export interface BegunAttempt {
  address: string;
  token: string;
}

/** What coming back led to: the token of a session that began or goes on, and what for. */
export interface ReturnedAttempt {
  purpose: ProviderPurpose;
  token: string;
}

/** Nobody guessed anything where the provider was silent or the person turned back. */
const notGuessed = new Set(['ACCESS.PROVIDER_DOWN', 'ACCESS.PROVIDER_REFUSED']);

/** How much the provider's clock may differ from the database's. */
const clockSeconds = 60;

/** Signing in by the district's identity provider (统一认证登录): there, back, and what follows. */
@Injectable()
export class ProviderService {
  constructor(
    private readonly database: Database,
    private readonly client: ProviderClient,
    private readonly attempts: ProviderAttempts,
    private readonly linksOf: ProviderLinks,
    private readonly oneTimeLinks: Links,
    private readonly sessions: SessionsService,
    private readonly signIn: SignInService,
    private readonly trail: AuditTrail,
  ) {}

  /** `anew`: another person may stand at the same desk, so the provider asks who it is. */
  async beginSignIn(redirectUri: string, anew: boolean): Promise<BegunAttempt> {
    return this.begin('signIn', null, redirectUri, anew);
  }

  /** Ties one's own account at the provider: whoever finds an open desk must not tie theirs. */
  async beginLink(session: Session, redirectUri: string): Promise<BegunAttempt> {
    requireLinkable({ status: 'active', duty: session.duty });
    requireFresh(session);
    return this.begin('link', session, redirectUri, true);
  }

  /**
   * Proves once more who is signed in. Where a code of the phone belongs to it, it is given before one leaves, unless
   * the session lives by the provider's own second factor, which is then asked of the answer.
   */
  async beginStepUp(session: Session, code: string, redirectUri: string): Promise<BegunAttempt> {
    if (session.providerSubject === null)
      throw new DomainError('conflict', 'ACCESS.NOT_LINKED', '这个账号没有关联统一认证，请用口令确认。');
    if (session.hasFactor && session.factor !== 'providerFactor') await this.signIn.proveCode(session, code);
    return this.begin('stepUp', session, redirectUri, true);
  }

  /**
   * The browser came back.
   * @param answer the query of the address it came back to.
   * @param session who is signed in there now.
   * @throws DomainError `ACCESS.PROVIDER_…`, `ACCESS.LOCKED`.
   */
  async finish(token: string, answer: string, session: Session | null, visitor: Visitor): Promise<ReturnedAttempt> {
    const counted = [byAddress(visitor.address)];
    await this.database.write(anonymous, (tx) => takeAttempt(tx, counted));
    try {
      const attempt = await this.attempts.take(token, answer);
      const mine = attempt.sessionId === null ? null : session;
      if (attempt.sessionId !== (mine?.id ?? null)) throw strayed();
      const vouched = await this.client.finish(answer, attempt);
      const fresh =
        mine === null
          ? await this.enter(vouched, visitor, counted)
          : attempt.purpose === 'link'
            ? await this.link(mine, attempt, vouched, counted)
            : await this.stepUp(mine, attempt, vouched, counted);
      return { purpose: attempt.purpose, token: fresh };
    } catch (error) {
      if (error instanceof DomainError && notGuessed.has(error.code))
        await this.database.write(anonymous, (tx) => forgiveAttempt(tx, counted));
      throw error;
    }
  }

  /** Unties one's own account; who has no password would lock themselves out. */
  async unlink(session: Session): Promise<void> {
    requireFresh(session);
    if (!session.hasPassword)
      throw new DomainError(
        'conflict',
        'ACCESS.NO_PASSWORD',
        '您还没有口令，解除关联就登录不了。请先找系统管理员要一次性链接设口令。',
      );
    await this.database.write(acting(session), async (tx) => {
      const subject = await this.linksOf.untie(tx, session.personId);
      if (subject === null) throw new DomainError('conflict', 'ACCESS.NOT_LINKED', '没有关联统一认证。');
      await this.linksOf.noteUntied(tx, session.personId, subject);
    });
    this.sessions.forget();
  }

  private async begin(
    purpose: ProviderPurpose,
    session: Session | null,
    redirectUri: string,
    anew: boolean,
  ): Promise<BegunAttempt> {
    const { address, asked } = await this.client.begin(redirectUri, anew);
    return { address, token: await this.attempts.begin(purpose, session?.id ?? null, asked) };
  }

  /** Begins a session as a password would; how fresh the proof is, is what the provider says. */
  private async enter(vouched: Vouched, visitor: Visitor, counted: Counted[]): Promise<string> {
    const person = await this.linksOf.find(vouched);
    if (!person || person.status === 'disabled') {
      if (person)
        await this.database.write(acting(person), (tx) => this.note(tx, 'access.signInFailed', person.id, 'person'));
      throw unlinked(vouched.subject);
    }
    const token = await this.database.write(acting(person), async (tx) => {
      await requireUnlocked(tx, person.loginName);
      await forgiveAttempt(tx, counted);
      await this.activate(tx, person);
      const factor = vouched.hasFactor ? 'providerFactor' : 'provider';
      const { id, token: fresh } = await this.sessions.open(tx, person.id, factor, visitor, vouched.provenAt);
      await this.note(tx, 'access.signIn', id, 'session', factor);
      return fresh;
    });
    await this.signIn.tidyUp();
    return token;
  }

  /** Who was tied before they set a password needs none: the link that was made for it is void. */
  private async activate(tx: Transaction, { id, status, displayName }: LinkedPerson): Promise<void> {
    if (status !== 'invited') return;
    await this.oneTimeLinks.revoke(tx, id);
    await tx.rows(
      `update person set status = 'active', version = version + 1, "changedAt" = now(), "changedByName" = $2
       where id = $1 and status = 'invited'`,
      [id, displayName],
    );
    await this.note(tx, 'access.redeemLink', id, 'person', 'provider');
  }

  private async link(
    session: Session,
    attempt: ProviderAttempt,
    vouched: Vouched,
    counted: Counted[],
  ): Promise<string> {
    requireProvenSince(attempt, vouched);
    return this.renewed(session, counted, session.steppedUp, async (tx) => {
      await this.linksOf.tie(tx, session.personId, vouched);
    });
  }

  private async stepUp(
    session: Session,
    attempt: ProviderAttempt,
    vouched: Vouched,
    counted: Counted[],
  ): Promise<string> {
    requireProvenSince(attempt, vouched);
    if (vouched.subject !== session.providerSubject) {
      await this.database.write(acting(session), (tx) =>
        this.note(tx, 'access.stepUpFailed', session.personId, 'person'),
      );
      const what = '统一认证里登录的是另一个人，没有确认。请换回您自己的统一认证账号再试。';
      throw new DomainError('forbidden', 'ACCESS.PROVIDER_OTHER', what);
    }
    if (session.factor === 'providerFactor' && !vouched.hasFactor)
      throw new DomainError(
        'forbidden',
        'ACCESS.PROVIDER_WEAK',
        '统一认证这次没有核对第二因素，没有确认。请再试一次。',
      );
    return this.renewed(session, counted, true, (tx, id) => this.note(tx, 'access.stepUp', id, 'session', 'provider'));
  }

  private async renewed(
    session: Session,
    counted: Counted[],
    steppedUp: boolean,
    work: (tx: Transaction, sessionId: string) => Promise<void>,
  ): Promise<string> {
    return this.database
      .write(acting(session), async (tx) => {
        await forgiveAttempt(tx, counted);
        const fresh = await this.sessions.renew(tx, session, steppedUp);
        await work(tx, fresh.id);
        return fresh.token;
      })
      .finally(() => this.sessions.forget());
  }

  private note(tx: Transaction, action: string, objectId: string, objectType: string, by?: string): Promise<void> {
    return this.trail.record(tx, { action, objectType, objectId, ...(by && { after: { by } }) });
  }
}

/** The provider was asked for the proof anew and says when it was given: an older one doesn't count. */
function requireProvenSince({ startedAt }: ProviderAttempt, { provenAt }: Vouched): void {
  if (provenAt !== null && provenAt >= startedAt - clockSeconds) return;
  const what = '统一认证没有重新核对本人（没有给出新的认证时间），没有确认。请再试，或改用口令。';
  throw new DomainError('forbidden', 'ACCESS.PROVIDER_STALE', what);
}

const unlinked = (subject: string) =>
  new DomainError(
    'forbidden',
    'ACCESS.PROVIDER_UNLINKED',
    `您在统一认证里的账号（${subject}）还没有关联本系统的可用账号。已有账号的，先用口令登录，在“我的安全”里关联；没有的，请找系统管理员。`,
  );
