import { Injectable } from '@nestjs/common';
import type { ActingPerson, PermissionName } from '@tidu/platform';
import type { Session, SessionRequest } from './session';

/**
 * Who acts, by a permission that doesn't come with a role of this room alone.
 * @throws DomainError as `Authenticator.admit` does.
 */
export type Admission = (
  request: SessionRequest,
  session: Session,
  permission: PermissionName,
) => Promise<ActingPerson> | ActingPerson;

/** Rooms to the right that decide themselves whom their permissions are given to (members of an enterprise). */
@Injectable()
export class Admissions {
  private readonly by = new Map<PermissionName, Admission>();

  /** Takes the decision on these permissions over, for whoever is signed in. */
  decide(permissions: readonly PermissionName[], admission: Admission): void {
    for (const permission of permissions) this.by.set(permission, admission);
  }

  of(permission: PermissionName): Admission | undefined {
    return this.by.get(permission);
  }
}
