/**
 * The part of an address after the question mark as plain texts. The router's own reader would turn the region code
 * `410302` into a number and write texts in quotes. Empty values are no values: the router hands what it reads here on
 * beside what a page picks from it.
 */
export function readSearch(text: string): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(text)].filter(([, value]) => value !== ''));
}

/** The inverse of {@link readSearch}; empty values are left out. */
export function writeSearch(values: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (typeof value === 'string' && value !== '') search.set(key, value);
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** Keeps the named parameters of an address, drops the rest. */
export function pick<K extends string>(...keys: K[]) {
  return (search: Record<string, unknown>): { [P in K]?: string } => {
    const kept: { [P in K]?: string } = {};
    for (const key of keys) {
      const value = search[key];
      if (typeof value === 'string' && value !== '') kept[key] = value;
    }
    return kept;
  };
}
