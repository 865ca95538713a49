/** Orders of the list; a leading `-` turns one round. */
export const enterpriseSorts = [
  ...(['id', '-id', 'name', '-name'] as const),
  ...(['creditCode', '-creditCode', 'registeredOn', '-registeredOn'] as const),
] as const;
export type EnterpriseSort = (typeof enterpriseSorts)[number];

/** What a list is ordered by before the id, as SQL. Only the id and the credit code have an index: see the README. */
export interface SortKey {
  expression: string;
  type: 'text' | 'date';
}

const keys: Record<string, SortKey> = {
  name: { expression: `e.name collate "zh-Hans-CN-x-icu"`, type: 'text' },
  creditCode: { expression: `e."creditCode"`, type: 'text' },
  // a date that isn't known sorts before all others
  registeredOn: { expression: `coalesce(e."registeredOn", '1000-01-01'::date)`, type: 'date' },
};

/** The key of an order (null: the id alone) and its direction. */
export function sortOf(sort: EnterpriseSort): { key: SortKey | null; descending: boolean } {
  const descending = sort.startsWith('-');
  return { key: keys[descending ? sort.slice(1) : sort] ?? null, descending };
}
