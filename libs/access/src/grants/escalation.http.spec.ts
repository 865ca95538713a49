import { systemActor } from '@tidu/platform';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { isBuild, rounds, seed, tell } from '@tidu/test/rounds';
import { signInAs } from '@tidu/test/signed-in';
import fc from 'fast-check';
import { Links } from '../persons/links';
import { aPerson, Visitor } from '../testing/visitors';

jest.setTimeout(isBuild ? 120_000 : 3_600_000);

type Duty = 'system' | 'security' | 'audit';
interface Act {
  what: 'create' | 'link' | 'redeem' | 'grant' | 'endGrant' | 'confirm' | 'stop' | 'start';
  /** On whom: oneself, another administrator, who does business, or the account made last. */
  whom: 'self' | Duty | 'officer' | 'made';
  role: string;
}

/**
 * T15: whatever one of the three administrators does, in whichever order, on whichever account, never do they hold an
 * account that may do business, or another administrator's duty beside their own.
 */
describe('one administrator alone', () => {
  let doors: TestDoors;
  beforeAll(async () => {
    doors = await openTestDoors();
  });
  afterAll(() => doors.close());

  let serial = 0;
  /** Three administrators and somebody who does business, as they begin. */
  async function aCast() {
    const people = {
      system: aPerson('admin.system', 'system'),
      security: aPerson('admin.security', 'security'),
      audit: aPerson('admin.audit', 'audit'),
      officer: aPerson('district.officer', 'business', { scopeKind: 'everything' }),
    };
    const visitors = {} as Record<keyof typeof people, Visitor>;
    for (const [name, person] of Object.entries(people))
      visitors[name as Duty] = new Visitor(doors, await signInAs(doors.test.database, person));
    return { people, visitors };
  }
  const act = fc.record({
    what: fc.constantFrom<Act['what']>('create', 'link', 'redeem', 'grant', 'endGrant', 'confirm', 'stop', 'start'),
    whom: fc.constantFrom<Act['whom']>('self', 'system', 'security', 'audit', 'officer', 'made'),
    role: fc.constantFrom('district.leader', 'district.officer', 'admin.security', 'admin.system', 'admin.audit'),
  });

  /** Uses a link up as its holder does, but for the half second that hashing a password takes. */
  async function redeem(token: string): Promise<string | null> {
    const links = doors.app.get(Links, { strict: false });
    return doors.test.database
      .write(systemActor, async (tx) => {
        const { personId } = await links.use(tx, token);
        await tx.rows(`update person set status = 'active', version = version + 1 where id = $1`, [personId]);
        return personId;
      })
      .catch(() => null);
  }

  /** What the accounts may do that one person holds, by the rows alone. */
  const held = (persons: string[]) =>
    doors.test.asSuperuser<{ personId: string; role: string }>(
      `select g."personId", g.role from role_grant g join person p on p.id = g."personId"
       where g."personId" = any($1) and g."endedAt" is null and p.status = 'active' and p."confirmedAt" is not null`,
      [persons],
    );

  /** One act of an administrator; returns the token of the link it gave them, if it did. */
  async function one(admin: Visitor, { what, role }: Act, target: string): Promise<string> {
    const path = `/api/access/persons/${target}`;
    const [row] = await doors.test.asSuperuser<{ version: number; grant: string | null; grantVersion: number }>(
      `select p.version, g.id as grant, g.version as "grantVersion" from person p
       left join role_grant g on g."personId" = p.id and g."endedAt" is null where p.id = $1 limit 1`,
      [target],
    );
    const version = row?.version ?? 1;
    const isAdmin = role.startsWith('admin.');
    if (what === 'create') {
      const duty = isAdmin ? role.slice('admin.'.length) : 'business';
      const answer = await admin.post('/api/access/persons', {
        loginName: `ghost.${++serial}`,
        displayName: '影子',
        duty,
      });
      const { link } = answer.body as { link?: { path: string } };
      return link?.path.split('#')[1] ?? '';
    }
    if (what === 'link') {
      const { path: at } = (await admin.post(`${path}/links`, { reason: '演练' }, version)).body as { path?: string };
      return at?.split('#')[1] ?? '';
    }
    if (what === 'grant') {
      const scope = { scopeKind: isAdmin ? null : 'everything', scopeId: null };
      await admin.post(`${path}/grants`, { role, ...scope, reason: '演练' });
    } else if (what === 'endGrant')
      await admin.post(`/api/access/grants/${row?.grant ?? target}/end`, { reason: '演练' }, row?.grantVersion ?? 1);
    else if (what === 'confirm') await admin.post(`${path}/confirmations`, {}, version);
    else await admin.ask('patch', path, { enabled: what === 'start', reason: '演练' }, version);
    return '';
  }

  it(`reaches nothing by any sequence of up to six acts (SEED=${seed})`, async () => {
    let escalations = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Duty>('system', 'security', 'audit'),
        fc.array(act, { minLength: 1, maxLength: 6 }),
        async (self, sequence) => {
          const { people, visitors } = await aCast();
          const me = people[self].id;
          const own = new Set([me]);
          let [token, made] = ['', me];
          for (const step of sequence) {
            const { whom } = step;
            const target = whom === 'self' ? me : whom === 'made' ? made : people[whom].id;
            if (step.what !== 'redeem') token = (await one(visitors[self], step, target)) || token;
            const got = step.what === 'redeem' && token !== '' ? await redeem(token) : null;
            if (got === null) continue;
            own.add((made = got));
          }
          const found = await held([...own]);
          const more = found.filter(({ personId, role }) => personId !== me || role !== `admin.${self}`);
          escalations += more.length;
          expect(more).toEqual([]);
        },
      ),
      { numRuns: rounds('T15'), seed },
    );
    tell('T15', { 序列: rounds('T15'), 越权: escalations });
  });
});
