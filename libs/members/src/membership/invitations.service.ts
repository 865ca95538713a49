import { hashOfToken, isToken, MemberAccounts, newToken, type NewMember, type Visitor } from '@tidu/access';
import { AuditTrail } from '@tidu/audit';
import { DomainError, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, maskName, systemActor, type Transaction } from '@tidu/platform';
import { Injectable } from '@nestjs/common';
import { scopeOf } from '../acting/member-admission';
import { holdsToday, type MemberRight, type MemberRole } from '../acting/rights';
import { membersRules } from '../rules/members-rules';
import { acceptedRights, type GivenRights } from './given';
import { lockEnterprise } from './grants.service';

export interface NewInvitation extends GivenRights {
  /** For whom it is meant. */
  inviteeName: string;
}

/** A link as it is handed over, once: its token stands behind `#`, so that no log and no proxy sees it. */
export interface InvitationLink {
  id: string;
  path: string;
  expiresAt: string;
}

/** An invitation that may still be used. */
export interface InvitationView {
  id: string;
  inviteeName: string;
  role: MemberRole;
  rights: MemberRight[];
  validUntil: string | null;
  createdByName: string;
  expiresAt: string;
}

/** What somebody is invited to, as the link shows it. */
export interface InvitedTo extends InvitationView {
  enterpriseId: string;
  enterpriseName: string;
  createdBy: string;
}

const columns = `i.id, i."inviteeName", i.role, i.rights, i."validUntil"::text as "validUntil", i."createdByName", i."expiresAt"`;
/** Open, and whoever invited may still do so. */
const stands = `i."usedAt" is null and i."revokedAt" is null and i."expiresAt" > now()
  and (i."validUntil" is null or i."validUntil" > (now() at time zone 'Asia/Shanghai')::date)
  and exists (select from membership m where m."enterpriseId" = i."enterpriseId" and m."personId" = i."createdBy"
    and 'manage' = any (m.rights) and ${holdsToday})`;

