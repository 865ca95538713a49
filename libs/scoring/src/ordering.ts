/**
 * The one order of all rankings (名次规则). With points: by the least points that are certain, then by the most that
 * are possible, both descending. Without: by outcome (met, manual, unknown, unmet; not applicable last), then by the
 * number of clauses met, then by fewer that lack facts. Equals share a rank (1, 2, 2, 4) and are listed by credit code.
 */

/** SQL of an order over score cards `card` and enterprises `enterprise`: what `rank()` and `row_number()` stand over. */
export interface Ordering {
  /** Keys by which ranks differ. */
  rank: string;
  /** The same and the credit code: no two enterprises are equal. */
  list: string;
}

/** The order of a run's score cards; outcome codes ascend from met to not applicable. */
export function orderingSql(hasPoints: boolean, card = 'c', enterprise = 'e'): Ordering {
  const rank = hasPoints
    ? `${card}."pointsMin" desc nulls last, ${card}."pointsMax" desc nulls last`
    : `${card}.outcome, ${card}.met desc, ${card}.unknown`;
  return { rank, list: `${rank}, ${enterprise}."creditCode"` };
}

/** The order in words, as it stands in a ranking's definition and on its exports. */
export function orderingWords(hasPoints: boolean): string {
  return hasPoints
    ? '按最低分从高到低，同分按最高分从高到低；两者都相同的并列（1、2、2、4），并列的按统一社会信用代码列出。'
    : '按结果（满足、待人工判断、缺数据、不满足、不适用），再按满足条数从多到少，再按缺数据条数从少到多；都相同的并列（1、2、2、4），并列的按统一社会信用代码列出。';
}

/** Whether a place may still change (未定): points not settled, or outcome manual (2) or unknown (3). */
export function openSql(card = 'c'): string {
  return `(${card}."pointsMin" is distinct from ${card}."pointsMax" or ${card}.outcome in (2, 3))`;
}
