import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '@tidu/kernel';
import type { Request } from 'express';
import { type ActingPerson, anonymous, builtInOfficer } from '../database/acting-person';

/** Every permission there is (`room.what`); an operation wears exactly one. */
export const permissions = [
  'open.read',
  'audit.read',
  'audit.export',
  'reference.read',
  'reference.edit',
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
  'scoring.read',
  'scoring.run',
  'scoring.rehearse',
  'standards.publish',
  'standards.activate',
  'rankings.read',
  'rankings.create',
  'rankings.export',
] as const;
export type PermissionName = (typeof permissions)[number];

const key = 'tidu:permission';

/** What one must be allowed to do to call this operation; without it the operation is closed to everybody. */
export const Permission = (name: PermissionName): MethodDecorator => SetMetadata(key, name);

export type ActingRequest = Request & { person?: ActingPerson; id?: string };

/** Who acts in this request, for the controller to hand on. */
export const Acting = createParamDecorator((_: unknown, context: ExecutionContext): ActingPerson => {
  return context.switchToHttp().getRequest<ActingRequest>().person ?? anonymous;
});

/**
 * Says who acts and closes every operation that wears no permission. Until people can sign in, the console belongs
 * to the one built-in officer; the server listens on this machine alone.
 */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const wanted = this.reflector.get<PermissionName | undefined>(key, context.getHandler());
    if (!wanted) throw new DomainError('forbidden', 'PLATFORM.NO_PERMISSION', '此操作没有开放。');
    if (wanted === 'open.read') {
      request.person = anonymous;
      return true;
    }
    request.person = builtInOfficer;
    const allowed = request.person.permissions === 'all' || request.person.permissions.has(wanted);
    if (!allowed) throw new DomainError('forbidden', 'PLATFORM.FORBIDDEN', '您没有这项操作的权限。');
    return true;
  }
}
