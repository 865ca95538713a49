import { DomainError } from '@tidu/kernel';
import type { Act } from '../database/acting-person';
import type { Transaction } from '../database/transaction';

/** An act that has been claimed by another request: it must not take effect again. */
export class ActRepeated extends Error {}

/** An act that has been answered, or is being worked on (`answer` null). */
export interface StoredAct {
  asked: string;
  answer: string | null;
  /** Seconds since it took effect. */
  age: number;
}

/**
 * Claims the act in the transaction of its effect, so that both are there or neither. Whoever comes second waits for
 * the first to commit. @throws ActRepeated
 */
export async function claimAct(tx: Transaction, { key, attempt, asked }: Act): Promise<void> {
  const claimed = await tx.row(
    `insert into act ("personId", key, attempt, asked) values (acting_person(), $1, $2, $3)
     on conflict ("personId", key) do update set attempt = excluded.attempt where act.attempt = excluded.attempt
     returning key`,
    [key, attempt, asked()],
  );
  if (!claimed) throw new ActRepeated();
}

/** What is known of an act under this key; null if it never took effect. */
export function findAct(tx: Transaction, key: string): Promise<StoredAct | null> {
  return tx.row<StoredAct>(
    `select asked, answer, extract(epoch from now() - at)::float8 as age from act where "personId" = acting_person() and key = $1`,
    [key],
  );
}

/** Keeps the answer, to be given again word for word. */
export async function answerAct(tx: Transaction, { key, attempt, asked }: Act, answer: string): Promise<void> {
  await tx.rows(
    `insert into act ("personId", key, attempt, asked, answer) values (acting_person(), $1, $2, $3, $4)
     on conflict ("personId", key) do update set answer = excluded.answer where act.attempt = excluded.attempt`,
    [key, attempt, asked(), answer],
  );
}

/** Forgets an act that failed after a part of it: it may be sent again. */
export async function forgetAct(tx: Transaction, { key, attempt }: Act): Promise<void> {
  await tx.rows(`delete from act where "personId" = acting_person() and key = $1 and attempt = $2`, [key, attempt]);
}

/** @throws DomainError `PLATFORM.KEY_REUSED` if something else was asked under this key */
export function requireSameAsked(found: StoredAct, act: Act): void {
  if (found.asked === act.asked()) return;
  const message = 'Idempotency-Key：这个编号已用于另一次提交，内容不同，没有处理。新的提交请换新的编号。';
  throw new DomainError('conflict', 'PLATFORM.KEY_REUSED', message, [
    { where: { field: 'Idempotency-Key' }, value: act.key, code: 'PLATFORM.KEY_REUSED', message },
  ]);
}

/** The act took effect, but its answer was lost with the process that had it. */
export function answerLost(): DomainError {
  const message = '这次提交已经生效，但当时的答复没有保存下来（系统曾中断）。请刷新页面查看结果，不必再次提交。';
  return new DomainError('conflict', 'PLATFORM.ANSWER_LOST', message);
}
