import { MapReader, Source, textOf } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';

/** How many failures within how many minutes lock for how many minutes. */
export interface LockoutRule {
  failures: number;
  withinMinutes: number;
  lockedMinutes: number;
}

/** The rules of accounts and sign-in of this installation (账号与登录的规则). */
export interface AccessRules {
  session: { idleMinutes: number; absoluteHours: number; stepUpMinutes: number };
  link: { hours: number };
  lockout: { account: LockoutRule; address: LockoutRule };
  password: { length: number; classes: number; remindDays: number };
  secondFactor: 'required' | 'optional';
}

const file = 'seeds/access/rules.yaml';
let kept: AccessRules | null = null;

/** The rules of this installation, read once. @throws DomainError `ACCESS.BAD_RULES`. */
export function accessRules(): AccessRules {
  kept ??= loadAccessRules(readInstalledFile(file));
  return kept;
}

/**
 * Reads the rules strictly: unknown or repeated keys and numbers that make no sense are refused.
 * @throws DomainError `ACCESS.BAD_RULES` with every problem: file, line, what is wrong and what to do.
 */
export function loadAccessRules(text: string): AccessRules {
  const source = new Source(file, 'ACCESS.BAD_RULES');
  const top = source.parse(text);
  const reader = top && new MapReader(source, top);
  const rules = reader && readRules(reader);
  reader?.done('session、link、lockout、password、secondFactor');
  source.throwIfBad('账号与登录的规则');
  return rules as AccessRules;
}

function readRules(top: MapReader): AccessRules {
  const lockout = top.map('lockout');
  const rules = {
    session: numbers(top.map('session'), {
      idleMinutes: [1, 240],
      absoluteHours: [1, 24],
      stepUpMinutes: [1, 60],
    }),
    link: numbers(top.map('link'), { hours: [1, 720] }),
    lockout: { account: readLockout(lockout, 'account'), address: readLockout(lockout, 'address') },
    password: numbers(top.map('password'), { length: [10, 64], classes: [1, 4], remindDays: [0, 1000] }),
    secondFactor: top.choice('secondFactor', ['required', 'optional'] as const),
  };
  lockout?.done('account、address');
  return rules;
}

const readLockout = (reader: MapReader | null, key: string): LockoutRule =>
  numbers(reader?.map(key) ?? null, { failures: [1, 100], withinMinutes: [1, 1440], lockedMinutes: [1, 1440] });

/** Whole numbers by their keys, each within its limits; a map that isn't there was noted already. */
function numbers<K extends string>(
  reader: MapReader | null,
  limits: Record<K, readonly [number, number]>,
): Record<K, number> {
  const keys = Object.keys(limits) as K[];
  const read = (key: K): number => {
    const [least, most] = limits[key];
    const text = textOf(reader?.get(key)) ?? '';
    const value = /^\d{1,6}$/.test(text) ? Number(text) : -1;
    if (reader && (value < least || value > most))
      reader.source.fail(reader.get(key) ?? reader.node, `“${key}”应是 ${least} 至 ${most} 的整数`);
    return value;
  };
  const found = Object.fromEntries(keys.map((key) => [key, read(key)])) as Record<K, number>;
  reader?.done(keys.join('、'));
  return found;
}
