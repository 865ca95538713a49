import { accessRoles } from '@tidu/access';
import type { PermissionName } from '@tidu/platform';

/** What somebody may do for an enterprise (权限): a closed list, in the order in which one includes more than another. */
export const memberRights = ['view', 'fill', 'submit', 'manage'] as const;
export type MemberRight = (typeof memberRights)[number];

/** Of the enterprise itself, or an agent (代办) who fills in for it. */
export const memberRoles = ['member.holder', 'member.agent'] as const;
export type MemberRole = (typeof memberRoles)[number];

export const roleWords: Readonly<Record<MemberRole, string>> = { 'member.holder': '企业成员', 'member.agent': '代办' };

export const permissionFor = (right: MemberRight) => `members.${right}` as const satisfies PermissionName;

/** What a role can be given at most, by seeds/access/roles.yaml. */
export function mostOf(role: MemberRole): MemberRight[] {
  const permissions = accessRoles().all.find(({ code }) => code === role)?.permissions ?? [];
  return memberRights.filter((right) => permissions.includes(permissionFor(right)));
}

/** What is left of the rights somebody was given: no more than the role can be given. */
export const effective = (role: MemberRole, rights: readonly MemberRight[]): MemberRight[] =>
  mostOf(role).filter((right) => rights.includes(right));

/** SQL of a membership `m` that holds today. */
export const holdsToday = `m."endedAt" is null
  and (m."validUntil" is null or m."validUntil" > (now() at time zone 'Asia/Shanghai')::date)`;
