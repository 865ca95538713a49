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
