import type { Actor, World } from '../matrix/world';
import { type ModelScope, roles } from '../matrix/model';
import type { Operation } from '../matrix/operation';

/** Signs in whoever has the right to an operation. */
export class People {
  private readonly known = new Map<string, Promise<Actor>>();

  constructor(private readonly world: World) {}

  /** Somebody with the permission; `isNew`: with a session of their own. */
  of(operation: Operation, isNew = false): Promise<Actor> {
    const role = roleFor(operation.permission);
    const key = String(role);
    const found = isNew ? undefined : this.known.get(key);
    if (found) return found;
    const made = this.make(role);
    this.known.set(key, made);
    return made;
  }

  private make(role: string | null): Promise<Actor> {
    if (role === null) return this.world.actor(null, null);
    const everything: ModelScope = { kind: 'everything', id: null };
    if (role !== 'member.holder') return this.world.actor(role, roles[role]?.duty === 'business' ? everything : null);
    const rights = ['view', 'fill', 'submit', 'manage'];
    return this.world.actor(role, { kind: 'enterprise', id: 'own' }, { rights });
  }
}

/** Null: nobody need be signed in. */
function roleFor(permission: string): string | null {
  if (['open.read', 'access.enter', 'members.enter', 'recognition.enter', 'parcels.enter'].includes(permission))
    return null;
  if (/^members\.(own|view|fill|submit|manage)$/.test(permission)) return 'member.holder';
  if (permission === 'access.own' || permission === 'access.factor') return 'district.officer';
  const preferred = ['district.leader', ...Object.keys(roles)];
  const found = preferred.find((role) => roles[role]?.permissions?.includes(permission));
  if (found === undefined) throw new Error(`nobody may ${permission}`);
  return found;
}
