import { ProviderVisit, type StandIn, testPublicUrl, TestProvider } from '@tidu/test/identity-provider';
import { ProviderClient } from './provider-client';
import { ProviderDoor } from './provider-door';

const redirectUri = `${testPublicUrl}/sign-in/provider`;

describe('the identity provider, as it is asked', () => {
  let provider: TestProvider;
  beforeAll(async () => {
    provider = await TestProvider.start();
  });
  afterAll(() => provider.stop());

  it('says who it is, how sure and since when, in words of its own; what names nobody opens nothing', async () => {
    const ask = async (given: Parameters<TestProvider['settings']>[0], who: StandIn) => {
      await provider.standIn(who);
      const client = new ProviderClient(provider.settings(given).identityProvider);
      const { address, asked } = await client.begin(redirectUri, false);
      return client.finish(await new ProviderVisit().walk(address), asked);
    };
    const plain = await ask({}, { subject: 'a' });
    expect(plain).toMatchObject({ issuer: provider.issuer, subject: 'a', hasFactor: false });
    expect(Math.abs((plain.provenAt ?? 0) - Date.now() / 1000)).toBeLessThan(60);
    const ways: [Partial<StandIn>, boolean][] = [
      [{ acr: 'mfa' }, true],
      [{ amr: ['pwd', 'otp'] }, true],
      [{ acr: 'low', amr: ['pwd'] }, false],
    ];
    for (const [who, hasFactor] of ways)
      expect(await ask({ secondFactor: ['mfa', 'otp'] }, { subject: 'a', ...who })).toMatchObject({ hasFactor });
    const byNumber = await ask({ claim: 'auth_time' }, { subject: 'a' });
    expect(byNumber.subject).toBe(String(byNumber.provenAt));
    const staff = { claim: 'employee_no', scope: 'openid staff' };
    // asked of the provider where the token doesn't tell
    const longest = await ask(staff, { subject: 'x'.repeat(198) });
    expect(longest.subject).toBe(`E-${'x'.repeat(198)}`);
    const nobody = { kind: 'unavailable', code: 'ACCESS.PROVIDER_ANSWER' };
    await expect(ask(staff, { subject: 'x'.repeat(199) })).rejects.toMatchObject(nobody);
    await expect(ask({ claim: 'absent' }, { subject: 'a' })).rejects.toMatchObject(nobody);
    await expect(ask({ claim: 'acr' }, { subject: 'a', acr: ' ' })).rejects.toMatchObject(nobody);
    await expect(ask({ claim: 'amr' }, { subject: 'a', amr: ['a'] })).rejects.toMatchObject(nobody);
  });

  it('is believed in what it says of itself for an hour, and asked anew after any trouble', async () => {
    const none = expect.objectContaining({ kind: 'notFound', code: 'ACCESS.NO_PROVIDER' }) as Error;
    expect(() => new ProviderClient(undefined).required()).toThrow(none);
    const client = new ProviderClient(provider.settings().identityProvider);
    const there = async () => {
      const { address, asked } = await client.begin(redirectUri, false);
      return { asked, answer: await new ProviderVisit().walk(address) };
    };
    const away = { at: 'openid-configuration', how: 'broken' } as const;
    const down = { code: 'ACCESS.PROVIDER_DOWN' };
    await provider.standIn({ subject: 'a', trouble: away });
    await expect(client.begin(redirectUri, false)).rejects.toMatchObject(down);
    await provider.standIn({ subject: 'a' });
    const first = await there(); // a failure isn't kept
    const now = performance.now.bind(performance);
    const after = (ms: number) => {
      const clock = jest.spyOn(performance, 'now').mockImplementation(() => now() + ms);
      return client.begin(redirectUri, false).finally(() => clock.mockRestore());
    };
    await provider.standIn({ subject: 'a', trouble: away });
    await after(3_590_000);
    // what somebody made up is no trouble of the provider's
    await expect(client.finish(first.answer, { ...first.asked, nonce: 'x' })).rejects.toMatchObject({
      code: 'ACCESS.PROVIDER_ANSWER',
    });
    await client.begin(redirectUri, false);
    await expect(after(3_600_001)).rejects.toMatchObject(down);
    await provider.standIn({ subject: 'a' });
    const second = await there();
    await provider.standIn({ subject: 'a', trouble: { at: 'token', how: 'broken' } });
    await expect(client.finish(second.answer, second.asked)).rejects.toMatchObject(down);
    await provider.standIn({ subject: 'a', trouble: away });
    await expect(client.begin(redirectUri, false)).rejects.toMatchObject(down);
    // who it is stands in the token: nothing more is asked
    await provider.standIn({ subject: 'a' });
    const third = await there();
    await provider.standIn({ subject: 'a', trouble: { at: 'me', how: 'broken' } });
    expect(await client.finish(third.answer, third.asked)).toMatchObject({ subject: 'a' });
    for (const forge of ['none', 'signature'] as const) {
      await provider.standIn({ subject: 'a', forge });
      const forged = await there();
      await expect(client.finish(forged.answer, forged.asked)).rejects.toMatchObject({
        code: 'ACCESS.PROVIDER_ANSWER',
      });
    }
  });

  it('that takes our secret in the body alone and says not when it was given is understood', async () => {
    const plain = await TestProvider.start(redirectUri, 'plain');
    try {
      await plain.standIn({ subject: 'b' });
      const client = new ProviderClient(plain.settings().identityProvider);
      const { address, asked } = await client.begin(redirectUri, false);
      const vouched = await client.finish(await new ProviderVisit().walk(address), asked);
      expect(vouched).toEqual({ issuer: plain.issuer, subject: 'b', provenAt: null, hasFactor: false });
    } finally {
      await plain.stop();
    }
  });

  it('sends back to the page of ours that the browser knows, with a cookie as careful as the session’s', () => {
    const from = (host?: string) => ({ headers: { host } }) as Parameters<ProviderDoor['backTo']>[0];
    const onThisMachine = new ProviderDoor(undefined);
    expect(onThisMachine.backTo(from('127.0.0.1:3000'))).toBe('http://127.0.0.1:3000/sign-in/provider');
    expect(onThisMachine.backTo(from())).toBe('http://localhost/sign-in/provider');
    expect(new ProviderDoor('https://tidu.example').backTo(from('evil.example'))).toBe(
      'https://tidu.example/sign-in/provider',
    );
    for (const [publicUrl, name, secure] of [
      [undefined, 'tidu-provider', false],
      ['http://tidu.example', 'tidu-provider', false],
      ['https://tidu.example', '__Host-tidu-provider', true],
    ] as const) {
      const said: unknown[][] = [];
      const response = { cookie: (...given: unknown[]) => said.push(given) } as unknown as Parameters<
        ProviderDoor['leave']
      >[0];
      expect(new ProviderDoor(publicUrl).leave(response, { address: 'a', token: 't' })).toEqual({ address: 'a' });
      expect(said).toEqual([[name, 't', { httpOnly: true, sameSite: 'strict', path: '/', secure }]]);
    }
  });
});
