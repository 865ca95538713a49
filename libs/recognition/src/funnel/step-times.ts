import { countWorkingDays, type Day, type WorkingCalendar } from '@tidu/kernel';
import { procedureOf } from '../rules/procedures';
import type { Holder } from '../rules/procedure';

/** So many cases stood in a state from one day to another; until null: they stand there today. */
export interface Stay {
  procedure: string;
  state: string;
  from: Day;
  until: Day | null;
  n: number;
}

/** How long a step takes (环节用时), in working days. */
export interface StepTime {
  procedure: string;
  state: string;
  stateLabel: string;
  holder: Holder;
  /** What the procedure allows; null: it does not say. */
  allowed: number | null;
  /** Stays that are over, and what half of them and nine in ten of them took at most; null: none is over yet. */
  finished: number;
  median: number | null;
  ninety: number | null;
  /** Cases that stand there today, and how long the middle one and the longest have. */
  waiting: number;
  waitingMedian: number | null;
  longest: number | null;
  /** Those there today take longer than usual, or than allowed. */
  isSlow: boolean;
}

/** The time of each step in the order of its procedure; those that nobody stood in are left out. */
export function stepTimes(stays: readonly Stay[], calendar: WorkingCalendar, today: Day): StepTime[] {
  const procedures = [...new Set(stays.map(({ procedure }) => procedure))].sort();
  return procedures.flatMap((code) =>
    [...procedureOf(code).states.values()]
      .filter(({ holder }) => holder !== 'nobody')
      .flatMap(({ code: state, label, holder, workingDays }): StepTime[] => {
        const own = stays.filter((stay) => stay.procedure === code && stay.state === state);
        if (own.length === 0) return [];
        const spans = (open: boolean) =>
          own
            .filter(({ until }) => (until === null) === open)
            .map(({ from, until, n }) => ({ days: countWorkingDays(calendar, from, until ?? today).count, n }));
        const [over, waiting] = [spans(false), spans(true)];
        const [median, waitingMedian] = [atShare(over, 50), atShare(waiting, 50)];
        const usual = workingDays ?? median;
        return [
          {
            ...{ procedure: code, state, stateLabel: label, holder, allowed: workingDays, median, waitingMedian },
            ...{ finished: total(over), ninety: atShare(over, 90), waiting: total(waiting) },
            longest: waiting.length === 0 ? null : Math.max(...waiting.map(({ days }) => days)),
            isSlow: waitingMedian !== null && usual !== null && waitingMedian > usual,
          },
        ];
      }),
  );
}

interface Span {
  days: number;
  n: number;
}

const total = (spans: readonly Span[]): number => spans.reduce((sum, { n }) => sum + n, 0);

/** The least number of days within which so many per cent of them lie (nearest rank); null: there is none. */
export function atShare(spans: readonly Span[], percent: number): number | null {
  const wanted = Math.ceil((total(spans) * percent) / 100);
  let seen = 0;
  for (const { days, n } of [...spans].sort((a, b) => a.days - b.days)) {
    seen += n;
    if (seen >= wanted) return days;
  }
  return null;
}
