import { DomainError, shanghaiTime } from '@tidu/kernel';

/** The one code of every change that came too late. */
const code = 'PLATFORM.STALE';

/**
 * What the change started from no longer stands. `said` says what stands now, and whose it is; `now` names it for
 * programs.
 */
export function stale(said: string, now?: { field: string; value: string }): DomainError {
  const message = `${said}，您的修改没有保存。请刷新后在新内容上重新修改。`;
  return new DomainError(
    'conflict',
    code,
    message,
    now && [{ where: { field: now.field }, value: now.value, code, message: said }],
  );
}

/** Someone changed the record since it was read; says which version stands now, whose it is, and since when. */
export function staleVersion(
  what: string,
  { version, who, at }: { version: number; who: string | null; at?: Date | string | null },
): DomainError {
  const when = at ? `于 ${shanghaiTime(new Date(at))}` : '';
  return stale(`${what}已由${who ?? '他人'}${when}改为第 ${version} 版`, { field: 'version', value: String(version) });
}
