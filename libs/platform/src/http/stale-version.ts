import { DomainError } from '@tidu/kernel';

/** Someone changed the record since it was read; says which version stands now and whose it is. */
export function staleVersion(what: string, { version, who }: { version: number; who: string }): DomainError {
  return new DomainError(
    'conflict',
    'PLATFORM.STALE',
    `${what}已由${who}改为第 ${version} 版，您的修改没有保存。请刷新后在新内容上重新修改。`,
    [{ where: { field: 'version' }, value: String(version), code: 'PLATFORM.STALE', message: `现为第 ${version} 版` }],
  );
}
