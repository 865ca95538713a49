import { MapReader, Source, textOf } from '@tidu/criteria';
import { fieldRegister, type PermissionName, permissions, readInstalledFile } from '@tidu/platform';
import { isMap } from 'yaml';

/** Kinds of duty; a person has one alone (三员分立). */
export const duties = ['business', 'member', 'system', 'security', 'audit'] as const;
export type Duty = (typeof duties)[number];

/** Duties whose holders see no enterprise and so are given no scope. */
export const administrators: readonly Duty[] = ['system', 'security', 'audit'];

/** One role (角色) and what it may do. */
export interface Role {
  code: string;
  /** What an official reads. */
  name: string;
  duty: Duty;
  permissions: PermissionName[];
}

/** The roles of this installation, and which permissions ask for more than a password. */
export interface Roles {
  all: Role[];
  /** Permissions that need a second factor. */
  secondFactor: ReadonlySet<PermissionName>;
  /** Permissions that need a second factor and a password given anew shortly before. */
  stepUp: ReadonlySet<PermissionName>;
}

const file = 'seeds/access/roles.yaml';
let kept: Roles | null = null;

/** The roles of this installation, read once. @throws DomainError `ACCESS.BAD_ROLES`. */
export function accessRoles(): Roles {
  kept ??= loadRoles(readInstalledFile(file));
  return kept;
}

/**
 * Reads the roles strictly: an unknown permission, a role twice, a permission of accounts in a role of business are
 * refused.
 * @throws DomainError `ACCESS.BAD_ROLES` with every problem: file, line, what is wrong and what to do.
 */
export function loadRoles(text: string): Roles {
  const source = new Source(file, 'ACCESS.BAD_ROLES');
  const top = source.parse(text);
  const all: Role[] = [];
  const careful = { secondFactor: new Set<PermissionName>(), stepUp: new Set<PermissionName>() };
  if (top) {
    const reader = new MapReader(source, top);
    for (const { key, keyNode, value } of reader.map('roles')?.entries() ?? []) {
      if (!/^[a-z]+\.[a-zA-Z]+$/.test(key)) source.fail(keyNode, `“${key}”不是角色的代码，应形如 district.officer`);
      if (isMap(value)) all.push(readRole(key, new MapReader(source, value)));
      else source.fail(value ?? keyNode, `“${key}”应是“键: 值”的内容`);
    }
    careful.secondFactor = new Set(readPermissions(reader, 'secondFactor'));
    careful.stepUp = new Set(readPermissions(reader, 'stepUp'));
    reader.done('roles、secondFactor、stepUp');
  }
  source.throwIfBad('角色与权限');
  return { all, ...careful };
}

function readRole(code: string, reader: MapReader): Role {
  const name = reader.text('name');
  const duty = reader.choice('duty', duties);
  const given = reader.has('permissions') ? readPermissions(reader, 'permissions') : [];
  // whoever gives out accounts and rights must not do business with them, nor the other way round
  for (const permission of given)
    if (!dutiesOf(permission).includes(duty))
      reader.source.fail(reader.place('permissions'), `职责为 ${duty} 的角色不能有权限 ${permission}`);
  // what tells a confidential field in other words is for whoever may see the field itself
  for (const { name: field, whole, alsoIn } of fieldRegister().fields.values()) {
    const also = given.find((one) => alsoIn.includes(one));
    if (also !== undefined && !given.some((one) => whole.includes(one)))
      reader.source.fail(
        reader.get('permissions'),
        `有 ${also} 就看得到${field}（商密），还须有 ${whole.join('或')}；或删去 ${also}`,
      );
  }
  reader.done('name、duty、permissions');
  return { code, name, duty, permissions: given };
}

/** Accounts are kept by administrators, the trail is read by who audits, business belongs to the others. */
function dutiesOf(permission: string): readonly Duty[] {
  if (permission.startsWith('access.')) return administrators;
  if (permission === 'reference.profile') return ['system']; // who sets the installation up, not who does business
  if (permission.startsWith('jobs.')) return duties; // one's own; the rows' security sees to it
  return permission.startsWith('audit.') ? ['audit'] : ['business', 'member'];
}

/** Permissions that nobody is given: who may use them follows from being signed in. */
const withoutRole: readonly string[] = [
  ...['open.read', 'access.enter', 'access.factor', 'access.own'],
  ...['members.enter', 'members.own', 'recognition.enter', 'parcels.enter'],
];

function readPermissions(reader: MapReader, key: string): PermissionName[] {
  const seen = new Set<string>();
  return reader.list(key).map((node) => {
    const text = textOf(node) ?? '';
    const known = (permissions as readonly string[]).includes(text) && !withoutRole.includes(text);
    if (!known) reader.source.fail(node, `没有权限“${text}”，请核对拼写`);
    if (seen.has(text)) reader.source.fail(node, `权限“${text}”写了两次，请删去一个`);
    seen.add(text);
    return text as PermissionName;
  });
}
