import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import type { Request } from 'express';

/** The version a change starts from: the header If-Match, a whole number with or without quotes. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const text = context.switchToHttp().getRequest<Request>().headers['if-match'] ?? '';
  const version = /^"?(\d{1,9})"?$/.exec(text)?.[1];
  if (version === undefined)
    throw new DomainError(
      'invalid',
      'PLATFORM.IF_MATCH',
      'If-Match：修改时要带上所见内容的版本号（读取时答复里的 version），以免覆盖别人的修改。',
    );
  return Number(version);
});

/** Someone changed the record since it was read; says which version stands now and whose it is. */
export function staleVersion(what: string, { version, who }: { version: number; who: string }): DomainError {
  return new DomainError(
    'conflict',
    'PLATFORM.STALE',
    `${what}已由${who}改为第 ${version} 版，您的修改没有保存。请刷新后在新内容上重新修改。`,
    [{ where: { field: 'version' }, value: String(version), code: 'PLATFORM.STALE', message: `现为第 ${version} 版` }],
  );
}
