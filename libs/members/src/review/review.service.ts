import { AuditTrail } from '@tidu/audit';
import { acceptedEnterprise, CandidatesQueries, createEnterprise } from '@tidu/enterprises';
import { EnterpriseBook, FolderChannel } from '@tidu/desk';
import { DomainError, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { Injectable } from '@nestjs/common';
import { illegal } from '../members.errors';
import { GrantsOfMembers, lockEnterprise } from '../membership/grants.service';
import { keepCode, newClaimCode, revokeCodes } from '../registrations/claim-codes';
import { lockFor, move, type Registration } from '../registrations/registration';
import { knownUnder } from './known';

/** An enterprise to be entered in the register with the approval. */
export interface EnterpriseToEnter {
  name: string;
  regionCode: string | null;
}

/** A code as it is printed on the letter, once. */
export interface IssuedCode {
  /** Null where it went out by the channel: nobody in the office needs to see it. */
  code: string | null;
  until: string;
}

/** What an officer decides about requests (企业账号审核). Every act names the version it was decided on. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly candidates: CandidatesQueries,
    private readonly grants: GrantsOfMembers,
    private readonly book: EnterpriseBook,
    private readonly folder: FolderChannel,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * The authorisation convinces. The person becomes administrator at once, or, where somebody else is, after the
   * period of objection. @param enter the enterprise, where the register doesn't have it yet.
   * @throws DomainError `MEMBERS.UNKNOWN_ENTERPRISE`, `MEMBERS.KNOWN_ENTERPRISE`, `ENTERPRISES.…`.
   */
  async approve(person: ActingPerson, id: string, version: number, enter: EnterpriseToEnter | null): Promise<void> {
    const regions = await this.reference.regions();
    await this.decide(person, id, version, 'approve', async (tx, request, known) => {
      if (known && enter) throw knownAlready();
      if (!known && !enter) throw unknown();
      if (enter) {
        const { name, regionCode } = enter;
        const { creditCode } = request;
        const given = acceptedEnterprise({ creditCode, pilot: false, name, regionCode }, regions);
        await createEnterprise(tx, given, { key: id, reason: '企业自助注册，核对授权书后登记', source: '授权书' });
      }
      await this.grants.accept(tx, request, 'approve', known?.id ?? id, person);
    });
  }

  /** The proof doesn't do: the person is told why and may bring another. */
  giveBack(person: ActingPerson, id: string, version: number, answer: string): Promise<void> {
    return this.decide(person, id, version, 'giveBack', (tx, request) =>
      this.lead(tx, request, 'giveBack', 'proof', answer),
    );
  }

  refuse(person: ActingPerson, id: string, version: number, answer: string): Promise<void> {
    return this.decide(person, id, version, 'refuse', (tx, request) =>
      this.lead(tx, request, 'refuse', 'refused', answer),
    );
  }

  /** The objection doesn't hold: the person becomes administrator all the same. */
  overrule(person: ActingPerson, id: string, version: number, answer: string): Promise<void> {
    return this.decide(person, id, version, 'overrule', async (tx, request) => {
      const { enterpriseId } = request;
      if (enterpriseId === null) throw illegal('申请对应的企业已不在登记簿里，不能再通过。请改为不通过。');
      await lockEnterprise(tx, enterpriseId);
      // who became administrator in the meantime was never asked
      if (await this.grants.hasUntold(tx, request))
        await this.grants.beginPeriod(tx, request, 'renewPeriod', { answer });
      else await this.grants.grant(tx, { ...request, enterpriseId }, 'overrule', person, { answer });
    });
  }

  /**
   * A new code for the letter to the registered address, or by the channel to whom the register knows.
   * @throws DomainError `MEMBERS.UNKNOWN_ENTERPRISE`, `MEMBERS.NO_ADDRESS`, `MEMBERS.NO_CHANNEL`, `MEMBERS.NO_CONTACT`.
   */
  async issueCode(person: ActingPerson, id: string, version: number, via: 'letter' | 'channel'): Promise<IssuedCode> {
    const code = newClaimCode();
    return this.decide(person, id, version, 'issueCode', async (tx, request, known) => {
      if (!known) throw unknown();
      if (via === 'letter') await requireAddress(tx, known.id);
      const until = await keepCode(tx, { registrationId: id, enterpriseId: known.id, via }, code);
      await move(tx, request, 'issueCode', 'code', { answer: null });
      await this.trail.record(tx, {
        ...{ action: 'members.issueCode', objectType: 'registration', objectId: id },
        after: { enterpriseId: known.id, via, until },
      });
      if (via === 'channel') await this.sendCode(tx, known, code, until);
      return { code: via === 'letter' ? code : null, until };
    });
  }

  private async sendCode(
    tx: Transaction,
    known: { id: string; name: string; creditCode: string },
    code: string,
    until: string,
  ) {
    if (this.folder.missing !== null)
      throw new DomainError('conflict', 'MEMBERS.NO_CHANNEL', '没有设置通知渠道（OUTBOX_DIR），请改用口令函。');
    const to = await this.book.contacts(tx, known.id);
    if (to.length === 0)
      throw new DomainError('conflict', 'MEMBERS.NO_CONTACT', '登记簿里没有这家企业的联系电话或邮箱，请改用口令函。');
    // handed over at once: a code is kept nowhere, so it can be no message
    await this.folder.put(uuidv7(), {
      ...{ kind: 'code', creditCode: known.creditCode, enterpriseName: known.name, to, until },
      text: `“梯度”企业账号认领口令：${code}，${until} 前有效。请只交给贵企业授权的经办人；不是贵企业申请的，请不要理会并告知工信局。`,
    });
  }

  private async lead(
    tx: Transaction,
    request: Registration,
    act: 'giveBack' | 'refuse',
    to: 'proof' | 'refused',
    answer: string,
  ) {
    await revokeCodes(tx, request.id);
    await move(tx, request, act, to, { answer });
    await this.trail.record(tx, {
      ...{ action: `members.${act}`, objectType: 'registration', objectId: request.id },
      ...{ before: { state: request.state }, after: { state: to }, reason: answer },
    });
  }

  private async decide<T>(
    person: ActingPerson,
    id: string,
    version: number,
    act: Parameters<typeof lockFor>[2],
    effect: (tx: Transaction, request: Registration, known: Awaited<ReturnType<typeof knownUnder>>) => Promise<T>,
  ): Promise<T> {
    const known = await knownUnder(this.database, this.candidates, person, id);
    return this.database.write(person, async (tx) => effect(tx, await lockFor(tx, id, act, version), known));
  }
}

/** A letter goes to the address in the register and to no other. */
async function requireAddress(tx: Transaction, enterpriseId: string): Promise<void> {
  const found = await tx.row('select from enterprise where id = $1 and "registeredAddress" is not null', [
    enterpriseId,
  ]);
  if (found) return;
  throw new DomainError(
    'conflict',
    'MEMBERS.NO_ADDRESS',
    '登记簿里没有这家企业的登记地址，口令函无处可寄。请先按营业执照补上地址，或请企业上传授权书。',
  );
}

const unknown = () =>
  new DomainError(
    'conflict',
    'MEMBERS.UNKNOWN_ENTERPRISE',
    '登记簿里没有这个代码的企业（或不在您的管辖范围内）。请先核对营业执照，通过时一并登记；没有登记地址的企业不能发口令函。',
  );

const knownAlready = () =>
  new DomainError('conflict', 'MEMBERS.KNOWN_ENTERPRISE', '登记簿里已有这个代码的企业，不用再登记。请刷新后重试。');
