import { DomainError } from '@tidu/kernel';
import type { ActingPerson, ActingRequest, PermissionName, Scope } from '@tidu/platform';
import { accessRules } from '../rules/access-rules';
import { accessRoles, type Duty } from '../rules/roles';

/** A role as it is held now, with what it is held over. */
export interface HeldRole {
  role: string;
  scopeKind: 'everything' | 'region' | 'zone' | 'enterprise' | null;
  scopeId: string | null;
}

/** Who is signed in, and how (会话). */
export interface Session {
  id: string;
  personId: string;
  loginName: string;
  displayName: string;
  duty: Duty;
  demo: boolean;
  /** Whether a security administrator made sure who holds the account. */
  confirmed: boolean;
  /** What was proven; `providerFactor`: the identity provider says that a second factor was given there. */
  factor: 'password' | 'totp' | 'provider' | 'providerFactor';
  /** Whether the person has set up a second factor. */
  hasFactor: boolean;
  /** Whether the person can be asked for a password. */
  hasPassword: boolean;
  /** What names the person at the identity provider; null where nothing was tied. */
  providerSubject: string | null;
  /** Whether the person proved themselves anew short enough ago for what asks for it. */
  steppedUp: boolean;
  /** Days since the password was set. */
  passwordDays: number;
  held: HeldRole[];
}

/** A request of somebody who is signed in, once that was found. */
export type SessionRequest = ActingRequest & { session?: Session };

/** Whether the person gave all they have to give: the code too, where a second factor is set up. */
export const isComplete = ({ hasFactor, factor }: Session): boolean => !hasFactor || withSecond.has(factor);

/** Whether the session is as sure as decisions ask for. */
export const isStrong = ({ factor, demo }: Session): boolean =>
  withSecond.has(factor) || demo || accessRules().secondFactor === 'optional';

const withSecond: ReadonlySet<Session['factor']> = new Set(['totp', 'providerFactor'] as const);

/** The roles of a session that may do this. */
export function rolesWith(permission: PermissionName, { held, confirmed }: Session): HeldRole[] {
  if (!confirmed) return [];
  const allowed = new Set(
    accessRoles()
      .all.filter((role) => role.permissions.includes(permission))
      .map(({ code }) => code),
  );
  return held.filter(({ role }) => allowed.has(role));
}

/** What of a session, or of an account, says what may be done. */
export type HeldRights = Pick<Session, 'personId' | 'displayName' | 'held' | 'confirmed'>;

/** A session is asked for its permissions by every request until it is read anew. */
const permitted = new WeakMap<HeldRights, ReadonlySet<PermissionName>>();

/** Everything the session may do, over whatever it may, by name. */
export function permissionsOf(session: HeldRights): ReadonlySet<PermissionName> {
  const known = permitted.get(session);
  if (known) return known;
  const held = new Set(session.confirmed ? session.held.map(({ role }) => role) : []);
  const names = accessRoles().all.flatMap((role) => (held.has(role.code) ? role.permissions : []));
  const all = new Set([...names].sort());
  permitted.set(session, all);
  return all;
}

/** The person acting by some of the roles: what is seen is what those were given over, not what others were. */
export function actingBy(held: HeldRole[], session: HeldRights): ActingPerson {
  const { personId: id, displayName: name } = session;
  return { id, name, scope: scopeOf(held), permissions: permissionsOf(session) };
}

function scopeOf(held: HeldRole[]): Scope {
  if (held.some(({ scopeKind }) => scopeKind === 'everything')) return { everything: true };
  const of = (kind: HeldRole['scopeKind']) => [
    ...new Set(held.flatMap(({ scopeKind, scopeId }) => (scopeKind === kind && scopeId !== null ? [scopeId] : []))),
  ];
  return { everything: false, regions: of('region'), zones: of('zone'), enterprises: of('enterprise') };
}

/**
 * Whoever finds an open desk must not be able to put their own phone, or account, in place of the owner's.
 * @throws DomainError `ACCESS.STEP_UP` where the last proof is too old.
 */
export function requireFresh({ steppedUp }: Session): void {
  if (!steppedUp)
    throw new DomainError('forbidden', 'ACCESS.STEP_UP', '这项操作要再确认一次是您本人：请重新输入口令。');
}
