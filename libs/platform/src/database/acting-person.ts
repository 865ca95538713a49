/** What a person may see: every enterprise, or those of the named regions (GB/T 2260, six digits). */
export type Scope = { everything: true } | { everything: false; regions: string[] };

/** One request that changes something, under the key its sender gave it (幂等键, `Idempotency-Key`). */
export interface Act {
  /** UUID made by the sender; the same for every time this act is sent. */
  readonly key: string;
  /** UUID of this one time it was sent. */
  readonly attempt: string;
  /** SHA-256 of what was asked, in hex: operation, parameters, version, body, file. */
  readonly asked: () => string;
}

/**
 * The acting person (经办人): in whose name a transaction runs. Row security reads the scope, the trail and the
 * jobs read the name.
 */
export interface ActingPerson {
  id: string;
  name: string;
  scope: Scope;
  permissions: ReadonlySet<string> | 'all';
  /** What the person does just now, where it must not take effect twice. */
  act?: Act;
}

/** The one actor that exists until people can sign in: the officer at this machine. */
export const builtInOfficer: ActingPerson = {
  id: '00000000-0000-7000-8000-000000000001',
  name: '本机经办人',
  scope: { everything: true },
  permissions: 'all',
};

/** Acts where nobody caused the act: housekeeping of jobs, seeding of reference data. */
export const systemActor: ActingPerson = {
  id: '00000000-0000-7000-8000-000000000002',
  name: '系统',
  scope: { everything: true },
  permissions: 'all',
};

/** Who asks without signing in: sees no enterprise. */
export const anonymous: ActingPerson = {
  id: '00000000-0000-7000-8000-000000000003',
  name: '访客',
  scope: { everything: false, regions: [] },
  permissions: new Set(),
};

/** The scope as the text that row security reads: `*`, or an array literal of region codes. */
export function scopeSetting(scope: Scope): string {
  return scope.everything ? '*' : `{${scope.regions.filter((code) => /^\d{2,6}$/.test(code)).join(',')}}`;
}
