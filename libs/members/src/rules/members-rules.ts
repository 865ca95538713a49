import { MapReader, Source } from '@tidu/criteria';
import { readInstalledFile } from '@tidu/platform';

/** Every number of the rules with the least and the most that makes sense. */
const limits = {
  takeover: { objectionWorkingDays: [1, 60] },
  code: { days: [1, 365], tries: [1, 20] },
  invitation: { hours: [1, 720] },
  agent: { mostDays: [1, 3660] },
  request: { lapseDays: [1, 365] },
  budget: { perAddress: [1, 100_000], perCreditCode: [1, 100_000], total: [1, 1_000_000], proofsPerPerson: [1, 1000] },
  file: { megabytes: [1, 50] },
} as const satisfies Record<string, Record<string, readonly [number, number]>>;

/** How enterprises' people come to their accounts and rights in this district (企业账号的规则). */
export type MembersRules = {
  -readonly [G in keyof typeof limits]: { -readonly [K in keyof (typeof limits)[G]]: number };
};

const file = 'seeds/members/rules.yaml';
let kept: MembersRules | null = null;

/** The rules of this installation, read once. @throws DomainError `MEMBERS.BAD_RULES`. */
export function membersRules(): MembersRules {
  kept ??= loadMembersRules(readInstalledFile(file));
  return kept;
}

/**
 * Reads the rules strictly: unknown, repeated or missing keys and numbers that make no sense are refused.
 * @throws DomainError `MEMBERS.BAD_RULES` with every problem: file, line, what is wrong and what to do.
 */
export function loadMembersRules(text: string): MembersRules {
  const source = new Source(file, 'MEMBERS.BAD_RULES');
  const top = source.parse(text);
  const reader = top && new MapReader(source, top);
  const rules =
    reader &&
    Object.fromEntries(
      Object.entries<Record<string, readonly [number, number]>>(limits).map(([group, of]) => [
        group,
        reader.wholeNumbers(group, of),
      ]),
    );
  reader?.done(Object.keys(limits).join('、'));
  source.throwIfBad('企业账号的规则');
  return rules as MembersRules;
}
