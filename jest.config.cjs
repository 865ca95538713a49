// The same compiler options as the build (apps/cli/build.mjs): what is tested is what runs.
const path = require('node:path');

const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
    baseUrl: __dirname,
    paths: { '@tidu/test/*': ['test/support/*'], '@tidu/*': ['libs/*/src'] },
  },
  module: { type: 'commonjs' },
};

// written as ES modules, which jest can't require
const esModules = 'openid-client|oauth4webapi|jose';

const setup = (...names) => ({
  setupFiles: ['draws.cjs', ...names].map((name) => path.join(__dirname, 'test/support', name)),
});
const inProcess = setup('quick-passwords.cjs', 'one-at-a-time.cjs');

const tellingEnvironment = path.join(__dirname, 'test/browser/telling-environment.cjs');

const base = {
  ...setup(),
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': ['@swc/jest', swc],
    [`/node_modules/(${esModules})/.+\\.js$`]: ['@swc/jest', { jsc: { target: 'es2022' }, module: swc.module }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules})/)`],
  moduleFileExtensions: ['ts', 'js', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.tidu/', '<rootDir>/.stryker-tmp/'],
};

module.exports = {
  maxWorkers: 2,
  testSequencer: path.join(__dirname, 'test/support/longest-first.cjs'),
  testTimeout: 60_000,
  projects: [
    // pure rooms and rules about the code, a suite by itself: no database
    {
      ...base,
      displayName: 'pure',
      testMatch: ['<rootDir>/libs/{kernel,criteria}/**/*.spec.ts', '<rootDir>/test/architecture/**/*.spec.ts'],
    },
    // everything that speaks with PostgreSQL: each suite gets its own copy of a migrated database
    {
      ...base,
      ...inProcess,
      displayName: 'database',
      testMatch: [
        '<rootDir>/libs/**/*.spec.ts',
        '<rootDir>/apps/**/*.spec.ts',
        '<rootDir>/test/{e2e,matrix}/**/*.spec.ts',
      ],
      testPathIgnorePatterns: ['<rootDir>/libs/(kernel|criteria)/'],
      globalSetup: path.join(__dirname, 'test/support/global-setup.ts'),
      globalTeardown: path.join(__dirname, 'test/support/global-teardown.ts'),
    },
    // the same suites for the run of all, where each room's share one file: modules are loaded once a room
    {
      ...base,
      ...inProcess,
      displayName: 'rooms',
      testMatch: ['<rootDir>/test/rooms/**/*.spec.ts'],
      globalSetup: path.join(__dirname, 'test/support/global-setup.ts'),
      globalTeardown: path.join(__dirname, 'test/support/global-teardown.ts'),
    },
    // bad inputs against the built doors, over a database of their own
    {
      ...base,
      ...setup('one-at-a-time.cjs'),
      displayName: 'fuzz',
      testMatch: ['<rootDir>/test/fuzz/**/*.spec.ts'],
      globalSetup: path.join(__dirname, 'test/support/global-setup.ts'),
      globalTeardown: path.join(__dirname, 'test/support/global-teardown.ts'),
    },
    // the built product as its users meet it: the command, the real files, the browser, the faults
    ...Object.entries({
      journeys: 'journeys/**/*.spec.ts',
      browser: 'browser/{console,portal}.spec.ts',
      faults: 'faults/**/*.spec.ts',
    }).map(([name, files]) => ({
      ...base,
      testEnvironment: tellingEnvironment,
      displayName: name,
      testMatch: [`<rootDir>/test/${files}`],
    })),
    // the same before many desks, which copy one installation
    ...Object.entries({
      walks: 'browser/!(console|portal|pages-*).spec.ts',
      pages: 'browser/pages-*.spec.ts',
    }).map(([name, files]) => ({
      ...base,
      testEnvironment: tellingEnvironment,
      displayName: name,
      testMatch: [`<rootDir>/test/${files}`],
      globalSetup: path.join(__dirname, 'test/support/demo-setup.ts'),
      globalTeardown: path.join(__dirname, 'test/support/demo-teardown.ts'),
    })),
  ],
};
