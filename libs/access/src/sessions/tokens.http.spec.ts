import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { isBuild, randomFrom, rounds, seed, tell } from '@tidu/test/rounds';
import { signInAs, type TestPerson } from '@tidu/test/signed-in';
import { administrators, aPerson, givePassword, goodPassword, Visitor } from '../testing/visitors';
import { SessionsService } from './sessions.service';

jest.setTimeout(isBuild ? 120_000 : 600_000);

const list = '/api/console/enterprises?limit=1';

/** T03: tokens that nobody was given, and tokens whose time is over. */
describe('the token of a session', () => {
  let doors: TestDoors;
  let admins: Awaited<ReturnType<typeof administrators>>;
  const random = randomFrom(seed);
  beforeAll(async () => {
    doors = await openTestDoors();
    admins = await administrators(doors);
  });
  afterAll(() => doors.close());

  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const at = (length: number) => Math.floor(random() * length);
  const letter = () => letters[at(letters.length)] ?? '';
  const mutations: ((token: string, other: string) => string)[] = [
    (token) => {
      const i = at(token.length);
      return token.slice(0, i) + letter() + token.slice(i + 1);
    },
    (token) => token.slice(0, at(token.length)),
    (token) => token + letter(),
    (token) => letter() + token.slice(1),
    (token) => token.toLowerCase(),
    (token) => [...token].reverse().join(''),
    (token, other) => {
      const i = 1 + at(token.length - 1);
      return token.slice(0, i) + other.slice(i);
    },
    (token) => {
      const i = at(token.length - 1);
      return token.slice(0, i) + (token[i + 1] ?? '') + (token[i] ?? '') + token.slice(i + 2);
    },
    (token) => `${token}=`,
    (token) => encodeURIComponent(` ${token}`),
    () => Array.from({ length: 43 }, letter).join(''),
  ];

  it('is accepted exactly as it was given', async () => {
    const [one, other] = [
      await signInAs(doors.test.database, aPerson('district.leader', 'business', { scopeKind: 'everything' })),
      await signInAs(doors.test.database, aPerson('district.leader', 'business', { scopeKind: 'everything' })),
    ];
    const sessions = doors.app.get(SessionsService, { strict: false });
    let accepted = 0;
    for (let i = 0; i < rounds('T03'); i++) {
      const forged = mutations[i % mutations.length]?.(one.token, other.token) ?? '';
      if (forged === one.token || forged === other.token) continue;
      const isSession = (await sessions.of(forged)) !== null;
      const isLetIn = i % 20 === 0 && (await doors.stranger.get(list).set('cookie', `tidu=${forged}`)).status !== 401;
      if (isSession || isLetIn) accepted++;
    }
    expect(accepted).toBe(0);
    expect((await doors.stranger.get(list).set('cookie', `tidu=${one.token}`)).status).toBe(200);
    tell('T03', { 令牌: rounds('T03'), 被接受: accepted });
  });

  const times = isBuild ? 10 : 50;
  /** Somebody who is let in, and then isn't with the very next request. */
  const ends: [string, (who: { person: TestPerson; visitor: Visitor }) => Promise<number>][] = [
    ['signing out', async ({ visitor }) => (await visitor.ask('delete', '/api/access/session')).status],
    [
      'disabling the account',
      async ({ person }) =>
        (await admins.system.ask('patch', of(person), { enabled: false, reason: '离职' }, 1)).status,
    ],
    [
      'a new link',
      async ({ person }) => (await admins.system.post(`${of(person)}/links`, { reason: '丢了手机' }, 1)).status,
    ],
    [
      'another role',
      async ({ person }) =>
        (
          await admins.security.post(`${of(person)}/grants`, {
            ...{ role: 'city.reader', scopeKind: 'region', scopeId: '4103', reason: '兼任' },
          })
        ).status,
    ],
    [
      'another password',
      async ({ person, visitor }) => {
        await givePassword(doors, person);
        const elsewhere = new Visitor(doors);
        elsewhere.cookie = visitor.cookie;
        return (
          await elsewhere.ask('put', '/api/access/own/password', { current: goodPassword, password: 'Another#2026x' })
        ).status;
      },
    ],
  ];
  const of = ({ id }: TestPerson) => `/api/access/persons/${id}`;

  it.each(ends)('is void with the next request after %s', async (_, end) => {
    for (let i = 0; i < times; i++) {
      const person = aPerson('district.officer', 'business', { scopeKind: 'everything' });
      const visitor = new Visitor(doors, await signInAs(doors.test.database, person));
      const before = visitor.cookie;
      expect((await visitor.get(list)).status).toBe(200);
      expect(await end({ person, visitor })).toBeLessThan(300);
      expect((await doors.stranger.get(list).set('cookie', before)).status).toBe(401);
    }
  });
});
