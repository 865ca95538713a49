import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { DomainError, isUuid, uuidv7 } from '@tidu/kernel';
import type { Request } from 'express';

/** What {@link IfMatch} takes, and {@link readActKey}, in words of JSON Schema. */
export const ifMatchSchema = { type: 'string', pattern: '^"?[0-9]{1,9}"?$' };
export const actKeySchema = {
  ...{ type: 'string', format: 'uuid' },
  pattern: '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[1-8][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$',
};

/** The version the caller has seen, from `If-Match`; an operation that changes a record demands it. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const given = context.switchToHttp().getRequest<Request>().header('if-match') ?? '';
  const version = /^"?(\d{1,9})"?$/.exec(given)?.[1];
  if (version !== undefined) return Number(version);
  const message = 'If-Match：请送回读到的 version（修改次数），以免盖掉别人刚做的修改。';
  throw new DomainError('invalid', 'PLATFORM.IF_MATCH', message, [
    { where: { field: 'If-Match' }, value: given.slice(0, 100), code: 'PLATFORM.IF_MATCH', message },
  ]);
});

/**
 * The caller's own id for this act, from `Idempotency-Key`: a request sent again with it does nothing twice. Without
 * one every request is an act of its own.
 */
export const ActKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  return readActKey(context.switchToHttp().getRequest<Request>()) ?? uuidv7();
});

/** The key of a request, null without one. @throws DomainError `PLATFORM.IDEMPOTENCY_KEY` */
export function readActKey(request: Request): string | null {
  const given = request.header('idempotency-key');
  if (given === undefined) return null;
  const key = given.toLowerCase();
  if (isUuid(key)) return key;
  const message = 'Idempotency-Key：应为 UUID，同一次提交重发时原样再送。';
  throw new DomainError('invalid', 'PLATFORM.IDEMPOTENCY_KEY', message, [
    { where: { field: 'Idempotency-Key' }, value: given.slice(0, 100), code: 'PLATFORM.IDEMPOTENCY_KEY', message },
  ]);
}

/** Describes the header that {@link IfMatch} reads. */
export const ApiIfMatch = () =>
  ApiHeader({ name: 'If-Match', required: true, description: '读到的 version；与现状不符时答复 409' });
