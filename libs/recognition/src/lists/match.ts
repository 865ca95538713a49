import type { Day } from '@tidu/kernel';

/** When an enterprise bore a name, half-open; null: as long as known, until today. */
export interface Borne {
  /** As {@link NameKeys.same} makes it. */
  key: string;
  kind: 'registered' | 'former' | 'short';
  name: string;
  from: Day | null;
  until: Day | null;
  /** Said by a second record that was merged into this one: its days are not this one's. */
  ofMerged: boolean;
}

/** An enterprise of the register that a row may mean. */
export interface Bearer {
  id: string;
  name: string;
  status: string;
  registeredOn: Day | null;
  /** First day of today's state. */
  since: Day | null;
  names: readonly Borne[];
}

/** What a row says, prepared for comparing. */
export interface AskedRow {
  /** As {@link NameKeys.same} makes it; null: the row has no name. */
  key: string | null;
  creditCode: string | null;
  /** Why the code can't be one; null: it can, or there is none. */
  badCode: string | null;
}

/** One enterprise a row may mean, and why, in words. */
export interface ListCandidate {
  enterpriseId: string;
  reason: string;
}

export type Match =
  | { state: 'matched'; enterpriseId: string; reason: string }
  | { state: 'ambiguous'; reason: string; candidates: ListCandidate[] }
  | { state: 'notOurs'; reason: string }
  | { state: 'rejected'; reason: string };

/** How sure it is that a name was somebody's on a day. `no` says why not. */
type Was = { was: 'sure'; why: string } | { was: 'perhaps'; why: string } | { was: 'no'; why: string };

/**
 * Which enterprise a row of an official list means: by its code, else by its name as of the day of the list. Taken by
 * itself is only who alone can be meant and surely bore the name then; between two nobody guesses.
 * @param bearers whoever ever bore the name, @param byCode whoever bears the code, @param alike whose name is similar.
 */
export function matchRow(
  row: AskedRow,
  day: Day,
  bearers: readonly Bearer[],
  byCode: readonly Bearer[],
  alike: readonly Bearer[],
): Match {
  const { key, creditCode, badCode } = row;
  if (key === null && creditCode === null)
    return { state: 'rejected', reason: badCode ?? '没有企业名称，也没有信用代码。' };
  const judged = key === null ? [] : bearers.map((bearer) => ({ bearer, ...bore(bearer, key, day) }));
  const possible = judged.filter(({ was }) => was !== 'no');
  const named = (list: typeof judged): ListCandidate[] =>
    list.map(({ bearer, why }) => ({ enterpriseId: bearer.id, reason: why }));
  const others = (except: readonly ListCandidate[]): ListCandidate[] =>
    alike
      .filter(({ id }) => !except.some(({ enterpriseId }) => enterpriseId === id))
      .filter(({ id }) => !bearers.some((bearer) => bearer.id === id))
      .map(({ id, name }) => ({ enterpriseId: id, reason: `名称相近：${name}` }));
  const queue = (reason: string, sure: ListCandidate[]): Match => {
    return { state: 'ambiguous', reason, candidates: [...sure, ...others(sure)] };
  };

  if (badCode !== null) return queue(`代码有误：${badCode}请按名称核对。`, named(judged));
  if (creditCode !== null) return matchCode(row, creditCode, day, byCode, judged, queue);
  const [only] = possible;
  if (possible.length > 1) return queue(`名单日期那天，有 ${possible.length} 家可能用这个名称。`, named(possible));
  if (only) {
    if (only.was === 'perhaps') return queue(only.why, named([only]));
    const excluded = judged.filter(({ was }) => was === 'no').map(({ why }) => why);
    return { state: 'matched', enterpriseId: only.bearer.id, reason: [only.why, ...excluded].join('；').slice(0, 500) };
  }
  if (judged.some(({ bearer }) => !foundedLater(bearer, day)))
    return queue('名单日期那天没有企业用这个名称，有企业在别的时候用过。', named(judged));
  const similar = others([]);
  if (similar.length > 0)
    return { state: 'ambiguous', reason: '没有企业用过这个名称，有名称相近的。', candidates: similar };
  const later = judged.map(({ why }) => why).join('；');
  return { state: 'notOurs', reason: later || '登记簿里没有企业用过这个名称。' };
}

