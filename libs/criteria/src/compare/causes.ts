import type { OutcomeCode } from '../outcome';

/**
 * Why an outcome changed (由哪一条引起): `alone` are the clauses of which each, put back to the old release by itself,
 * brings the old outcome back. Where none does, `together` is a smallest group that does when put back as one.
 */
export interface Causes {
  alone: string[];
  together: string[];
}

/** Groups tried at most in search of a smallest one; beyond that a minimal one is made by leaving out. */
const MOST_TRIES = 300;

/** All groups of a size, in the order of the list. */
function* groups(ids: readonly string[], size: number, from = 0): Generator<string[]> {
  if (size === 0) yield [];
  else
    for (let i = from; i <= ids.length - size; i++)
      for (const rest of groups(ids, size - 1, i + 1)) yield [ids[i] as string, ...rest];
}

/**
 * @param ids the differences that may matter here
 * @param outcomeWith the outcome of the new release with these differences put back
 * @param old the outcome to come back to; putting all back gives it
 */
export function findCauses(
  ids: readonly string[],
  outcomeWith: (putBack: readonly string[]) => OutcomeCode,
  old: OutcomeCode,
): Causes {
  const alone = ids.filter((id) => outcomeWith([id]) === old);
  if (alone.length > 0 || ids.length < 2) return { alone, together: [] };
  let tries = 0;
  for (let size = 2; size < ids.length; size++) {
    for (const group of groups(ids, size)) {
      if (outcomeWith(group) === old) return { alone, together: group };
      if (++tries >= MOST_TRIES) return { alone, together: shrink(ids, outcomeWith, old) };
    }
  }
  return { alone, together: [...ids] };
}

/** Leaves out one after the other while the rest still brings the old outcome back. */
function shrink(
  ids: readonly string[],
  outcomeWith: (putBack: readonly string[]) => OutcomeCode,
  old: OutcomeCode,
): string[] {
  return ids.reduceRight<string[]>(
    (kept, id) => {
      const rest = kept.filter((one) => one !== id);
      return outcomeWith(rest) === old ? rest : kept;
    },
    [...ids],
  );
}
