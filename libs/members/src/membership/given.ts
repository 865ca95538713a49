import { addDays, systemClock, today } from '@tidu/kernel';
import { type MemberRight, type MemberRole, mostOf, roleWords } from '../acting/rights';
import { badField } from '../members.errors';
import { membersRules } from '../rules/members-rules';

/** What an administrator gives somebody. */
export interface GivenRights {
  role: MemberRole;
  rights: MemberRight[];
  /** First day on which it no longer holds; null: until it is taken back. */
  validUntil: string | null;
}

/**
 * Rights as they are kept: seeing is part of all others. An agent is given no more than filling in, and a day on which
 * it ends; the database holds both too.
 * @throws DomainError `MEMBERS.RIGHTS`, `MEMBERS.UNTIL`.
 */
export function acceptedRights({ role, rights, validUntil }: GivenRights): MemberRight[] {
  const most = mostOf(role);
  const wanted = most.filter((right) => right === 'view' || rights.includes(right));
  if (rights.some((right) => !most.includes(right)))
    throw badField(
      'rights',
      rights.join('、'),
      'MEMBERS.RIGHTS',
      `${roleWords[role]}不能有这些权限：代办只能查看和填写，不能提交，也不能管理成员。`,
    );
  const now = today(systemClock);
  if (validUntil !== null && validUntil <= now)
    throw badField('validUntil', validUntil, 'MEMBERS.UNTIL', `到期日 ${validUntil} 已过，请改为今天以后的日期。`);
  if (role !== 'member.agent') return wanted;
  const { mostDays } = membersRules().agent;
  if (validUntil === null || validUntil > addDays(now, mostDays))
    throw badField('validUntil', validUntil, 'MEMBERS.UNTIL', `代办的权限必须写明到期日，最长 ${mostDays} 天。`);
  return wanted;
}
