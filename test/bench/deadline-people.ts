import { uuidv7 } from '@tidu/kernel';
import { ownPageHeader, ownPageValue } from '@tidu/platform';
import { createHash, randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import type { Filer } from './filing';
import type { BenchDatabase } from './installation';

type Headers = Record<string, string>;

/** Addresses of the documentation networks and beyond, one for each number: behind one proxy everybody has their own. */
export const addressOf = (network: number, i: number): Headers => ({
  'x-forwarded-for': `100.${64 + network}.${i >> 8}.${i & 255}`,
});

/** Everybody of the last day, signed in: for each enterprise the member who files, and officers of the whole district. */
export async function signEverybodyIn(
  database: BenchDatabase,
  officers: number,
): Promise<{ filers: Filer[]; officers: Headers[] }> {
  return database.asSuperuser(async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from enterprise order by md5(id::text)');
    const enterprises = rows.map(({ id }) => id);
    const members = enterprises.map((_, i) => ({ id: uuidv7(), token: newToken(), loginName: `filer${i}` }));
    const staff = Array.from({ length: officers }, (_, i) => ({
      ...{ id: uuidv7(), token: newToken(), loginName: `officer${i}` },
    }));
    await makePersons(client, members, 'member');
    await makePersons(client, staff, 'business');
    await client.query(
      `insert into membership (id, "enterpriseId", "personId", role, rights, "grantedBy", "grantedByName", "changedByName")
       select gen_random_uuid(), e, p, 'member.holder', '{view,fill,submit,manage}', gen_random_uuid(), '测试', '测试'
       from unnest($1::uuid[], $2::uuid[]) u (e, p)`,
      [enterprises, members.map(({ id }) => id)],
    );
    await client.query(
      `insert into role_grant (id, "personId", role, duty, "scopeKind", "validFrom", reason, "grantedBy", "grantedByName")
       select gen_random_uuid(), p, 'district.leader', 'business', 'everything', '2020-01-01', '测试', gen_random_uuid(), '测试'
       from unnest($1::uuid[]) p`,
      [staff.map(({ id }) => id)],
    );
    await client.query('vacuum analyze');
    return {
      filers: members.map(({ token }, i) => ({
        ...{ enterpriseId: enterprises[i] ?? '', headers: { ...signedIn(token), ...addressOf(0, i) } },
      })),
      officers: staff.map(({ token }, i) => ({ ...signedIn(token), ...addressOf(1, i) })),
    };
  });
}

interface Person {
  id: string;
  token: string;
  loginName: string;
}

/** Persons somebody made sure of, each with a session in which they proved themselves just now. */
async function makePersons(client: Client, people: Person[], duty: 'member' | 'business'): Promise<void> {
  const ids = people.map(({ id }) => id);
  await client.query(
    `insert into person (id, "loginName", "displayName", duty, status, "confirmedAt", "confirmedBy", "createdBy",
       "createdByName", "changedByName")
     select id, name, '王小明', $3, 'active', now(), gen_random_uuid(), gen_random_uuid(), '测试', '测试'
     from unnest($1::uuid[], $2::text[]) u (id, name)`,
    [ids, people.map(({ loginName }) => loginName), duty],
  );
  await client.query(
    `insert into session (id, "tokenHash", "personId", factor, address, agent, "steppedUpAt")
     select gen_random_uuid(), hash, id, 'totp', '127.0.0.1', 'bench', now() from unnest($1::uuid[], $2::bytea[]) u (id, hash)`,
    [ids, people.map(({ token }) => createHash('sha256').update(token).digest())],
  );
}

const newToken = () => randomBytes(32).toString('base64url');
const signedIn = (token: string): Headers => ({ cookie: `tidu=${token}`, [ownPageHeader]: ownPageValue });
