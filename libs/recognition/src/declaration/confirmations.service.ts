import { Injectable } from '@nestjs/common';
import { hashOfToken, isToken, newToken } from '@tidu/access';
import { AuditTrail } from '@tidu/audit';
import { type Day, DomainError, systemClock, today, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, anonymous, Database, maskName, systemActor, type Transaction } from '@tidu/platform';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Purpose } from '../applications/application';
import { confirmationVoid, notOpen } from '../recognition.errors';
import { ClaimService } from './claim.service';
import { type Claim, hashOfContent } from './content';
import { declarationRules } from './declaration-rules';
import { DeclarationsService, requireWindow } from './declarations.service';
import { voidConfirmations } from './void-confirmations';
import { keepDraft } from './draft';

/** A link as it is handed over, once: its token stands behind `#`, so that no log and no proxy sees it. */
export interface ConfirmationLink {
  path: string;
  expiresAt: string;
  hash: string;
}

/** Where the confirmation of a draft stands; null: none was asked for, or the content changed since. */
export interface ConfirmationState {
  hash: string;
  createdAt: string;
  createdByName: string;
  expiresAt: string;
  confirmedAt: string | null;
  confirmedName: string | null;
  confirmedRole: string | null;
}

/** What whoever holds the link is shown. */
export interface HeldConfirmation {
  id: string;
  applicationId: string;
  enterpriseId: string;
  content: Claim;
  purpose: Purpose;
  hash: string;
  expiresAt: string;
  createdByName: string;
  confirmedAt: string | null;
  identityHash: Buffer;
}

/** A confirmation that holds for the draft as it stands. */
export interface Confirmed {
  id: string;
  asOf: Day;
  content: Claim;
  hash: string;
  askedAgain: number;
  confirmedName: string;
  confirmedRole: string;
  confirmedAt: Date;
}

const stands = `c."voidedAt" is null and c."expiresAt" > now()
  and exists (select from application_draft d where d."applicationId" = c."applicationId" and d.version = c."draftVersion")`;

/**
 * The legal representative confirms a content by a link of one page (法定代表人确认). The content is frozen with the
 * link: what is confirmed is what is submitted, whatever the register learns meanwhile; a change of the draft voids it.
 */
@Injectable()
export class ConfirmationsService {
  constructor(
    private readonly database: Database,
    private readonly declarations: DeclarationsService,
    private readonly claims: ClaimService,
    private readonly trail: AuditTrail,
  ) {}

  /** Freezes the content and makes a link for it; an earlier one is void. @throws DomainError `RECOGNITION.DRAFT`, … */
  async ask(person: ActingPerson, enterpriseId: string, id: string, lastFour: string): Promise<ConfirmationLink> {
    const token = newToken();
    const standard = await this.declarations.standardOf(person, enterpriseId, id);
    return this.database.write(person, async (tx) => {
      const declaration = await this.declarations.locked(tx, standard, { enterpriseId, id });
      const worked = await this.claims.work(tx, declaration);
      if (!worked.open.all && worked.open.codes.size === 0) throw notOpen('申报已经提交，现在没有要确认的内容。');
      requireWindow(declaration, new Date(await begunAt(tx, id)), new Date());
      const { claim, askedAgain } = await this.claims.claim(tx, declaration, worked);
      const version =
        worked.stored?.version ?? (await keepDraft(tx, declaration.application, 0, worked.draft, person.name));
      const hash = hashOfContent(claim);
      await voidConfirmations(tx, id);
      const made = await tx.row<{ expiresAt: Date }>(
        `insert into application_confirmation (id, "applicationId", "enterpriseId", "draftVersion", "asOf", content, hash,
           "askedAgain", "tokenHash", "identityHash", "createdBy", "createdByName", "expiresAt")
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now() + make_interval(hours => $13)) returning "expiresAt"`,
        [
          ...[uuidv7(), id, enterpriseId, version, today(systemClock), JSON.stringify(claim), hash, askedAgain],
          ...[hashOfToken(token), identityOf(token, lastFour), person.id, person.name],
          declarationRules().confirmation.hours,
        ],
      );
      await this.trail.record(tx, {
        ...{ action: 'recognition.askConfirmation', objectType: 'application', objectId: id },
        after: { hash, draftVersion: version },
      });
      return { path: `/portal/confirmation#${token}`, expiresAt: (made?.expiresAt ?? new Date()).toISOString(), hash };
    });
  }

  /** The confirmation that stands for the draft; null without one. */
  state(tx: Transaction, applicationId: string): Promise<ConfirmationState | null> {
    return tx.row<ConfirmationState>(
      `select hash, "createdAt", "createdByName", "expiresAt", "confirmedAt", "confirmedName", "confirmedRole"
       from application_confirmation c where "applicationId" = $1 and ${stands}`,
      [applicationId],
    );
  }

