/** A yes-or-no question about a whole number, with a measure of how far from the line it is (only a hint). */
export interface Question {
  holds: (value: bigint) => boolean;
  /** Of the value asked last: above the line positive, below it negative; NaN when there is no telling. */
  gap: () => number;
}

/**
 * Where the question begins to be answered yes, coming from `from` (or from either end when nothing is known). Any
 * question will do: answers are narrowed down between two numbers with different ones, guided by the distance to the
 * line where there is one. It may change its answer more than once; every change between two `probes` is found.
 * @returns the first numbers that answer it, on the way up and on the way down.
 */
export function entryPoints(
  question: Question,
  range: { min: bigint; max: bigint },
  from: bigint | null,
  probes: readonly bigint[],
): bigint[] {
  const { min, max } = range;
  const wanted = [min, min + 1n, 0n, 1n, max, ...(from === null ? [] : [from]), ...probes];
  const points = [...new Set(wanted.filter((value) => value >= min && value <= max))].sort((a, b) => (a < b ? -1 : 1));
  const ask = (value: bigint): Answer => ({ value, yes: question.holds(value), gap: question.gap() });
  const answers = points.map(ask);
  const found: bigint[] = [];
  for (let i = 1; i < answers.length; i++) {
    const [low, high] = [answers[i - 1] as Answer, answers[i] as Answer];
    // going up from `from` only a no that becomes a yes is of use, going down the other way round
    if (low.yes === high.yes || (from !== null && low.yes !== high.value <= from)) continue;
    const [last, first] = narrow(low, high, ask);
    found.push(low.yes ? last : first);
  }
  return found;
}

interface Answer {
  value: bigint;
  yes: boolean;
  gap: number;
}

/** The two neighbours between which the answer changes. */
function narrow(low: Answer, high: Answer, ask: (value: bigint) => Answer): [bigint, bigint] {
  for (let turn = 0; high.value - low.value > 1n; turn++) {
    for (const value of aims(low, high, turn)) {
      if (value <= low.value || value >= high.value) continue;
      const answer = ask(value);
      if (answer.yes === low.yes) low = answer;
      else high = answer;
    }
  }
  return [low.value, high.value];
}

/** Where to ask next: beside the crossing of a straight line or of a quotient, every third time in the middle. */
function aims(low: Answer, high: Answer, turn: number): bigint[] {
  const middle = low.value + (high.value - low.value) / 2n;
  const part = low.gap / (low.gap - high.gap);
  if (turn % 3 === 2 || !(part > 0 && part < 1)) return [middle];
  const [a, b] = [Number(low.value), Number(high.value)];
  // a fact below the line of a fraction: the gap is straight in 1/x
  const guess = turn % 3 === 0 || a <= 0 ? a + (b - a) * part : 1 / (1 / a + (1 / b - 1 / a) * part);
  if (!Number.isFinite(guess)) return [middle];
  const at = BigInt(Math.round(guess));
  return [at, at - 1n, at + 1n];
}

/** A whole number as the evaluator keeps it. */
export function toFact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
