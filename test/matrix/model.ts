import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Of } from './operation';

/** What every operation must answer, told from `seeds/access/roles.yaml` alone: knows nothing of the product's code. */

interface RoleFile {
  roles: Record<string, { duty: string; permissions?: string[] }>;
  secondFactor: string[];
  stepUp: string[];
}
const file = path.resolve(__dirname, '../../seeds/access/roles.yaml');
export const { roles, secondFactor, stepUp } = parse(fs.readFileSync(file, 'utf8')) as RoleFile;

export interface ModelScope {
  kind: 'everything' | 'region' | 'zone' | 'enterprise';
  id: string | null;
}

/** Somebody, or nobody (`role` null), who asks. */
export interface ModelActor {
  role: string | null;
  scope: ModelScope | null;
  /** A code of the phone was given, where one is set up. */
  factor: 'password' | 'totp';
  /** Proved anew shortly before. */
  fresh: boolean;
  /** What a member or agent may do for the enterprise of the scope. */
  rights?: readonly string[];
}

export interface ModelEnterprise {
  id: string;
  regionCode: string;
  zones: readonly string[];
}

/** Whether an enterprise lies within what the actor was given. */
export function sees({ scope }: ModelActor, enterprise: ModelEnterprise): boolean {
  if (scope === null) return false;
  if (scope.kind === 'everything') return true;
  const id = scope.id ?? '';
  if (scope.kind === 'region') return enterprise.regionCode.startsWith(id);
  return scope.kind === 'zone' ? enterprise.zones.includes(id) : enterprise.id === id;
}

/** Codes by which the door is closed, whatever is asked about. */
export const closedDoors = [
  ...['ACCESS.SIGN_IN', 'PLATFORM.FORBIDDEN', 'ACCESS.NOT_GRANTED', 'ACCESS.SECOND_FACTOR', 'ACCESS.STEP_UP'],
  ...['PLATFORM.NO_PERMISSION', 'ACCESS.FACTOR'],
  ...['MEMBERS.STAFF', 'MEMBERS.NO_RIGHT'],
];

/** Whom a record belongs to: an enterprise, the actor, somebody else, or nobody, because there is none. */
export type Owner = ModelEnterprise | 'self' | 'other' | 'absent';

/** `open`: the operation is reached; `hidden`: as if there were no such record; a code: the door is closed. */
export function expected(
  { permission, of, method, fresh }: { permission: string; of: Of; method: string; fresh: boolean },
  actor: ModelActor,
  owner: Owner,
): string {
  const closed = doorFor(permission, actor, method);
  if (closed !== null) return closed;
  if (fresh && !actor.fresh) return 'ACCESS.STEP_UP';
  const right = /^members\.(view|fill|submit|manage)$/.exec(permission)?.[1];
  if (right !== undefined) return asMember(right, actor, owner);
  if (of === 'nothing') return 'open';
  if (owner === 'absent') return 'hidden';
  if (owner === 'self') return 'open';
  if (owner === 'other') return 'hidden';
  return sees(actor, owner) ? 'open' : 'hidden';
}

/** Members act for the one enterprise of the address: another is none; an agent's role allows less than anybody gives. */
function asMember(right: string, actor: ModelActor, owner: Owner): string {
  if (typeof owner === 'string' || actor.rights === undefined || !sees(actor, owner)) return 'hidden';
  const most = roles[actor.role ?? '']?.permissions ?? [];
  return actor.rights.includes(right) && most.includes(`members.${right}`) ? 'open' : 'MEMBERS.NO_RIGHT';
}

function doorFor(permission: string, actor: ModelActor, method: string): string | null {
  if (['open.read', 'access.enter', 'members.enter', 'recognition.enter', 'parcels.enter'].includes(permission))
    return null;
  if (actor.role === null) return 'ACCESS.SIGN_IN';
  if (/^members\.(own|view|fill|submit|manage)$/.test(permission))
    return roles[actor.role]?.duty === 'member' ? null : 'MEMBERS.STAFF';
  if (permission === 'access.own' || permission === 'access.factor') return null;
  if (!roles[actor.role]?.permissions?.includes(permission)) return 'PLATFORM.FORBIDDEN';
  const isCareful = stepUp.includes(permission);
  if ((isCareful || secondFactor.includes(permission)) && actor.factor !== 'totp') return 'ACCESS.SECOND_FACTOR';
  return isCareful && method !== 'GET' && !actor.fresh ? 'ACCESS.STEP_UP' : null;
}
