import { DomainError } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { accessRules, type LockoutRule } from '../rules/access-rules';

/** What attempts are counted by. */
export interface Counted {
  key: string;
  rule: LockoutRule;
}

export const byAccount = (loginName: string): Counted => ({
  key: `account:${loginName.slice(0, 80)}`, // names are shorter; a longer one is nobody's
  rule: accessRules().lockout.account,
});
export const byAddress = (address: string): Counted => ({
  key: `address:${address.slice(0, 80)}`,
  rule: accessRules().lockout.address,
});
/** Codes, and passwords asked for again, are counted apart: a password that is known must not reset them. */
export const byFactor = (personId: string): Counted => ({
  key: `factor:${personId}`,
  rule: accessRules().lockout.account,
});

/**
 * Counts an attempt before it is made, so that of many at once no more are tried than the rule allows; the last one
 * allowed locks, unless it succeeds.
 * @throws DomainError `ACCESS.LOCKED` where no attempt is left; then none is counted.
 */
export async function takeAttempt(tx: Transaction, counted: Counted[]): Promise<void> {
  for (const { key, rule } of counted) {
    const { failures, withinMinutes, lockedMinutes } = rule;
    const taken = await tx.row(
      `insert into sign_in_counter as c (key, failures, "lockedUntil")
       values ($1, 1, case when 1 >= $2::int then now() + make_interval(mins => $4) end)
       on conflict (key) do update set
         failures = case when ${begunAnew} then 1 else c.failures + 1 end,
         since = case when ${begunAnew} then now() else c.since end,
         "lockedUntil" = case when (case when ${begunAnew} then 1 else c.failures + 1 end) >= $2::int
                              then now() + make_interval(mins => $4) end
       where c."lockedUntil" is null or c."lockedUntil" <= now()
       returning key`,
      [key, failures, withinMinutes, lockedMinutes],
    );
    if (!taken) throw locked(lockedMinutes);
  }
}

/** A lock that is over, or a first failure long ago, counts no more. */
const begunAnew = `(c."lockedUntil" is not null or c.since <= now() - make_interval(mins => $3))`;

/**
 * Another way in doesn't open an account whose password is being guessed; nor does it make the guesses forgotten.
 * @throws DomainError `ACCESS.LOCKED`.
 */
export async function requireUnlocked(tx: Transaction, loginName: string): Promise<void> {
  const { key, rule } = byAccount(loginName);
  const found = await tx.row(`select key from sign_in_counter where key = $1 and "lockedUntil" > now()`, [key]);
  if (found) throw locked(rule.lockedMinutes);
}

/** The attempt succeeded: what is known to be this person's own is forgotten, of an address only this one attempt. */
export async function forgiveAttempt(tx: Transaction, counted: Counted[]): Promise<void> {
  for (const { key } of counted) {
    if (!key.startsWith('address:')) await tx.rows('delete from sign_in_counter where key = $1', [key]);
    else {
      await tx.rows('delete from sign_in_counter where key = $1 and failures = 1', [key]);
      await tx.rows(
        'update sign_in_counter set failures = failures - 1, "lockedUntil" = null where key = $1 and failures > 1',
        [key],
      );
    }
  }
}

function locked(minutes: number): DomainError {
  return new DomainError(
    'tooMany',
    'ACCESS.LOCKED',
    `连续输错次数过多，已暂停登录 ${minutes} 分钟。请稍后再试；忘了口令请找系统管理员重新发一次性链接。`,
  );
}
