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
});
