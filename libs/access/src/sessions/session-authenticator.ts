import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Authenticator, type PermissionName } from '@tidu/platform';
import { accessRoles } from '../rules/roles';
import { Admissions } from './admissions';
import { actingBy, isComplete, isStrong, rolesWith, type Session, type SessionRequest } from './session';
import { SessionCookie } from './session-cookie';
import { SessionsService, signInFirst } from './sessions.service';

/** Lets in whoever is signed in and was given the permission (platform's guard asks). */
@Injectable()
export class SessionAuthenticator extends Authenticator {
  constructor(
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly admissions: Admissions,
  ) {
    super();
  }

  async admit(request: SessionRequest, permission: PermissionName): Promise<ActingPerson> {
    const session = await this.sessions.of(this.cookie.read(request));
    if (!session) throw signInFirst();
    request.session = session;
    if (permission === 'access.factor') return actingBy([], session);
    if (!isComplete(session))
      throw new DomainError('unauthenticated', 'ACCESS.FACTOR', '登录还差一步：请输入动态口令。');
    if (permission === 'access.own') return actingBy([], session);
    const elsewhere = this.admissions.of(permission);
    if (elsewhere) {
      requireCare(permission, session, request.method);
      return elsewhere(request, session, permission);
    }
    const held = rolesWith(permission, session);
    if (held.length === 0) throw refused(session);
    requireCare(permission, session, request.method);
    return actingBy(held, session);
  }
}

function refused({ confirmed, held }: Session): DomainError {
  if (confirmed && held.length > 0)
    return new DomainError('forbidden', 'PLATFORM.FORBIDDEN', '您没有这项操作的权限。需要时请向安全管理员申请。');
  return new DomainError(
    'forbidden',
    'ACCESS.NOT_GRANTED',
    '您的账号还没有授权，暂时不能使用。请联系安全管理员核实本人并授予角色。',
  );
}

/** Decisions ask for a second factor; exports and changes of rights besides for a proof given shortly before. */
function requireCare(permission: PermissionName, session: Session, method: string): void {
  const { secondFactor, stepUp } = accessRoles();
  const isCareful = stepUp.has(permission);
  if (!isCareful && !secondFactor.has(permission)) return;
  if (!isStrong(session)) {
    const what = '这项操作要有第二因素（动态口令）才能做。请先在“我的安全”里设置。';
    throw new DomainError('forbidden', 'ACCESS.SECOND_FACTOR', what);
  }
  if (isCareful && method !== 'GET' && !session.steppedUp)
    throw new DomainError('forbidden', 'ACCESS.STEP_UP', '这项操作要再确认一次是您本人：请重新输入口令。');
}
