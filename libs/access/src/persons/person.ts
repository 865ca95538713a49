import { DomainError } from '@tidu/kernel';
import { type ActingPerson, staleVersion, type Transaction } from '@tidu/platform';
import type { Duty } from '../rules/roles';

/** An account as administrators see it. */
export interface PersonView {
  id: string;
  loginName: string;
  displayName: string;
  duty: Duty;
  status: 'invited' | 'active' | 'disabled';
  confirmedAt: string | null;
  demo: boolean;
  hasFactor: boolean;
  /** What names the person at the identity provider; null where nothing was tied. */
  providerSubject: string | null;
  lastSeenAt: string | null;
  version: number;
  createdAt: string;
  createdByName: string;
  changedAt: string;
  changedByName: string;
  /** Names of the roles held now. */
  roles: string[];
}

export const personColumns = `p.id, p."loginName", p."displayName", p.duty, p.status, p."confirmedAt", p.demo,
  exists (select from credential c where c."personId" = p.id and c."totpSince" is not null) as "hasFactor",
  (select l.subject from provider_link l where l."personId" = p.id) as "providerSubject",
  (select max(s."lastSeenAt") from session s where s."personId" = p.id) as "lastSeenAt",
  p.version, p."createdAt", p."createdByName", p."changedAt", p."changedByName",
  coalesce((select array_agg(distinct r.name) from role_grant g join role r on r.code = g.role
    where g."personId" = p.id and g."endedAt" is null
      and (g."validUntil" is null or g."validUntil" > (now() at time zone 'Asia/Shanghai')::date)), '{}') as roles`;

/** The account. @throws DomainError `ACCESS.PERSON_NOT_FOUND`. */
export async function findPerson(tx: Transaction, id: string): Promise<PersonView> {
  const found = await tx.row<PersonView>(`select ${personColumns} from person p where p.id = $1`, [id]);
  if (!found) throw new DomainError('notFound', 'ACCESS.PERSON_NOT_FOUND', '没有这个账号。');
  return found;
}

/** The same, locked against other changes until the transaction ends, if `version` still stands. */
export async function lockPerson(tx: Transaction, id: string, version?: number): Promise<PersonView> {
  await tx.rows('select from person where id = $1 for update', [id]);
  const person = await findPerson(tx, id);
  if (version !== undefined && version !== person.version) {
    const { changedByName: who, changedAt: at } = person;
    throw staleVersion('账号', { version: person.version, who, at });
  }
  return person;
}

/** Nobody changes rights or state of their own account. @throws DomainError `ACCESS.OWN_ACCOUNT`. */
export function requireAnother(person: ActingPerson, id: string): void {
  if (person.id !== id) return;
  throw new DomainError('forbidden', 'ACCESS.OWN_ACCOUNT', '不能改自己的账号，请由另一位管理员来做。');
}
