import { Admissions, type Session, type SessionRequest } from '@tidu/access';
import { DomainError, isUuid } from '@tidu/kernel';
import { type ActingPerson, anonymous, Database, type PermissionName } from '@tidu/platform';
import { Injectable } from '@nestjs/common';
import { notForYou } from '../members.errors';
import { effective, holdsToday, type MemberRight, memberRights, type MemberRole, permissionFor } from './rights';

interface Held {
  role: MemberRole;
  rights: MemberRight[];
  enterpriseName: string;
  /** Whether somebody made sure who holds the account. */
  confirmed: boolean;
  /** The enterprise's records: the one that stands for it, and those found to be second ones of it. */
  records: string[];
}

/**
 * Lets in who acts for an enterprise. The enterprise stands in the address (`:enterpriseId`), so that a person of
 * several can't mistake one for the other; the transaction sees that one alone, with what lies in second records of it. Asked anew with every request: what
 * is taken back no longer holds with the next one.
 */
@Injectable()
export class MemberAdmission {
  constructor(
    private readonly database: Database,
    admissions: Admissions,
  ) {
    admissions.decide(['members.own'], (_request, session) => this.own(session));
    admissions.decide(memberRights.map(permissionFor), (...given) => this.forEnterprise(...given));
  }

  /** The person alone, for what concerns nobody else: own requests, own memberships. */
  private own({ duty, personId: id, displayName: name }: Session): ActingPerson {
    if (duty !== 'member') throw staff();
    return { ...anonymous, id, name, permissions: new Set(['members.own']) };
  }

  private async forEnterprise(
    { params }: SessionRequest,
    session: Session,
    permission: PermissionName,
  ): Promise<ActingPerson> {
    const own = this.own(session);
    const id = String(params.enterpriseId ?? '');
    const held = isUuid(id) ? await this.held(own, id) : null;
    if (!held) throw notForYou();
    if (!held.confirmed) throw unconfirmed();
    const permissions = effective(held.role, held.rights).map(permissionFor);
    if (!permissions.some((one) => one === permission)) throw noRight(held.role);
    const principal = { id, name: held.enterpriseName, role: held.role };
    return { ...own, scope: scopeOf(...held.records), permissions: new Set(permissions), principal };
  }

  private held(own: ActingPerson, enterpriseId: string): Promise<Held | null> {
    return this.database.read({ ...own, scope: scopeOf(enterpriseId) }, (tx) =>
      tx.row<Held>(
        `select m.role, m.rights, e.name as "enterpriseName", p."confirmedAt" is not null as confirmed,
           array(select enterprise_family(m."enterpriseId")) as records
         from membership m join enterprise e on e.id = m."enterpriseId" join person p on p.id = m."personId"
         where m."enterpriseId" = $1 and m."personId" = $2 and ${holdsToday}`,
        [enterpriseId, own.id],
      ),
    );
  }
}

/** One enterprise, by its records, and nothing else. */
export const scopeOf = (...records: string[]) => ({
  ...{ everything: false as const, regions: [], enterprises: records },
});

const staff = () =>
  new DomainError('forbidden', 'MEMBERS.STAFF', '这里供企业人员使用；您登录的是工作人员账号，请到工作台办理。');

const unconfirmed = () =>
  new DomainError(
    'forbidden',
    'MEMBERS.UNCONFIRMED',
    '您的账号重新发过链接，还没有再次核实本人，暂时不能使用。请联系工信局。',
  );

function noRight(role: MemberRole): DomainError {
  const why = role === 'member.agent' ? '代办只能查看和填写，不能提交，也不能管理成员' : '您没有这项操作的权限';
  return new DomainError('forbidden', 'MEMBERS.NO_RIGHT', `${why}。请由企业管理员来做，或请其调整您的权限。`);
}
