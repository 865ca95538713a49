import type { QueueFilter } from './recognition.queries';

/** What the queue is narrowed by, as it stands in the address. */
export const queueKeys = [
  ...(['batch', 'state', 'holder', 'purpose', 'officer', 'outcome', 'overdue', 'region', 'q'] as const),
  ...(['waits', 'enterprise', 'sort'] as const),
] as const;
export type QueueSearch = { [key in (typeof queueKeys)[number]]?: string | undefined };

const closed: { readonly [key in keyof QueueSearch]?: readonly string[] } = {
  holder: ['enterprise', 'bureau', 'above', 'nobody'],
  purpose: ['application', 'renewal'],
  outcome: ['met', 'manual', 'unknown', 'unmet', 'notApplicable'],
  overdue: ['true', 'false'],
  waits: ['reviewer', 'approver', 'recorder'],
  sort: ['due', 'age', 'points', 'submitted'],
};

/** The filter that an address means: what it says of closed lists and doesn't stand in them is left out. */
export function queueFilter(search: QueueSearch): QueueFilter {
  const known = queueKeys.flatMap((key) => {
    const value = search[key];
    return value === undefined || closed[key]?.includes(value) === false ? [] : [[key, value]];
  });
  return Object.fromEntries(known) as QueueFilter;
}
