import { MemberAccounts } from '@tidu/access';
import { AuditTrail } from '@tidu/audit';
import { addWorkingDays, systemClock, today, uuidv7 } from '@tidu/kernel';
import { MessagesService } from '@tidu/desk';
import type { Transaction } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { Injectable } from '@nestjs/common';
import { memberRights, holdsToday } from '../acting/rights';
import { move, type Registration, type Settable } from '../registrations/registration';
import type { RequestAct } from '../registrations/registration.transitions';
import { membersRules } from '../rules/members-rules';

interface Named {
  id: string;
  name: string;
}

/**
 * What follows from an accepted proof: the person becomes the enterprise's administrator, or, where somebody else is,
 * a period of objection begins and nothing is granted before it has passed.
 */
@Injectable()
export class GrantsOfMembers {
  constructor(
    private readonly accounts: MemberAccounts,
    private readonly reference: ReferenceService,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrail,
  ) {}

  /** @param officer who was convinced, or sent the code that proved it. */
  async accept(
    tx: Transaction,
    request: Registration,
    act: 'approve' | 'enterCode',
    enterpriseId: string,
    officer: Named,
  ): Promise<void> {
    await lockEnterprise(tx, enterpriseId);
    const approved = { enterpriseId, approvedBy: officer.id, approvedByName: officer.name, approvedAt: nowText() };
    if (await this.hasAdministrator(tx, enterpriseId, request.personId)) {
      await this.beginPeriod(tx, request, act, { ...approved });
      return;
    }
    await this.grant(tx, { ...request, enterpriseId }, act, officer, approved);
  }

  /** The period begins: the administrator of before is told, in the portal's inbox and by every channel there is. */
  async beginPeriod(tx: Transaction, request: Registration, act: RequestAct, set: Settable): Promise<void> {
    const calendar = await this.reference.workingCalendar();
    const { objectionWorkingDays } = membersRules().takeover;
    const { day } = addWorkingDays(calendar, today(systemClock), objectionWorkingDays);
    await move(tx, request, act, 'objection', {
      ...{ ...set, periodBegunAt: nowText(), objectionUntil: day },
      ...{ objection: null, objectedAt: null, objectedBy: null, objectedByName: null },
    });
    const enterpriseId = set.enterpriseId ?? request.enterpriseId ?? '';
    await this.trail.record(tx, {
      ...{ action: `members.${act}`, objectType: 'registration', objectId: request.id },
      after: { state: 'objection', enterpriseId, objectionUntil: day },
    });
    await this.messages.toEnterprise(tx, {
      ...{ kind: 'members.takeover', objectType: 'registration', objectId: request.id, enterpriseId },
      subject: '有人申请接管本企业的管理员账号',
      body: takeoverText(day),
    });
  }

  /** The person becomes administrator; whoever acted for the enterprise until then no longer does. */
  async grant(
    tx: Transaction,
    request: Registration & { enterpriseId: string },
    act: RequestAct,
    officer: Named,
    set: Settable,
  ): Promise<void> {
    const { id: registrationId, personId, enterpriseId } = request;
    const others = await this.hasAdministrator(tx, enterpriseId, personId);
    await endMemberships(tx, this.trail, enterpriseId, others ? null : personId, '接管：由新的管理员重新邀请');
    await tx.rows(
      `update claim_code set "revokedAt" = now() where "registrationId" = $1 and "usedAt" is null and "revokedAt" is null`,
      [registrationId],
    );
    const id = uuidv7();
    await tx.rows(
      `insert into membership (id, "enterpriseId", "personId", role, rights, "registrationId", "grantedBy",
         "grantedByName", "changedByName") values ($1, $2, $3, 'member.holder', $4, $5, $6, $7, $7)`,
      [id, enterpriseId, personId, memberRights, registrationId, officer.id, officer.name],
    );
    await this.accounts.confirm(tx, personId, officer);
    await move(tx, request, act, 'granted', set);
    await this.trail.record(tx, {
      ...{ action: 'members.grant', objectType: 'membership', objectId: id },
      after: { enterpriseId, personId, role: 'member.holder', rights: memberRights, registrationId },
    });
    await this.trail.record(tx, {
      ...{ action: `members.${act}`, objectType: 'registration', objectId: registrationId },
      ...{ after: { state: 'granted', enterpriseId, personId, membershipId: id, tookOver: others } },
      reason: set.answer ?? undefined,
    });
  }

  /** Whether somebody became administrator since the period began, whom nobody told of this request. */
  async hasUntold(tx: Transaction, { enterpriseId, periodBegunAt, personId }: Registration): Promise<boolean> {
    const found = await tx.rows(
      `select from membership m where m."enterpriseId" = $1 and m."personId" <> $2 and 'manage' = any (m.rights)
         and m."grantedAt" > $3 and ${holdsToday} limit 1`,
      [enterpriseId, personId, periodBegunAt],
    );
    return found.length > 0;
  }

  /** Whether somebody else manages the enterprise's people. */
  async hasAdministrator(tx: Transaction, enterpriseId: string, personId: string): Promise<boolean> {
    const found = await tx.rows(
      `select from membership m where m."enterpriseId" = $1 and m."personId" <> $2 and 'manage' = any (m.rights)
         and ${holdsToday} limit 1`,
      [enterpriseId, personId],
    );
    return found.length > 0;
  }
}

/** One decision at a time on who acts for an enterprise. */
export async function lockEnterprise(tx: Transaction, enterpriseId: string): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`members ${enterpriseId}`]);
}

/** Ends memberships of an enterprise, all or one person's, and takes back the invitations of those who lose theirs. */
export async function endMemberships(
  tx: Transaction,
  trail: AuditTrail,
  enterpriseId: string,
  personId: string | null,
  reason: string,
): Promise<void> {
  const ended = await tx.rows<{ id: string; personId: string; role: string; rights: string[] }>(
    `update membership set "endedAt" = now(), "endedBy" = $3, "endedByName" = $4, "endedReason" = $5, version = version + 1,
       "changedAt" = now(), "changedByName" = $4
     where "enterpriseId" = $1 and "endedAt" is null and ($2::uuid is null or "personId" = $2) 
     returning id, "personId", role, rights`,
    [enterpriseId, personId, tx.person.id, tx.person.name, reason],
  );
  for (const { id: objectId, ...before } of ended)
    await trail.record(tx, { action: 'members.endMember', objectType: 'membership', objectId, before, reason });
  await tx.rows(
    `update member_invitation set "revokedAt" = now()
     where "enterpriseId" = $1 and "createdBy" = any ($2) and "usedAt" is null and "revokedAt" is null`,
    [enterpriseId, ended.map((one) => one.personId)],
  );
}

/** What the enterprise is told when somebody wants to take it over. */
export const takeoverText = (until: string) =>
  `有人申请接管贵企业在“梯度”的管理员账号。如有异议，请在 ${until}（含当天）前登录企业服务页面提出；无异议的，期满后生效。`;

const nowText = () => new Date().toISOString();
