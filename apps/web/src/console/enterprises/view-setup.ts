import type { EnterpriseFilter } from './enterprise-filter';

/** The address of a list as a view's filters: yes and no are truth values there. */
export function filtersOf(filter: EnterpriseFilter): Record<string, string | boolean> {
  const entries = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, ['aboveScale', 'demo'].includes(key) ? value === 'true' : value]),
  );
}

/** A view's filters as they stand in the address. */
export function addressOf(filters: object): EnterpriseFilter {
  return Object.fromEntries(Object.entries(filters).map(([key, value]) => [key, String(value)]));
}

/** Whether the list stands exactly as a view sets it up. */
export function isSame(filters: object, filter: EnterpriseFilter): boolean {
  const text = (all: object) => JSON.stringify(Object.entries(addressOf(all)).sort());
  return text(filters) === text(filtersOf(filter));
}
