import type { AuditEntry } from './audit.queries';

/** Who acted, and for whom where that is not the own office: `王小明（某某公司代办）`. */
export function actorWords({
  personName,
  principalName,
  principalRole,
}: Pick<AuditEntry, 'personName' | 'principalName' | 'principalRole'>): string {
  if (principalName === null) return personName;
  return `${personName}（${principalName}${principalRole === 'member.agent' ? '代办' : ''}）`;
}
