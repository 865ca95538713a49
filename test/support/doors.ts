import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Environment } from '@tidu/platform';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import supertest from 'supertest';
import { createDoors } from '../../apps/server/src/doors';
import { createTestDatabase, type TestDatabase } from './database';
import { projectRoot, wideLimits } from './product';
import { leader, signInAs, type TestPerson } from './signed-in';

/** The HTTP doors over a database of their own, seeded, not listening: requests go through supertest. */
export interface TestDoors {
  test: TestDatabase;
  app: NestExpressApplication;
  /** Signed in as who may do all business (test/support/signed-in.ts). */
  http: ReturnType<typeof supertest.agent>;
  /** Signed in as somebody else. */
  as(person: TestPerson): Promise<ReturnType<typeof supertest.agent>>;
  /** Signed in as nobody. */
  stranger: ReturnType<typeof supertest>;
  filesDir: string;
  close(): Promise<void>;
}

/** Call in `beforeAll`, `close` in `afterAll`; `settings` stand in place of a test's own. */
export async function openTestDoors(settings: Partial<Environment> = {}): Promise<TestDoors> {
  const test = await createTestDatabase();
  const filesDir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-files-'));
  const env: Environment = {
    port: 0,
    home: filesDir,
    filesDir,
    auditHeadsDir: path.join(filesDir, 'heads'),
    logLevel: 'silent',
    proxyHops: 0,
    docs: true,
    limitsFile: wideLimits,
    ...settings,
  };
  const app = await createDoors(test.database, env, projectRoot);
  await app.init();
  const as = async (person: TestPerson) => {
    const { headers } = await signInAs(test.database, person);
    return supertest.agent(app.getHttpServer()).set(headers);
  };
  return {
    test,
    app,
    http: await as(leader),
    as,
    stranger: supertest(app.getHttpServer()),
    filesDir,
    close: async () => {
      await app.close();
      await test.drop();
      fs.rmSync(filesDir, { recursive: true, force: true });
    },
  };
}
