export const levels = ['district', 'city', 'province', 'nation'] as const;
/** Who runs a procedure, or grants a title (层级). */
export type Level = (typeof levels)[number];

export const holders = ['enterprise', 'bureau', 'above', 'nobody'] as const;
/** In whose hands a case is. */
export type Holder = (typeof holders)[number];

export const actors = ['submitter', 'reviewer', 'approver', 'recorder', 'rule'] as const;
/** Who may do an action: people by what they are permitted, `rule` never by itself but as part of something else. */
export type Actor = (typeof actors)[number];

export const needs = ['reason', 'marks', 'confirmation', 'document'] as const;
/** What an action can't do without. */
export type Need = (typeof needs)[number];

/** A stage of a case (环节). */
export interface State {
  code: string;
  label: string;
  holder: Holder;
  /** Working days it may take; null: no rule says. */
  workingDays: number | null;
  /** Whether the clock of the review stands still meanwhile (停表). */
  stopsClock: boolean;
  /** What an enterprise is told, in plain words. */
  plain: string;
}

/** What leads from one stage to another. */
export interface Action {
  code: string;
  label: string;
  from: readonly string[];
  to: string;
  by: Actor;
  needs: readonly Need[];
}

/** How cases of a batch go from declaration to result (认定程序): a table of states, as data. */
export interface Procedure {
  id: string;
  name: string;
  /** Who runs it: its decisions are made here, those above are recorded. */
  level: Level;
  start: string;
  states: ReadonlyMap<string, State>;
  actions: ReadonlyMap<string, Action>;
}
