/**
 * The states of one record through time, as plain data: which day held what, and what an edit makes of them. Days are
 * texts `YYYY-MM-DD` that compare by their order; spans are half-open.
 */

export type Values = Record<string, string | null>;

/** One state. `from` null: as long as known; `until` null: still so. */
export interface Span<S extends Values = Values> {
  from: string | null;
  until: string | null;
  state: S;
}

/** States in order, without gaps: the first has no beginning, the last no end. */
export type States<S extends Values = Values> = Span<S>[];

/** The state that held on a day. */
export function stateOn<S extends Values>(states: States<S>, day: string): Span<S> {
  const found = states.find(({ until }) => until === null || day < until);
  if (!found) throw new RangeError('states: the last one has no end');
  return found;
}

/**
 * From `day` on a value is another one: so it is until the next recorded change of the same value. What had already
 * changed after that day stays as it was recorded.
 */
export function changeFrom<S extends Values>(states: States<S>, patch: Partial<S>, day: string): States<S> {
  const parted = partAt(states, day);
  const start = parted.findIndex(({ from }) => from === day);
  return joined(overRuns(parted, patch, (key) => [start, runEnd(parted, key, start)]));
}

/** A value was wrong (or unknown) as it stands on `day`: the right one takes its place as long as the wrong one stood. */
export function correct<S extends Values>(states: States<S>, patch: Partial<S>, day: string): States<S> {
  const at = states.indexOf(stateOn(states, day));
  return joined(overRuns(states, patch, (key) => [runStart(states, key, at), runEnd(states, key, at)]));
}

/** Between two days a value was this one, whatever was recorded. */
export function setBetween<S extends Values>(
  states: States<S>,
  patch: Partial<S>,
  from: string | null,
  until: string,
): States<S> {
  const parted = partAt(from === null ? states : partAt(states, from), until);
  return joined(
    parted.map((span) => {
      const begins = from === null || (span.from !== null && span.from >= from);
      const inside = begins && span.until !== null && span.until <= until;
      return inside ? { ...span, state: { ...span.state, ...patch } } : span;
    }),
  );
}

/** Cuts the state that holds on `day` in two, unless one begins there. */
function partAt<S extends Values>(states: States<S>, day: string): States<S> {
  return states.flatMap((span) => {
    const holds = (span.from === null || span.from < day) && (span.until === null || day < span.until);
    return holds
      ? [
          { ...span, until: day },
          { ...span, from: day },
        ]
      : [span];
  });
}

function overRuns<S extends Values>(
  states: States<S>,
  patch: Partial<S>,
  run: (key: keyof S) => [first: number, last: number],
): States<S> {
  const result = states.map((span) => ({ ...span, state: { ...span.state } }));
  for (const key of Object.keys(patch) as (keyof S)[]) {
    const [first, last] = run(key);
    for (let i = first; i <= last; i++) {
      const span = result[i];
      if (span) span.state[key] = patch[key] as S[keyof S];
    }
  }
  return result;
}

/** The last state up to which a value stays what it is in state `at`. */
function runEnd<S extends Values>(states: States<S>, key: keyof S, at: number): number {
  let last = at;
  while (states[last + 1] && states[last + 1]?.state[key] === states[at]?.state[key]) last++;
  return last;
}

function runStart<S extends Values>(states: States<S>, key: keyof S, at: number): number {
  let first = at;
  while (first > 0 && states[first - 1]?.state[key] === states[at]?.state[key]) first--;
  return first;
}

/** Neighbours that say the same become one. */
function joined<S extends Values>(states: States<S>): States<S> {
  const result: States<S> = [];
  for (const span of states) {
    const last = result.at(-1);
    if (last && sameValues(last.state, span.state)) result[result.length - 1] = { ...last, until: span.until };
    else result.push(span);
  }
  return result;
}

/** Whether two states say the same. */
export function sameValues(one: Values, other: Values): boolean {
  return Object.keys(one).every((key) => one[key] === other[key]);
}

/** What differs between two states, before and after. */
export function differences(before: Values, after: Values): { before: Values; after: Values } | null {
  const keys = Object.keys(after).filter((key) => before[key] !== after[key]);
  if (keys.length === 0) return null;
  const only = (values: Values) => Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));
  return { before: only(before), after: only(after) };
}
