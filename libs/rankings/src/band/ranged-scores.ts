import { DomainError } from '@tidu/kernel';

/** What a row is placed by, where a choice of its figures has led: the score, then what parts equals. */
export interface End {
  score: bigint;
  ties: readonly bigint[];
}

/** 0 no place, 1 vetoed, 2 placed before those. */
type Kind = 0 | 1 | 2;

/**
 * The least and the most that each row may be placed by, as they come in; at last each end becomes its number among all
 * ends, so that comparing numbers is comparing places. Two ends of a row that has no place for certain are 0.
 */
export class RangedScores {
  private readonly kinds: Uint8Array;
  private readonly scores: Float64Array;
  private ties: Float64Array[];
  private count = 0;

  constructor(
    private readonly capacity: number,
    ties: number,
  ) {
    this.kinds = new Uint8Array(2 * capacity);
    this.scores = new Float64Array(2 * capacity);
    this.ties = Array.from({ length: ties }, () => new Float64Array(2 * capacity));
  }

  /** `null`: without a place by some, or all, of its figures. */
  add(low: End | null, high: End | null, vetoed: boolean): void {
    const at = this.count++;
    this.put(at, low, vetoed);
    this.put(this.capacity + at, high, vetoed);
  }

  private put(at: number, end: End | null, vetoed: boolean): void {
    if (end === null) return;
    const kind: Kind = vetoed ? 1 : 2;
    this.kinds[at] = kind;
    this.scores[at] = whole(end.score);
    this.ties.forEach((tie, i) => (tie[at] = whole(end.ties[i] ?? 0n)));
  }

  /** Numbers of the ends by row, once all have come; what they were of is told by {@link scoreAt}. */
  numbered(): { lows: Uint32Array; highs: Uint32Array } {
    const { capacity } = this;
    let keys: Numbers = this.kinds;
    for (const values of [this.scores, ...this.ties]) keys = sideBySide(numbersOf(keys), numbersOf(values));
    this.ties = []; // they are in the numbers now
    const numbers = numbersOf(keys);
    if (!this.kinds.includes(0)) for (let i = 0; i < numbers.length; i++) (numbers[i] as number)++;
    return { lows: numbers.subarray(0, capacity), highs: numbers.subarray(capacity) };
  }

  /** The score of an end, or null where it is none that can be before a line. */
  scoreAt(row: number, which: 'low' | 'high'): number | null {
    const at = which === 'low' ? row : this.capacity + row;
    return this.kinds[at] === 2 ? (this.scores[at] as number) : null;
  }
}

type Numbers = Uint8Array | Uint32Array | Float64Array;

/** Two numbers below 2^26 side by side: one that is exact. */
function sideBySide(heads: Uint32Array, tails: Uint32Array): Float64Array {
  const pairs = new Float64Array(heads.length);
  for (let i = 0; i < pairs.length; i++) pairs[i] = (heads[i] as number) * 2 ** 26 + (tails[i] as number);
  return pairs;
}

/** Each value's number among the different ones, ascending from 0. Sorted without a comparison of ours: that took ten times as long. */
function numbersOf(values: Numbers): Uint32Array {
  const different = values.slice().sort();
  let count = 0;
  for (let i = 0; i < different.length; i++)
    if (i === 0 || different[i] !== different[i - 1]) different[count++] = different[i] as number;
  const numbers = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    let [from, to] = [0, count - 1];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((different[middle] as number) < (values[i] as number)) from = middle + 1;
      else to = middle;
    }
    numbers[i] = from;
  }
  return numbers;
}

/** Beyond 2^53 a number would no longer be exact. */
function whole(score: bigint): number {
  const number = Number(score);
  if (Number.isSafeInteger(number)) return number;
  throw new DomainError(
    'invalid',
    'RANKINGS.SCORE_TOO_LARGE',
    '有企业的得分范围超出可以准确比较的范围，没有排名。请在排名定义里减少保留小数，或改用 benchmark、minMax 计分。',
  );
}
