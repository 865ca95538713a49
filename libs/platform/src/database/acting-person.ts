import { isUuid } from '@tidu/kernel';

/**
 * What a person may see: every enterprise, or those of the named regions (GB/T 2260, six digits or a prefix), of the
 * named zones (codes of the district's list), and single ones by their ids.
 */
export type Scope =
  { everything: true } | { everything: false; regions: string[]; zones?: string[]; enterprises?: string[] };

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
  /** For whom, where that is not the own office. */
  principal?: Principal;
}

/** For whom somebody acts (委托人): an enterprise, and as what. The trail keeps it with every act. */
export interface Principal {
  id: string;
  name: string;
  /** Role held there, `member.agent` for example. */
  role: string;
}

/** Who gives commands at the machine itself (`tidu …`): whoever may do that holds database and files anyway. */
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

const zoneMark = 'zone:';
const enterpriseMark = 'enterprise:';

/** The scope as the text that row security reads: `*`, or an array literal of regions, `zone:…` and `enterprise:…`. */
export function scopeSetting(scope: Scope): string {
  if (scope.everything) return '*';
  const { regions, zones = [], enterprises = [] } = scope;
  return `{${[
    ...regions.filter((code) => /^\d{2,6}$/.test(code)),
    ...zones.map((code) => `"${zoneMark}${code.replace(/["\\]/g, '\\$&')}"`),
    ...enterprises.filter(isUuid).map((id) => enterpriseMark + id),
  ].join(',')}}`;
}

/** Whether what `now` sees includes all that `then` saw. */
export function covers(now: Scope, then: Scope): boolean {
  if (now.everything) return true;
  if (then.everything) return false;
  const { regions, zones = [], enterprises = [] } = now;
  return (
    then.regions.every((code) => regions.some((prefix) => code.startsWith(prefix))) &&
    (then.zones ?? []).every((code) => zones.includes(code)) &&
    (then.enterprises ?? []).every((id) => enterprises.includes(id))
  );
}

/** The scope that {@link scopeSetting} wrote: a job sees what the person saw who asked for it. */
export function parseScope(setting: string): Scope {
  if (setting === '*') return { everything: true };
  const parts = [...setting.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g)].map(
    ([, quoted, plain]) => plain ?? (quoted ?? '').replace(/\\(.)/g, '$1'),
  );
  const marked = (mark: string) => parts.filter((part) => part.startsWith(mark)).map((part) => part.slice(mark.length));
  return {
    everything: false,
    regions: parts.filter((part) => /^\d/.test(part)),
    zones: marked(zoneMark),
    enterprises: marked(enterpriseMark),
  };
}
