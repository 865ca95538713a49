import type { Installation } from './installation';

/** How large the populations are: `full` as the goals say, `small` to see that everything runs. */
export type Scale = 'full' | 'small';

/** What a figure must reach; `atMost` for costs, `atLeast` for gains. */
export interface Goal {
  sense: 'atMost' | 'atLeast';
  must: number;
  ambitious: number;
}

/** One line of the table. */
export interface Figure {
  /** Stable name for the JSON file. */
  id: string;
  work: string;
  /** The limit measured in the same run; empty where the figure stands for itself. */
  against: string;
  /** Absent: told for information. */
  goal?: Goal;
  value: number;
  unit: '×' | 'MB' | '/s' | 'ms' | '‰' | '张' | '次';
  /** Absolute times behind a ratio; they swing with the machine. */
  note?: string;
}

/** What one benchmark gets. */
export interface Bench {
  /** Name for `--only`. */
  name: string;
  says: string;
  run(installation: Installation): Promise<Figure[]>;
}

export type Verdict = 'ambitious' | 'must' | 'missed' | 'told';

const atMost = (must: number, ambitious: number): Goal => ({ sense: 'atMost', must, ambitious });
const atLeast = (must: number, ambitious: number): Goal => ({ sense: 'atLeast', must, ambitious });
export const goal = { atMost, atLeast };

export function verdictOf({ goal: wanted, value }: Pick<Figure, 'goal' | 'value'>): Verdict {
  if (!wanted) return 'told';
  if (Number.isNaN(value)) return 'missed';
  const reaches = (line: number) => (wanted.sense === 'atMost' ? value <= line : value >= line);
  if (reaches(wanted.ambitious)) return 'ambitious';
  return reaches(wanted.must) ? 'must' : 'missed';
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [below = NaN, above = NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? above : (below + above) / 2;
}

/** Median over the rounds of one measurement over another of the same round: what both suffer together cancels out. */
export function ratioOf(ours: readonly number[], limit: readonly number[]): number {
  return median(ours.map((ms, round) => ms / (limit[round] ?? NaN)));
}

type Measures<Name extends string> = Record<Name, () => Promise<number>>;

/**
 * Measures the works in turn, round by round, so that a busy minute of the machine falls on all of them alike. Each
 * returns its own milliseconds; `before` is run ahead of each and not counted.
 */
export async function interleave<Name extends string>(
  rounds: number,
  works: Measures<Name>,
  before: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Record<Name, number[]>> {
  const names = Object.keys(works) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      await before();
      times[name].push(await works[name]());
      tell('.');
    }
  }
  return times;
}

/** Milliseconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - began) / 1e6;
}

/** Says on stderr how far the run is. */
export function tell(text: string): void {
  process.stderr.write(text);
}

/** Milliseconds for a note. */
export function shown(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(0)} s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms < 10 ? ms.toFixed(2) : ms.toFixed(0)} ms`;
}

/** Medians of two measurements side by side. */
export function bothShown(ours: readonly number[], limit: readonly number[]): string {
  return `${shown(median(ours))} / ${shown(median(limit))}`;
}
