import { SessionsService } from '@tidu/access';
import {
  builtInOfficer,
  type Database,
  ownPageHeader,
  ownPageValue,
  systemActor,
  type Transaction,
} from '@tidu/platform';

/** What a test's requests carry: a real session of a real person, written as the product writes them. */
export interface SignedIn {
  token: string;
  headers: Record<string, string>;
}

export interface TestPerson {
  id: string;
  loginName: string;
  displayName: string;
  duty: string;
  role: string;
  scopeKind: string | null;
  scopeId: string | null;
}

/** May do all business, everywhere; bears the name of the officer at the machine, as whom the services are called. */
export const leader: TestPerson = {
  ...{ id: builtInOfficer.id, loginName: 'leader', displayName: builtInOfficer.name },
  ...{ duty: 'business', role: 'district.leader', scopeKind: 'everything', scopeId: null },
};

/** Keeps accounts, or the rights of others; sees no enterprise. */
export const administrator = (duty: 'system' | 'security' | 'audit'): TestPerson => ({
  id: {
    system: '00000000-0000-7000-8000-0000000000a1',
    security: '00000000-0000-7000-8000-0000000000a2',
    audit: '00000000-0000-7000-8000-0000000000a3',
  }[duty],
  ...{ loginName: `test.${duty}`, displayName: { system: '王系统', security: '李安全', audit: '赵审计' }[duty] },
  ...{ duty, role: `admin.${duty}`, scopeKind: null, scopeId: null },
});

/** Makes the person where it is missing, and begins a session for it, with a second factor. */
export async function signInAs(database: Database, person: TestPerson = leader): Promise<SignedIn> {
  const token = await database.write(systemActor, async (tx) => {
    await keepPerson(tx, person);
    const visitor = { address: '127.0.0.1', agent: 'test' };
    const session = await new SessionsService(database).open(tx, person.id, 'totp', visitor);
    // who one is was proven a moment ago, however long the night takes for one suite
    await tx.rows(`update session set "steppedUpAt" = now() + interval '1 day' where id = $1`, [session.id]);
    return session.token;
  });
  return { token, headers: { cookie: `tidu=${token}`, [ownPageHeader]: ownPageValue } };
}

async function keepPerson(tx: Transaction, person: TestPerson): Promise<void> {
  const { id, loginName, displayName, duty, role, scopeKind, scopeId } = person;
  const by = [systemActor.id, systemActor.name];
  await tx.rows(
    `insert into person (id, "loginName", "displayName", duty, status, "confirmedAt", "confirmedBy", "createdBy",
       "createdByName", "changedByName") values ($1, $2, $3, $4, 'active', now(), $5, $5, $6, $6) on conflict do nothing`,
    [id, loginName, displayName, duty, ...by],
  );
  await tx.rows(
    `insert into role_grant (id, "personId", role, duty, "scopeKind", "scopeId", "validFrom", reason, "grantedBy", "grantedByName")
     values (gen_random_uuid(), $1, $2, $3, $4, $5, '2020-01-01', 'test', $6, $7) on conflict do nothing`,
    [id, role, duty, scopeKind, scopeId, ...by],
  );
}
