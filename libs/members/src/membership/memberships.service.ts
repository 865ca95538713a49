import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, staleVersion, type Transaction } from '@tidu/platform';
import { Injectable } from '@nestjs/common';
import { notForYou } from '../members.errors';
import { holdsToday, type MemberRight, type MemberRole } from '../acting/rights';
import { acceptedRights } from './given';
import { endMemberships, lockEnterprise } from './grants.service';

/** Who may act for an enterprise, as its administrator sees it. */
export interface MemberView {
  id: string;
  personId: string;
  displayName: string;
  loginName: string;
  role: MemberRole;
  rights: MemberRight[];
  validUntil: string | null;
  version: number;
  grantedAt: string;
  grantedByName: string;
}

/** An enterprise one may act for. */
export interface OwnMembership {
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  role: MemberRole;
  rights: MemberRight[];
  validUntil: string | null;
}

const columns = `m.id, m."personId", p."displayName", p."loginName", m.role, m.rights, m."validUntil"::text as "validUntil",
  m.version, m."grantedAt", m."grantedByName"`;

/** Who may act for an enterprise (成员与代办), kept by its administrator. Nobody changes their own. */
@Injectable()
export class MembershipsService {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  /** The enterprises the person may act for today. */
  async own(person: ActingPerson): Promise<OwnMembership[]> {
    const held = await this.database.read(person, (tx) =>
      tx.rows<{ enterpriseId: string }>(
        `select m."enterpriseId" from membership m where m."personId" = $1 and ${holdsToday} limit 500`,
        [person.id],
      ),
    );
    const enterprises = held.map(({ enterpriseId }) => enterpriseId);
    return this.database.read({ ...person, scope: { everything: false, regions: [], enterprises } }, (tx) =>
      tx.rows<OwnMembership>(
        `select m."enterpriseId", e.name as "enterpriseName", e."creditCode", m.role, m.rights,
           m."validUntil"::text as "validUntil"
         from membership m join enterprise e on e.id = m."enterpriseId"
         where m."personId" = $1 and ${holdsToday} order by m."grantedAt", m.id`,
        [person.id],
      ),
    );
  }

  list(person: ActingPerson, enterpriseId: string): Promise<MemberView[]> {
    return this.database.read(person, (tx) =>
      tx.rows<MemberView>(
        `select ${columns} from membership m join person p on p.id = m."personId"
         where m."enterpriseId" = $1 and ${holdsToday} order by m.role desc, m.id limit 500`,
        [enterpriseId],
      ),
    );
  }

  /** Other rights, or another day on which they end. @throws DomainError `MEMBERS.RIGHTS`, `MEMBERS.UNTIL`. */
  async change(
    person: ActingPerson,
    enterpriseId: string,
    id: string,
    version: number,
    given: { rights: MemberRight[]; validUntil: string | null },
  ): Promise<void> {
    await this.database.write(person, async (tx) => {
      const before = await this.locked(tx, enterpriseId, id, version);
      const rights = acceptedRights({ role: before.role, ...given });
      await tx.rows(
        `update membership set rights = $2, "validUntil" = $3, version = version + 1, "changedAt" = now(), "changedByName" = $4
         where id = $1`,
        [id, rights, given.validUntil, person.name],
      );
      await this.trail.record(tx, {
        ...{ action: 'members.changeMember', objectType: 'membership', objectId: id },
        before: { personId: before.personId, rights: before.rights, validUntil: before.validUntil },
        after: { rights, validUntil: given.validUntil },
      });
    });
  }

  /** Takes everything back at once, the person's own invitations with it. */
  async end(person: ActingPerson, enterpriseId: string, id: string, version: number, reason: string): Promise<void> {
    await this.database.write(person, async (tx) => {
      const { personId } = await this.locked(tx, enterpriseId, id, version);
      await endMemberships(tx, this.trail, enterpriseId, personId, reason);
    });
  }

  /** Whoever was let in may have lost it while waiting for the lock: a takeover ends what its loser has under way. */
  private async requireManager(tx: Transaction, enterpriseId: string): Promise<void> {
    const manages = await tx.row(
      `select m.id from membership m where m."enterpriseId" = $1 and m."personId" = $2 and 'manage' = any (m.rights)
         and ${holdsToday}`,
      [enterpriseId, tx.person.id],
    );
    if (!manages) throw notForYou();
  }

  private async locked(tx: Transaction, enterpriseId: string, id: string, version: number) {
    await lockEnterprise(tx, enterpriseId);
    await this.requireManager(tx, enterpriseId);
    const found = await tx.row<MemberView & { changedByName: string; changedAt: Date }>(
      `select ${columns}, m."changedByName", m."changedAt" from membership m join person p on p.id = m."personId"
       where m.id = $1 and m."enterpriseId" = $2 and m."endedAt" is null`,
      [id, enterpriseId],
    );
    if (!found)
      throw new DomainError('notFound', 'MEMBERS.MEMBER_NOT_FOUND', '没有这位成员，可能已经停止。请刷新后重试。');
    const { version: now, changedByName: who, changedAt: at } = found;
    if (now !== version) throw staleVersion('成员的权限', { version: now, who, at });
    if (found.personId === tx.person.id)
      throw new DomainError('forbidden', 'MEMBERS.OWN', '不能改自己的权限。要换管理员，请由新的管理员申请认领。');
    return found;
  }
}