/** Invitations (邀请) by an enterprise's administrator: of colleagues, and of agents. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: Database,
    private readonly accounts: MemberAccounts,
    private readonly trail: AuditTrail,
  ) {}

  list(person: ActingPerson, enterpriseId: string): Promise<InvitationView[]> {
    return this.database.read(person, (tx) =>
      tx.rows<InvitationView>(
        `select ${columns} from member_invitation i where i."enterpriseId" = $1 and ${stands} order by i.id limit 100`,
        [enterpriseId],
      ),
    );
  }

  /** @throws DomainError `MEMBERS.RIGHTS`, `MEMBERS.UNTIL`. */
  async invite(person: ActingPerson, enterpriseId: string, given: NewInvitation): Promise<InvitationLink> {
    const rights = acceptedRights(given);
    const [id, token] = [uuidv7(), newToken()];
    const { inviteeName, role, validUntil } = given;
    return this.database.write(person, async (tx) => {
      const made = await tx.row<{ expiresAt: Date }>(
        `insert into member_invitation (id, "enterpriseId", "tokenHash", "inviteeName", role, rights, "validUntil",
           "createdBy", "createdByName", "expiresAt")
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(hours => $10)) returning "expiresAt"`,
        [
          ...[id, enterpriseId, hashOfToken(token), inviteeName, role, rights, validUntil],
          ...[person.id, person.name, membersRules().invitation.hours],
        ],
      );
      await this.trail.record(tx, {
        ...{ action: 'members.invite', objectType: 'member_invitation', objectId: id },
        after: { enterpriseId, inviteeName: maskName(inviteeName), role, rights, validUntil },
      });
      return { id, path: `/portal/invitation#${token}`, expiresAt: (made?.expiresAt ?? new Date()).toISOString() };
    });
  }

  async revoke(person: ActingPerson, enterpriseId: string, id: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const revoked = await tx.row(
        `update member_invitation set "revokedAt" = now()
         where id = $1 and "enterpriseId" = $2 and "usedAt" is null and "revokedAt" is null returning id`,
        [id, enterpriseId],
      );
      if (!revoked) throw gone();
      await this.trail.record(tx, {
        ...{ action: 'members.revokeInvitation', objectType: 'member_invitation', objectId: id },
        before: { enterpriseId },
      });
    });
  }

  /** What the link invites to. @throws DomainError `MEMBERS.INVITATION_VOID`. */
  async holder(token: string): Promise<InvitedTo> {
    // whoever holds the link belongs to nobody yet
    return this.database.read(systemActor, (tx) => find(tx, token));
  }

  /** Joins with a new account. Returns the token of its session. */
  async joinAnew(visitor: ActingPerson, token: string, account: NewMember, from: Visitor): Promise<string> {
    const { enterpriseId } = await this.holder(token);
    const ready = await this.accounts.ready(account);
    return this.database.write({ ...visitor, scope: scopeOf(enterpriseId) }, async (tx) => {
      const made = await this.accounts.create(tx, ready, from);
      const { createdBy: id, createdByName: name } = await this.join(tx, token, made.id);
      await this.accounts.confirm(tx, made.id, { id, name });
      return made.token;
    });
  }

  /** Joins with the account one has. */
  async joinAs(person: ActingPerson, token: string): Promise<string> {
    const { enterpriseId } = await this.holder(token);
    await this.database.write({ ...person, scope: scopeOf(enterpriseId) }, async (tx) => {
      const { createdBy: id, createdByName: name } = await this.join(tx, token, person.id);
      // one enterprise must not vouch for what the person may do for another
      const others = await tx.rows(
        `select from membership m where m."personId" = $1 and m."enterpriseId" <> $2 and ${holdsToday} limit 1`,
        [person.id, enterpriseId],
      );
      if (others.length === 0) await this.accounts.confirm(tx, person.id, { id, name });
    });
    return enterpriseId;
  }

  private async join(tx: Transaction, token: string, personId: string): Promise<InvitedTo> {
    const invited = await find(tx, token);
    const { id: invitationId, enterpriseId, role, rights, validUntil, createdBy, createdByName } = invited;
    await lockEnterprise(tx, enterpriseId);
    if (createdBy === personId)
      throw new DomainError('conflict', 'MEMBERS.OWN_INVITATION', '这是您自己发出的邀请，请把链接交给被邀请的人。');
    const used = await tx.row(
      `update member_invitation i set "usedAt" = now(), "usedBy" = $2 where i.id = $1 and ${stands} returning i.id`,
      [invitationId, personId],
    );
    if (!used) throw gone();
    const id = uuidv7();
    const made = await tx.client.query(
      `insert into membership (id, "enterpriseId", "personId", role, rights, "validUntil", "grantedBy", "grantedByName",
         "changedByName") values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
       on conflict ("enterpriseId", "personId") where "endedAt" is null do nothing`,
      [id, enterpriseId, personId, role, rights, validUntil, createdBy, createdByName],
    );
    if (made.rowCount === 0)
      throw new DomainError(
        'conflict',
        'MEMBERS.MEMBER_ALREADY',
        '您已经可以代表这家企业，不用再接受邀请；要改权限请联系企业管理员。',
      );
    await this.trail.record(tx, {
      ...{ action: 'members.join', objectType: 'membership', objectId: id },
      after: { enterpriseId, personId, invitationId, role, rights, validUntil },
    });
    return invited;
  }
}

async function find(tx: Transaction, token: string): Promise<InvitedTo> {
  const found = isToken(token)
    ? await tx.row<InvitedTo>(
        `select ${columns}, i."enterpriseId", e.name as "enterpriseName", i."createdBy"
         from member_invitation i join enterprise e on e.id = i."enterpriseId"
         where i."tokenHash" = $1 and ${stands}`,
        [hashOfToken(token)],
      )
    : null;
  if (!found) throw gone();
  return found;
}

const gone = () =>
  new DomainError(
    'notFound',
    'MEMBERS.INVITATION_VOID',
    '邀请无效、已用过、已收回或已过期。请向企业管理员重新要一个。',
  );
