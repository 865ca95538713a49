/** An enterprise as it was last opened in this browser: what Ctrl K offers first. */
export interface RecentEnterprise {
  id: string;
  name: string;
  creditCode: string;
}

const key = 'tidu.recent-enterprises';
const most = 8;

/** The enterprises opened last, the newest first; a store that cannot be read holds none. */
export function recentEnterprises(): RecentEnterprise[] {
  try {
    const kept = JSON.parse(window.localStorage.getItem(key) ?? '[]') as unknown;
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, most) : [];
  } catch {
    return [];
  }
}

/** Remembers that an enterprise was opened. */
export function rememberEnterprise({ id, name, creditCode }: RecentEnterprise): void {
  const others = recentEnterprises().filter((one) => one.id !== id);
  try {
    window.localStorage.setItem(key, JSON.stringify([{ id, name, creditCode }, ...others].slice(0, most)));
  } catch {
    // a full or forbidden store: nothing is remembered, and nothing else depends on it
  }
}

function isRecent(one: unknown): one is RecentEnterprise {
  if (typeof one !== 'object' || one === null) return false;
  const given = one as Record<string, unknown>;
  return ['id', 'name', 'creditCode'].every((name) => typeof given[name] === 'string');
}
