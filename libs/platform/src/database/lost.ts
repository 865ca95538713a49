import { DomainError } from '@tidu/kernel';

/**
 * The database went away while it was asked, or couldn't be reached. Of a change nobody knows whether it took effect:
 * whoever sends it again with the same `Idempotency-Key` learns it, and nothing happens twice.
 */
export class DatabaseLost extends DomainError {
  constructor(isChange: boolean, cause?: unknown) {
    const what = isChange
      ? '与数据库的连接中断，还不能确定这次操作是否已经生效。请过几秒再试：同一次提交重发只生效一次；或刷新页面查看结果。'
      : '暂时连不上数据库，没有读到数据。请过几秒再试。';
    super('unavailable', 'PLATFORM.DATABASE_LOST', what);
    this.name = 'DatabaseLost';
    this.cause = cause;
  }
}

/** SQLSTATE of a server that stops, starts or drops us, and of connections that broke. */
const lostStates = /^(57P0[1-3]|08...)$/;
const lostCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What the database's own refusals mean to whoever asked; only those that are nobody's mistake. */
const refusals: Record<string, [code: string, message: string]> = {
  '53100': [
    'PLATFORM.DISK_FULL',
    '服务器磁盘已满，暂不可提交，没有写入任何内容。请联系系统管理员腾出空间，之后不用重启即可继续。',
  ],
  '53300': ['PLATFORM.BUSY', '数据库连接已用完，这次操作没有开始，也没有写入任何内容。请稍后重试。'],
  '55P03': ['PLATFORM.BUSY', '别人正在改同一处内容，等候已超时，没有写入任何内容。请稍后重试。'],
  '40P01': ['PLATFORM.BUSY', '与别人同时进行的修改互相等待，这一次已取消，没有写入任何内容。请重试。'],
  '57014': ['PLATFORM.TOO_LONG', '这次操作超过了时间上限，已经停下，没有写入任何内容。请缩小范围后重试。'],
};

/**
 * The database's error in the words of whoever asked; every other error as it is. `isBroken`: the connection ended
 * meanwhile, and then it is to blame for whatever the driver says.
 */
export function inWords(error: unknown, isChange: boolean, isBroken: boolean): unknown {
  if (error instanceof DomainError) return error;
  const { code = '' } = error as { code?: string };
  if (isBroken || lostStates.test(code) || lostCodes.has(code)) return new DatabaseLost(isChange, error);
  const refusal = refusals[code];
  return refusal ? new DomainError('unavailable', ...refusal) : error;
}