  /** The confirmation that was given, for submitting by it; null without one. */
  confirmed(tx: Transaction, applicationId: string): Promise<Confirmed | null> {
    return tx.row<Confirmed>(
      `select id, "asOf"::text as "asOf", content, hash, "askedAgain", "confirmedName", "confirmedRole", "confirmedAt"
       from application_confirmation c where "applicationId" = $1 and ${stands} and "confirmedAt" is not null for update`,
      [applicationId],
    );
  }

  /** What the link is about. @throws DomainError `RECOGNITION.CONFIRMATION_VOID`. */
  holder(token: string): Promise<HeldConfirmation> {
    // whoever holds the link is nobody's member
    return this.database.read(systemActor, (tx) => find(tx, token));
  }

  /**
   * Confirms the content: the name as the register has it, and the four characters that whoever made the link stated. A
   * try is counted before it is compared.
   * @throws DomainError `RECOGNITION.CONFIRMATION_VOID`, `RECOGNITION.NOT_THE_PERSON` with how many tries are left.
   */
  async confirm(token: string, given: { name: string; role: string; lastFour: string }): Promise<{ hash: string }> {
    const held = await this.holder(token);
    const { enterpriseId, id } = held;
    const scope = { everything: false as const, regions: [], enterprises: [enterpriseId] };
    const visitor = { ...anonymous, name: given.name, scope };
    const { tries } = declarationRules().confirmation;
    const left = await this.database.write(visitor, async (tx) => {
      const tried = await tx.row<{ tries: number }>(
        `update application_confirmation set tries = tries + 1
         where id = $1 and "confirmedAt" is null and "voidedAt" is null and tries < $2 returning tries`,
        [id, tries],
      );
      return tried ? tries - tried.tries : null;
    });
    if (left === null) throw confirmationVoid();
    const same = timingSafeEqual(identityOf(token, given.lastFour), held.identityHash);
    return this.database.write(visitor, async (tx) => {
      const now = await find(tx, token);
      if (!same || !(await isNamed(tx, enterpriseId, given.name))) throw notThePerson(left);
      await tx.rows(
        `update application_confirmation set "confirmedAt" = now(), "confirmedName" = $2, "confirmedRole" = $3
         where id = $1 and "confirmedAt" is null`,
        [id, given.name, given.role],
      );
      await this.trail.record(tx, {
        ...{ action: 'recognition.confirm', objectType: 'application', objectId: now.applicationId },
        after: { hash: now.hash, name: maskName(given.name), role: given.role },
      });
      return { hash: now.hash };
    });
  }
}

/** Links before this one open nothing any more. */

/** When the application was begun. */
export async function begunAt(tx: Transaction, id: string): Promise<string> {
  const row = await tx.row<{ createdAt: string }>('select "createdAt" from application where id = $1', [id]);
  return row?.createdAt ?? '';
}

async function find(tx: Transaction, token: string): Promise<HeldConfirmation> {
  const found = isToken(token)
    ? await tx.row<HeldConfirmation>(
        `select c.id, c."applicationId", c."enterpriseId", c.content, c.hash, c."expiresAt", c."createdByName",
           c."confirmedAt", c."identityHash", a.purpose
         from application_confirmation c join application a on a.id = c."applicationId" where c."tokenHash" = $1 and ${stands}`,
        [hashOfToken(token)],
      )
    : null;
  if (!found) throw confirmationVoid();
  return found;
}

/** Nothing of the four characters can be got from it without the token. */
const identityOf = (token: string, lastFour: string): Buffer =>
  createHash('sha256').update(`${token} ${lastFour.toUpperCase()}`).digest();

/** Whether the name is that of the legal representative; where the register has none, any will do. */
async function isNamed(tx: Transaction, enterpriseId: string, name: string): Promise<boolean> {
  const row = await tx.row<{ name: string | null }>(
    'select "legalRepresentative" as name from enterprise where id = $1',
    [enterpriseId],
  );
  const plain = (text: string) => text.replace(/\s/g, '');
  return !row?.name || plain(row.name) === plain(name);
}

function notThePerson(left: number): DomainError {
  const next = left > 0 ? `还可以试 ${left} 次。` : '这个链接已不能再用，请让办理申报的人重新发一个。';
  const message = `姓名或证件号码末四位对不上登记的法定代表人，没有确认。${next}`;
  return new DomainError('invalid', 'RECOGNITION.NOT_THE_PERSON', message, [
    { where: { field: 'lastFour' }, code: 'RECOGNITION.NOT_THE_PERSON', message },
  ]);
}
