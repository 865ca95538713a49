import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { DomainError } from '@tidu/kernel';
import type { Request } from 'express';

/**
 * Refuses query parameters, by name, on an operation that declares none: the validation sees only what an operation
 * asks for, and a misspelt filter that is passed over would answer another question than the one asked.
 */
@Injectable()
export class QueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const names = Object.keys(context.switchToHttp().getRequest<Request>().query);
    if (names.length === 0 || declaresQuery(context)) return true;
    const problems = names.map((field) => ({
      where: { field },
      code: 'PLATFORM.UNKNOWN_PARAMETER',
      message: `${field}：没有这个参数，请检查拼写。`,
    }));
    throw new DomainError('invalid', 'PLATFORM.INVALID', problems.map(({ message }) => message).join(' '), problems);
  }
}

function declaresQuery(context: ExecutionContext): boolean {
  const declared = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) as
    object | undefined;
  return Object.keys(declared ?? {}).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
