import type { Effect } from '../rules/effect';

/** Something that stands against an act (须说明的情形): for staff alone. */
export interface Reservation {
  kind: 'department' | 'check' | 'relation';
  /** Department, what of the check, or rule. */
  code: string;
  /** What it is, with its source where a rule says so. */
  words: string;
  effect: Effect;
}
