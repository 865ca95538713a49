import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { type ProviderTrouble, ProviderVisit, testPublicUrl, TestProvider } from '@tidu/test/identity-provider';
import { signInAs } from '@tidu/test/signed-in';
import { aPerson, givePassword, goodPassword, SeveralCookies } from '../testing/visitors';
import { ProviderClient } from './provider-client';

const down = [503, 'ACCESS.PROVIDER_DOWN'];

describe('an identity provider in trouble', () => {
  let provider: TestProvider;
  let doors: TestDoors;
  const person = aPerson('district.officer', 'business', { scopeKind: 'everything' });
  beforeAll(async () => {
    provider = await TestProvider.start();
    doors = await openTestDoors(provider.settings());
    await signInAs(doors.test.database, person);
    await givePassword(doors, person);
    await sql(
      `insert into provider_link ("personId", issuer, subject, "linkedBy", "linkedByName") values ($1, $2, 'wang', $1, 'x')`,
      [person.id, provider.issuer],
    );
  });
  afterEach(() => provider.goOn());
  afterAll(async () => {
    await doors.close();
    await provider.stop();
  });

  const sql = (text: string, values: unknown[] = []) => doors.test.asSuperuser<Record<string, unknown>>(text, values);
  const begin = (visitor: SeveralCookies) => visitor.post('/api/access/provider/attempts', { anew: false });
  const goThere = async (visitor: SeveralCookies) => {
    const { address } = (await begin(visitor)).body as { address: string };
    return new ProviderVisit().walk(address);
  };
  const comeBack = (visitor: SeveralCookies, answer: string) =>
    visitor.post('/api/access/provider/returns', { answer });
  /** The whole way, the provider in trouble on the way back. */
  const enter = async (trouble?: { at: 'token' | 'jwks'; how: ProviderTrouble }, at = doors) => {
    await provider.standIn({ subject: 'wang' });
    const visitor = new SeveralCookies(at);
    const answer = await goThere(visitor);
    await provider.standIn({ subject: 'wang', trouble });
    return comeBack(visitor, answer);
  };
  const byPassword = () =>
    new SeveralCookies(doors).post('/api/access/sessions', { loginName: person.loginName, password: goodPassword });
  const expectUnharmed = async () => {
    expect((await byPassword()).status).toBe(201);
    // nobody guessed anything
    expect(await sql('select key from sign_in_counter')).toEqual([]);
  };

  it.each(['page', 'halfJson', 'otherJson', 'broken', 'cutOff', 'endless'] as const)(
    'is told so whatever it answers (%s), passwords open the account, and it serves again by itself',
    async (how) => {
      // doors that know nothing of the provider yet
      const fresh = await openTestDoors(provider.settings());
      try {
        const visitor = new SeveralCookies(fresh);
        await provider.standIn({ subject: 'wang', trouble: { at: 'openid-configuration', how } });
        const refused = await begin(visitor);
        expect([refused.status, refused.body.code]).toEqual(down);
        expect(refused.body.detail).toMatch(/^统一认证现在用不了.+用登录名和口令登录/);
        const keys = await enter({ at: 'jwks', how }, fresh);
        expect([keys.status, keys.body.code]).toEqual(down);
        expect(await fresh.test.asSuperuser('select key from sign_in_counter')).toEqual([]);
        // vouched for, and of no account in this database
        expect((await enter(undefined, fresh)).body.code).toBe('ACCESS.PROVIDER_UNLINKED');
      } finally {
        await fresh.close();
      }
      const back = await enter({ at: 'token', how });
      expect([back.status, back.body.code]).toEqual(down);
      await expectUnharmed();
      const again = await enter();
      expect([again.status, again.body.session?.personId]).toEqual([200, person.id]);
    },
  );

  it.each(['page', 'otherJson', 'broken', 'cutOff'] as const)(
    'whose keys can’t be reached (%s) is believed by those of the last hour, and by no others',
    async (how) => {
      expect((await enter()).status).toBe(200);
      // what it says of itself, and with it the keys, is asked for anew
      const forgetful = () => enter({ at: 'token', how: 'broken' });
      await forgetful();
      expect((await enter({ at: 'jwks', how })).status).toBe(200);
      await forgetful();
      await provider.standIn({ subject: 'wang' });
      const visitor = new SeveralCookies(doors);
      const answer = await goThere(visitor);
      await provider.standIn({ subject: 'wang', forge: 'signature', trouble: { at: 'jwks', how } });
      expect((await comeBack(visitor, answer)).body.code).toBe('ACCESS.PROVIDER_ANSWER');
      await forgetful();
      await sql('delete from sign_in_counter');
      const now = performance.now.bind(performance);
      const later = jest.spyOn(performance, 'now').mockImplementation(() => now() + 3_601_000);
      const late = await enter({ at: 'jwks', how }).finally(() => later.mockRestore());
      expect([late.status, late.body.code]).toEqual(down);
      await expectUnharmed();
      expect((await enter()).status).toBe(200);
    },
  );

  it('is away, and comes back: local people notice nothing, and no start of ours is needed', async () => {
    await provider.stop();
    const visitor = new SeveralCookies(doors);
    const back = await comeBack(visitor, (await wayBegun(visitor)) ?? '');
    expect([back.status, back.body.code]).toEqual(down);
    await expectUnharmed();
    await provider.startAgain();
    expect((await enter()).status).toBe(200);
  });

  /** The answer of a provider that was there when it was asked. */
  async function wayBegun(visitor: SeveralCookies): Promise<string | null> {
    const { address } = (await begin(visitor)).body as { address: string };
    const state = new URL(address).searchParams.get('state');
    return `state=${state}&code=${'c'.repeat(43)}&iss=${encodeURIComponent(provider.issuer)}`;
  }

  it('stands still: passwords open accounts meanwhile, and who waits goes on when it does', async () => {
    const fresh = await openTestDoors(provider.settings());
    try {
      provider.pause();
      const waiting = begin(new SeveralCookies(fresh));
      let isOver = false;
      void waiting.finally(() => (isOver = true));
      expect((await byPassword()).status).toBe(201);
      expect(isOver).toBe(false);
      provider.goOn();
      expect((await waiting).status).toBe(201);
    } finally {
      await fresh.close();
    }
  });

  it('is waited for so long and no longer, on the way there and on the way back', async () => {
    const patience = 400;
    const redirectUri = `${testPublicUrl}/sign-in/provider`;
    const { identityProvider } = provider.settings();
    const client = new ProviderClient(identityProvider, patience);
    const { address, asked } = await client.begin(redirectUri, false);
    await provider.standIn({ subject: 'wang' });
    const answer = await new ProviderVisit().walk(address);
    provider.pause();
    const silent = { code: 'ACCESS.PROVIDER_DOWN' };
    await expect(new ProviderClient(identityProvider, patience).begin(redirectUri, false)).rejects.toMatchObject(
      silent,
    );
    await expect(client.finish(answer, asked)).rejects.toMatchObject(silent);
    provider.goOn();
    // what was sent while it stood still may have been taken; a new way is open at once
    const next = await client.begin(redirectUri, false);
    const back = await new ProviderVisit().walk(next.address);
    await expect(client.finish(back, next.asked)).resolves.toMatchObject({ subject: 'wang' });
  });

  it.each([
    ['each in time', { at: '/', how: 'slow' }], // the code, then the keys
    ['the last one never', { at: 'jwks', how: 'silent' }],
  ] as const)('answers each question slowly, %s: the whole has one limit', async (_, trouble) => {
    const client = new ProviderClient(provider.settings().identityProvider, 400);
    const redirectUri = `${testPublicUrl}/sign-in/provider`;
    await provider.standIn({ subject: 'wang' });
    const { address, asked } = await client.begin(redirectUri, false);
    const answer = await new ProviderVisit().walk(address);
    await provider.standIn({ subject: 'wang', trouble });
    await expect(client.finish(answer, asked)).rejects.toMatchObject({ code: 'ACCESS.PROVIDER_DOWN' });
    await provider.standIn({ subject: 'wang' });
  });

  it('no longer takes our own secret: it is told apart from a guess, and says where to look', async () => {
    const wrong = await openTestDoors(
      provider.settings({ clientSecret: 'a-secret-that-was-changed-there-0123456789' }),
    );
    try {
      const visitor = new SeveralCookies(wrong);
      const { address } = (await begin(visitor)).body as { address: string };
      const back = await comeBack(visitor, await new ProviderVisit().walk(address));
      expect([back.status, back.body.code]).toEqual(down);
      expect(back.body.detail).toContain('OIDC_CLIENT_SECRET');
      expect(await wrong.test.asSuperuser('select key from sign_in_counter')).toEqual([]);
    } finally {
      await wrong.close();
    }
  });
});
