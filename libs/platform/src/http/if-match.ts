import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import type { Request } from 'express';

/**
 * The version of a record that a change is based on, from the header `If-Match`: a plain number, as the record's
 * `version` says it, with or without quotation marks.
 * @throws DomainError `PLATFORM.IF_MATCH` when it is missing or no number.
 */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const text = context.switchToHttp().getRequest<Request>().headers['if-match'] ?? '';
  const match = /^"?([1-9]\d{0,8})"?$/.exec(text.trim());
  if (match) return Number(match[1]);
  const message = 'If-Match：请送回所改记录的 version，以免覆盖别人的修改。';
  throw new DomainError('invalid', 'PLATFORM.IF_MATCH', message, [
    { where: { field: 'If-Match' }, value: text.slice(0, 40), code: 'PLATFORM.IF_MATCH', message },
  ]);
});
