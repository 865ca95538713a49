import { AuditTrail } from '@tidu/audit';
import { type ActingPerson, Database, systemActor, type Transaction } from '@tidu/platform';
import { Injectable } from '@nestjs/common';
import { illegal, requestNotFound } from '../members.errors';
import { lockFor, move, type Registration } from '../registrations/registration';
import { revokeCodes } from '../registrations/claim-codes';
import { membersRules } from '../rules/members-rules';
import { GrantsOfMembers, lockEnterprise } from './grants.service';

/** That somebody wants to become administrator in one's place, as the administrator of before is told. */
export interface TakeoverNotice {
  id: string;
  version: number;
  /** Surname alone: enough to recognise a colleague. */
  claimant: string;
  begunAt: string;
  objectionUntil: string;
  objection: string | null;
  objectedByName: string | null;
}

/** Takeover (接管): the administrator of before is told and may object; what the calendar brings follows by itself. */
@Injectable()
export class TakeoversService {
  constructor(
    private readonly database: Database,
    private readonly grants: GrantsOfMembers,
    private readonly trail: AuditTrail,
  ) {}

  /** Takeovers of an enterprise that are under way, as whoever acts for it is told. */
  notices(person: ActingPerson, enterpriseId: string): Promise<TakeoverNotice[]> {
    return this.database.read(person, (tx) =>
      tx.rows<TakeoverNotice>(
        `select id, version, left("personName", 1) || '**' as claimant, "periodBegunAt" as "begunAt",
           "objectionUntil"::text as "objectionUntil", objection, "objectedByName"
         from registration where "enterpriseId" = $1 and state in ('objection', 'disputed') and "personId" <> $2
         order by id limit 20`,
        [enterpriseId, person.id],
      ),
    );
  }

  /** The administrator of before objects; an officer decides. @throws DomainError `MEMBERS.TOO_LATE`. */
  async object(
    person: ActingPerson,
    enterpriseId: string,
    id: string,
    version: number,
    objection: string,
  ): Promise<void> {
    await this.database.write(person, async (tx) => {
      const request = await lockFor(tx, id, 'object', version);
      if (request.enterpriseId !== enterpriseId || request.personId === person.id) throw requestNotFound();
      if (await isPast(tx, request)) throw illegal('异议期已满，不能再提出异议。请直接联系工信局。');
      await move(tx, request, 'object', 'disputed', {
        ...{ objection, objectedAt: new Date().toISOString(), objectedBy: person.id, objectedByName: person.name },
      });
      await this.trail.record(tx, {
        ...{ action: 'members.object', objectType: 'registration', objectId: id, reason: objection },
        after: { state: 'disputed', enterpriseId },
      });
    });
  }

  /**
   * Grants what nobody objected to, once the period is over, and lets requests lapse that nobody proved. Harmless
   * however often, and by however many processes, it is called. Returns how many requests it led on.
   */
  async endDue(): Promise<number> {
    const due = await this.database.read(systemActor, (tx) =>
      tx.rows<{ id: string; act: 'endPeriod' | 'lapse' }>(
        `select id, case state when 'objection' then 'endPeriod' else 'lapse' end as act from registration
         where state = 'objection' and "objectionUntil" < ${thisDay}
            or state in ('proof', 'code') and "changedAt" < now() - make_interval(days => $1) order by id limit 500`,
        [membersRules().request.lapseDays],
      ),
    );
    for (const { id, act } of due)
      await this.database.write(systemActor, (tx) => (act === 'lapse' ? this.lapse(tx, id) : this.endPeriod(tx, id)));
    return due.length;
  }

  private async endPeriod(tx: Transaction, id: string): Promise<void> {
    const request = await lockIfStill(tx, id, 'objection');
    if (!request || !(await isPast(tx, request))) return;
    const { enterpriseId, approvedBy, approvedByName } = request;
    if (enterpriseId === null || approvedBy === null) return; // its record was taken out of the register
    await lockEnterprise(tx, enterpriseId);
    if (await this.grants.hasUntold(tx, request)) {
      await this.grants.beginPeriod(tx, request, 'renewPeriod', {});
      return;
    }
    const officer = { id: approvedBy, name: approvedByName ?? '' };
    await this.grants.grant(tx, { ...request, enterpriseId }, 'endPeriod', officer, {});
  }

  private async lapse(tx: Transaction, id: string): Promise<void> {
    const request = (await lockIfStill(tx, id, 'proof')) ?? (await lockIfStill(tx, id, 'code'));
    if (!request) return;
    await revokeCodes(tx, id);
    await move(tx, request, 'lapse', 'lapsed');
    await this.trail.record(tx, {
      ...{ action: 'members.lapse', objectType: 'registration', objectId: id },
      before: { state: request.state },
    });
  }
}

const thisDay = `(now() at time zone 'Asia/Shanghai')::date`;

async function isPast(tx: Transaction, { objectionUntil }: Registration): Promise<boolean> {
  const row = await tx.row<{ past: boolean }>(`select $1::date < ${thisDay} as past`, [objectionUntil]);
  return row?.past ?? false;
}

async function lockIfStill(
  tx: Transaction,
  id: string,
  state: 'objection' | 'proof' | 'code',
): Promise<Registration | null> {
  const locked = await tx.row('select id from registration where id = $1 and state = $2 for update', [id, state]);
  if (!locked) return null;
  return lockFor(tx, id, state === 'objection' ? 'endPeriod' : 'lapse');
}
