import { readEnvironment } from '@tidu/platform';

describe('readEnvironment', () => {
  it('has a default for everything', () => {
    expect(readEnvironment({}, '/srv/tidu')).toEqual({
      port: 3000,
      home: '/srv/tidu/.tidu',
      filesDir: '/srv/tidu/.tidu/files',
      auditHeadsDir: '/srv/tidu/.tidu/audit-heads',
      databaseUrl: undefined,
      databaseOwnerUrl: undefined,
      logLevel: 'info',
      publicUrl: undefined,
      proxyHops: 0,
      secretKey: undefined,
      docs: true,
    });
  });

  it('lists every bad name at once', () => {
    const bad = { PORT: '70000', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud', TIDU_HOEM: 'x', PATH: '/bin' };
    expect(() => readEnvironment(bad, '/')).toThrow(
      expect.objectContaining({
        code: 'PLATFORM.ENVIRONMENT',
        problems: ['TIDU_HOEM', 'PORT', 'DATABASE_URL', 'LOG_LEVEL'].map((field) =>
          expect.objectContaining({ where: { field }, message: expect.stringContaining(field) }),
        ),
      }),
    );
  });

  it('refuses an owner login without an app login: the owner must never serve', () => {
    expect(() => readEnvironment({ DATABASE_OWNER_URL: 'postgres://o:p@h/d' }, '/')).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ where: { field: 'DATABASE_URL' } })] }),
    );
  });

  it('reads where the scanner of uploads listens', () => {
    const of = (CLAMD_URL: string) => readEnvironment({ CLAMD_URL }, '/').clamd;
    expect(of('tcp://127.0.0.1')).toEqual({ host: '127.0.0.1', port: 3310 });
    expect(of('tcp://[::1]:4000')).toEqual({ host: '::1', port: 4000 });
    expect(of('unix:/run/clamav/clamd.ctl')).toEqual({ path: '/run/clamav/clamd.ctl' });
    for (const bad of ['', 'clamd', 'http://x', 'tcp://', 'tcp://a b', 'unix:clamd.ctl', 'tcp://x:70000', 'tcp://x/y'])
      expect(() => of(bad)).toThrow(
        expect.objectContaining({ problems: [expect.objectContaining({ where: { field: 'CLAMD_URL' } })] }),
      );
  });

  const planted = 'planted-secret';
  it('reads data keys, the current one first, and tells none of those it refuses', () => {
    const [one, other] = ['ab'.repeat(32), 'CD'.repeat(32)];
    expect(readEnvironment({ DATA_KEYS: `${one}, ${other}` }, '/').dataKeys).toEqual([one, other]);
    for (const bad of ['', `${one},`, `${one};${other}`, `${planted},${one}`])
      try {
        readEnvironment({ DATA_KEYS: bad }, '/');
        throw new Error(`took “${bad}”`);
      } catch (error) {
        expect(error).toMatchObject({ problems: [{ where: { field: 'DATA_KEYS' } }] });
        expect(JSON.stringify(error)).not.toMatch(/planted|abab/);
      }
  });

  it('reads the mail server, what is encrypted and what is on this machine', () => {
    const of = (SMTP_URL: string) => readEnvironment({ SMTP_URL, SMTP_FROM: 'tidu@example.gov.cn' }, '/').mailServer;
    const from = 'tidu@example.gov.cn';
    expect(of(`smtps://tidu:${'p%40ss'}@mail.example.gov.cn`)).toEqual({
      ...{ host: 'mail.example.gov.cn', port: 465, secure: true, local: false, user: 'tidu', password: 'p@ss', from },
    });
    expect(of('smtp://127.0.0.1:2525')).toEqual({ host: '127.0.0.1', port: 2525, secure: false, local: true, from });
    expect(of('smtp://mail.example.gov.cn')).toMatchObject({ port: 587, secure: false, local: false });
    expect(readEnvironment({}, '/').mailServer).toBeUndefined();
  });

  it.each([
    [{ SMTP_URL: `smtps://u:${planted}@mail.example.gov.cn/x`, SMTP_FROM: 'a@b.cn' }, 'SMTP_URL'],
    [{ SMTP_URL: `https://u:${planted}@mail.example.gov.cn`, SMTP_FROM: 'a@b.cn' }, 'SMTP_URL'],
    [{ SMTP_URL: 'smtp://', SMTP_FROM: 'a@b.cn' }, 'SMTP_URL'],
    [{ SMTP_FROM: 'a@b.cn' }, 'SMTP_URL'],
    [{ SMTP_URL: 'smtps://mail.example.gov.cn' }, 'SMTP_FROM'],
    [{ SMTP_URL: 'smtps://mail.example.gov.cn', SMTP_FROM: 'a@b.cn, c@d.cn' }, 'SMTP_FROM'],
  ])('refuses half a mail server and tells no password: %#', (env, field) => {
    const refused = () => readEnvironment(env, '/');
    expect(refused).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ where: { field } })] }));
    try {
      refused();
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain(planted);
    }
  });

  const provider = {
    ...{ OIDC_ISSUER: 'https://sso.example.gov.cn/', OIDC_CLIENT_ID: 'tidu', OIDC_CLIENT_SECRET: 'planted-secret' },
    OIDC_SECOND_FACTOR: 'mfa, otp',
  };

  it('knows the identity provider whole or not at all', () => {
    expect(readEnvironment(provider, '/').identityProvider).toEqual({
      ...{ issuer: 'https://sso.example.gov.cn', clientId: 'tidu', clientSecret: 'planted-secret' },
      ...{ label: '统一身份认证', claim: 'sub', scope: 'openid', secondFactor: ['mfa', 'otp'] },
    });
    expect(readEnvironment({}, '/').identityProvider).toBeUndefined();
    expect(readEnvironment({ ...provider, OIDC_ISSUER: 'http://127.0.0.1:9000' }, '/').identityProvider).toBeDefined();
  });

  it.each([
    ['OIDC_ISSUER', { ...provider, OIDC_ISSUER: 'http://sso.example.gov.cn' }],
    ['OIDC_CLIENT_SECRET', { ...provider, OIDC_CLIENT_SECRET: '' }],
    ['OIDC_CLAIM', { ...provider, OIDC_CLAIM: 'email' }],
    ['OIDC_SCOPE', { ...provider, OIDC_SCOPE: 'profile' }],
    ['OIDC_ISUER', { ...provider, OIDC_ISUER: 'x' }],
  ])('refuses a provider whose %s is wrong, and shows no secret', (field, env) => {
    const refusal = expect.objectContaining({ problems: [expect.objectContaining({ where: { field } })] }) as Error;
    expect(() => readEnvironment(env, '/')).toThrow(refusal);
    try {
      readEnvironment(env, '/');
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('planted-secret');
    }
  });
});