function matchCode(
  { key }: AskedRow,
  code: string,
  day: Day,
  byCode: readonly Bearer[],
  judged: readonly ({ bearer: Bearer } & Was)[],
  queue: (reason: string, sure: ListCandidate[]) => Match,
): Match {
  const [found] = byCode;
  const ofName = judged.map(({ bearer, why }) => ({ enterpriseId: bearer.id, reason: why }));
  const ofCode = byCode.map(({ id }) => ({ enterpriseId: id, reason: '代码相符' }));
  const both = [...ofCode, ...ofName.filter(({ enterpriseId }) => !byCode.some(({ id }) => id === enterpriseId))];
  if (!found) {
    if (judged.length > 0) return queue(`登记簿里没有代码 ${code}，名称却是本区企业的。`, ofName);
    return { state: 'notOurs', reason: `登记簿里没有代码 ${code}。` };
  }
  if (byCode.length > 1) return queue(`代码 ${code} 对上 ${byCode.length} 家企业。`, both);
  if (foundedLater(found, day)) return queue(`代码对上的企业成立于 ${found.registeredOn}，晚于名单日期。`, both);
  const gone = notInBusiness(found, day);
  if (gone) return queue(`代码相符，但${gone}。`, both);
  if (key === null) return { state: 'matched', enterpriseId: found.id, reason: '代码相符。' };
  if (!found.names.some((one) => one.key === key)) return queue('代码相符，名称却不是这家企业用过的。', both);
  // a name it bore at another time is no doubt when the code says who it is
  const then = found.names.find((one) => one.kind === 'registered' && one.key === key);
  return {
    state: 'matched',
    enterpriseId: found.id,
    reason: then ? '代码、名称都相符。' : '代码相符，名称是它的曾用名或简称。',
  };
}

const foundedLater = ({ registeredOn }: Bearer, day: Day) => registeredOn !== null && registeredOn > day;

/** Why an enterprise may not have been one of ours on the day; null: it was. */
function notInBusiness({ status, since }: Bearer, day: Day): string | null {
  if (status === 'active' || (since !== null && since > day)) return null;
  const words: Readonly<Record<string, string>> = { dissolved: '已注销', movedOut: '已迁出', merged: '已并入别的企业' };
  return `这家企业${words[status] ?? status}${since === null ? '' : `（${since} 起的登记）`}`;
}

/** Whether an enterprise bore a name on a day, and the words for it. */
function bore(bearer: Bearer, key: string, day: Day): Was {
  const own = bearer.names.filter((one) => one.key === key);
  if (foundedLater(bearer, day))
    return { was: 'no', why: `“${bearer.name}”成立于 ${bearer.registeredOn}，晚于名单日期` };
  const registered = own.filter(({ kind, ofMerged }) => kind !== 'short' && !ofMerged);
  const then = registered.find(({ from, until }) => (from === null || from <= day) && (until === null || day < until));
  if (then) {
    const gone = notInBusiness(bearer, day);
    if (gone) return { was: 'perhaps', why: `名称相符，但${gone}，名称可能已由别家使用` };
    if (then.from === null && bearer.registeredOn === null)
      return { was: 'perhaps', why: '名称相符，但登记簿里没有成立日期，不知道名单日期那天有没有这家企业' };
    return {
      was: 'sure',
      why: then.until === null ? '名称相符' : `名称相符（用到 ${then.until}，现名“${bearer.name}”）`,
    };
  }
  const [at] = registered;
  if (at) return { was: 'no', why: spanWords(bearer, at) };
  if (own.some(({ ofMerged }) => ofMerged))
    return { was: 'perhaps', why: `并入“${bearer.name}”的一条记录用过这个名称，什么时候不清楚` };
  return { was: 'perhaps', why: `这是“${bearer.name}”的简称` };
}

function spanWords({ name }: Bearer, { from, until }: Borne): string {
  if (until === null) return `“${name}”从 ${from} 起才用这个名称`;
  return `“${name}”${from === null ? '' : `从 ${from} 起，`}用这个名称到 ${until} 为止（不含当天）`;
}
