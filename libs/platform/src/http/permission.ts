import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '@tidu/kernel';
import type { Request } from 'express';
import { type ActingPerson, anonymous } from '../database/acting-person';
import { requireOwnPage } from './own-page';

/**
 * Every permission there is (`room.what`); an operation wears exactly one. Nobody is asked for `open.read`,
 * `access.enter`, `members.enter` and `recognition.enter`; `access.factor` belongs to whoever gave a password, `access.own` to whoever is
 * signed in, `members.own` to whoever of them is no staff; the others come with a role (seeds/access/roles.yaml).
 */
export const permissions = [
  'open.read',
  'access.enter',
  'access.factor',
  'access.own',
  'access.read',
  'access.persons',
  'access.grants',
  'audit.read',
  'audit.export',
  'reference.read',
  'reference.edit',
  'reference.profile',
  'desk.read',
  'desk.act',
  'desk.lead',
  'desk.letters',
  'enterprises.read',
  'enterprises.edit',
  'enterprises.merge',
  'enterprises.contacts',
  'enterprises.evidence',
  'enterprises.export',
  'figures.read',
  'figures.import',
  'figures.write',
  'figures.judge',
  'figures.resolve',
  'figures.check',
  'jobs.read',
  'jobs.cancel',
  'members.enter',
  'members.own',
  'members.view',
  'members.fill',
  'members.submit',
  'members.manage',
  'members.read',
  'members.decide',
  'scoring.read',
  'scoring.run',
  'scoring.rehearse',
  'scoring.export',
  'recognition.enter',
  'recognition.read',
  'recognition.export',
  'recognition.manage',
  'recognition.review',
  'recognition.decide',
  'recognition.titles',
  'measures.read',
  'measures.manage',
  'measures.review',
  'measures.budget',
  'measures.decide',
  'measures.pay',
  'measures.export',
  'standards.publish',
  'standards.activate',
  'rankings.read',
  'rankings.create',
  'rankings.freeze',
  'rankings.export',
  'parcels.enter',
  'parcels.read',
  'parcels.write',
  'parcels.publish',
] as const;
export type PermissionName = (typeof permissions)[number];

/** What nobody is asked for, although it may change something: ways in. */
export const unasked: ReadonlySet<string> = new Set<PermissionName>([
  'access.enter',
  'members.enter',
  'recognition.enter',
  'parcels.enter',
]);

const key = 'tidu:permission';

/** What one must be allowed to do to call this operation; without it the operation is closed to everybody. */
export const Permission = (name: PermissionName): MethodDecorator => SetMetadata(key, name);

/** The permission that an operation wears, if it wears one. */
export const wantedPermission = (handler: object): PermissionName | undefined =>
  Reflect.getMetadata(key, handler) as PermissionName | undefined;

export type ActingRequest = Request & { person?: ActingPerson; id?: string };

/** Who acts in this request, for the controller to hand on. */
export const Acting = createParamDecorator((_: unknown, context: ExecutionContext): ActingPerson => {
  return context.switchToHttp().getRequest<ActingRequest>().person ?? anonymous;
});

/** Tells who stands behind a request. The room that knows persons provides it; platform only asks. */
export abstract class Authenticator {
  /**
   * The person as they act by this permission: what they see is what they were given together with it.
   * @throws DomainError unauthenticated where nobody is signed in, forbidden where the permission is missing.
   */
  abstract admit(request: ActingRequest, permission: PermissionName): Promise<ActingPerson>;
}

/** Says who acts and closes every operation that wears no permission. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const wanted = this.reflector.get<PermissionName | undefined>(key, context.getHandler());
    if (!wanted) throw new DomainError('forbidden', 'PLATFORM.NO_PERMISSION', '此操作没有开放。');
    if (wanted === 'open.read') {
      request.person = anonymous;
      return true;
    }
    requireOwnPage(request);
    request.person = unasked.has(wanted) ? anonymous : await this.authenticator.admit(request, wanted);
    return true;
  }
}
