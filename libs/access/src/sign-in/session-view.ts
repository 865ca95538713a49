import { accessRules } from '../rules/access-rules';
import { accessRoles } from '../rules/roles';
import { isComplete, isStrong, type HeldRole, permissionsOf, type Session } from '../sessions/session';
import type { SessionDto } from './sign-in.dto';

/** A session as its owner is told of it; `named`: the roles it holds, with the names of their scopes. */
export function toSessionDto(
  session: Session,
  named: readonly (HeldRole & { scopeName: string | null })[],
): SessionDto {
  const { id, personId, loginName, displayName, duty, demo, hasFactor, hasPassword, providerSubject } = session;
  const { confirmed, held } = session;
  const { remindDays } = accessRules().password;
  const complete = isComplete(session);
  const names = new Map(accessRoles().all.map(({ code, name }) => [code, name]));
  return {
    ...{ id, personId, loginName, displayName, duty, demo, hasFactor, hasPassword, providerSubject },
    missing: !complete ? 'code' : confirmed && held.length > 0 ? null : 'grant',
    needsFactor: !hasFactor && !isStrong(session),
    oldPassword: remindDays > 0 && session.passwordDays >= remindDays,
    roles: complete ? named.map((one) => ({ ...one, roleName: names.get(one.role) ?? one.role })) : [],
    permissions: complete ? [...permissionsOf(session)] : [],
  };
}
