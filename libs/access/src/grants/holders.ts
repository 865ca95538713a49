import { Injectable } from '@nestjs/common';
import type { ActingPerson, PermissionName, Transaction } from '@tidu/platform';
import { accessRoles } from '../rules/roles';
import { actingBy, type HeldRole } from '../sessions/session';

/** Who may do something now, without being signed in: for the rooms that give work to people. */
@Injectable()
export class Holders {
  /** Staff of business who hold this permission today, by name, each as they act by it. */
  async of(tx: Transaction, permission: PermissionName): Promise<ActingPerson[]> {
    return this.read(tx, permission, null);
  }

  /** The same of one account; null where it may not, is stopped, or nobody made sure who holds it. */
  async one(tx: Transaction, permission: PermissionName, personId: string): Promise<ActingPerson | null> {
    return (await this.read(tx, permission, personId))[0] ?? null;
  }

  private async read(tx: Transaction, permission: PermissionName, personId: string | null): Promise<ActingPerson[]> {
    const roles = accessRoles().all.filter(({ permissions }) => permissions.includes(permission));
    const codes = new Set(roles.map(({ code }) => code));
    const rows = await tx.rows<{ personId: string; displayName: string; held: HeldRole[] }>(
      `select p.id as "personId", p."displayName",
         json_agg(json_build_object('role', g.role, 'scopeKind', g."scopeKind", 'scopeId', g."scopeId")) as held
       from person p join role_grant g on g."personId" = p.id, (select (now() at time zone 'Asia/Shanghai')::date as day) today
       where p.status = 'active' and p."confirmedAt" is not null and p.duty = 'business' and ($1::uuid is null or p.id = $1)
         and g."endedAt" is null and g."validFrom" <= today.day and (g."validUntil" is null or g."validUntil" > today.day)
       group by p.id having bool_or(g.role = any($2)) order by p."displayName", p.id limit 2000`,
      [personId, [...codes]],
    );
    return rows.map(({ held, ...person }) =>
      actingBy(
        held.filter(({ role }) => codes.has(role)),
        { ...person, held, confirmed: true },
      ),
    );
  }
}
