import { anonymous } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { byAccount, byAddress, byFactor, type Counted, forgiveAttempt, requireUnlocked, takeAttempt } from './lockout';

describe('attempts', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  beforeEach(() => test.asSuperuser('delete from sign_in_counter'));

  const take = (...counted: Counted[]) => test.database.write(anonymous, (tx) => takeAttempt(tx, counted));
  const forgive = (...counted: Counted[]) => test.database.write(anonymous, (tx) => forgiveAttempt(tx, counted));
  const counts = async () => {
    const rows = await test.asSuperuser<{ key: string; failures: number; locked: boolean }>(
      'select key, failures, "lockedUntil" is not null as locked from sign_in_counter',
    );
    return Object.fromEntries(rows.map(({ key, failures, locked }) => [key, locked ? `${failures}!` : failures]));
  };
  const rule = { failures: 3, withinMinutes: 15, lockedMinutes: 30 };
  const account = { key: 'account:li', rule };
  const address = { key: 'address:10.0.0.1', rule };

  it('are counted under what they are made with, by the rules of the file, whatever its length', () => {
    expect([byAccount('li').key, byAddress('::1').key, byFactor('p').key]).toEqual([
      ...['account:li', 'address:::1', 'factor:p'],
    ]);
    for (const { key } of [byAccount('x'.repeat(200)), byAddress('y'.repeat(200))])
      expect(key.length).toBeLessThanOrEqual(100);
    expect(byAccount('li').rule).toBe(byFactor('p').rule);
    expect(byAddress('::1').rule.failures).toBeGreaterThan(byAccount('li').rule.failures);
  });

  it('that succeed are forgotten of an account altogether, of an address the one alone', async () => {
    await take(account, address);
    await take(account, address);
    expect(await counts()).toEqual({ 'account:li': 2, 'address:10.0.0.1': 2 });
    await forgive(account, address);
    expect(await counts()).toEqual({ 'address:10.0.0.1': 1 });
    await forgive(account, address);
    expect(await counts()).toEqual({});
  });

  it('lock with the last one allowed, which opens again if it is the one that succeeds', async () => {
    for (let i = 0; i < 3; i++) await take(address);
    expect(await counts()).toEqual({ 'address:10.0.0.1': '3!' });
    await expect(take(address)).rejects.toMatchObject({ code: 'ACCESS.LOCKED', kind: 'tooMany' });
    expect(await counts()).toEqual({ 'address:10.0.0.1': '3!' });
    await forgive(address);
    expect(await counts()).toEqual({ 'address:10.0.0.1': 2 });
  });

  it('are none where one of the counters is locked: the others count nothing', async () => {
    for (let i = 0; i < 3; i++) await take(address);
    await expect(take(account, address)).rejects.toMatchObject({ code: 'ACCESS.LOCKED' });
    expect(await counts()).toEqual({ 'address:10.0.0.1': '3!' });
  });

  it('lock at once where the rule allows one alone', async () => {
    const strict = { key: 'factor:p', rule: { ...rule, failures: 1 } };
    await take(strict);
    expect(await counts()).toEqual({ 'factor:p': '1!' });
    await expect(take(strict)).rejects.toMatchObject({ code: 'ACCESS.LOCKED' });
  });

  it('begin anew after the lock, and after the time within which they count', async () => {
    for (let i = 0; i < 3; i++) await take(account);
    await test.asSuperuser(`update sign_in_counter set "lockedUntil" = now()`);
    await take(account);
    expect(await counts()).toEqual({ 'account:li': 1 });
    await take(account);
    await test.asSuperuser(`update sign_in_counter set since = now() - interval '15 minutes'`);
    await take(account);
    expect(await counts()).toEqual({ 'account:li': 1 });
  });

  it('lock the account by every other way in as well, and nobody else’s', async () => {
    const enter = (loginName: string) => test.database.write(anonymous, (tx) => requireUnlocked(tx, loginName));
    const counted = byAccount('li');
    await enter('li');
    for (let i = 0; i < counted.rule.failures; i++) {
      await enter('li');
      await take(counted);
    }
    const locked = { code: 'ACCESS.LOCKED', message: expect.stringContaining(`${counted.rule.lockedMinutes} 分钟`) };
    await expect(enter('li')).rejects.toMatchObject(locked);
    await enter('li2');
    await test.asSuperuser(`update sign_in_counter set "lockedUntil" = now()`);
    await enter('li');
    expect(await counts()).toEqual({ 'account:li': `${counted.rule.failures}!` }); // nothing is forgotten by it
  });
});
