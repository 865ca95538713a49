import { MapReader, Source } from '@tidu/criteria';
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
  const locked = { failures: [1, 100], withinMinutes: [1, 1440], lockedMinutes: [1, 1440] } as const;
  const lockout = top.map('lockout');
  const rules = {
    session: top.wholeNumbers('session', { idleMinutes: [1, 240], absoluteHours: [1, 24], stepUpMinutes: [1, 60] }),
    link: top.wholeNumbers('link', { hours: [1, 720] }),
    lockout: lockout && {
      account: lockout.wholeNumbers('account', locked),
      address: lockout.wholeNumbers('address', locked),
    },
    password: top.wholeNumbers('password', { length: [10, 64], classes: [1, 4], remindDays: [0, 1000] }),
    secondFactor: top.choice('secondFactor', ['required', 'optional'] as const),
  };
  lockout?.done('account、address');
  return rules as AccessRules;
}
