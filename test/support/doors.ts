import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Environment } from '@tidu/platform';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import supertest from 'supertest';
import { createDoors } from '../../apps/server/src/doors';
import { createTestDatabase, type TestDatabase } from './database';
import { projectRoot } from './product';

/** The HTTP doors over a database of their own, seeded, not listening: requests go through supertest. */
export interface TestDoors {
  test: TestDatabase;
  app: NestExpressApplication;
  http: ReturnType<typeof supertest>;
  filesDir: string;
  close(): Promise<void>;
}

/** Call in `beforeAll`, `close` in `afterAll`. */
export async function openTestDoors(): Promise<TestDoors> {
  const test = await createTestDatabase();
  const filesDir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-files-'));
  const env: Environment = {
    port: 0,
    home: filesDir,
    filesDir,
    auditHeadsDir: path.join(filesDir, 'heads'),
    logLevel: 'silent',
  };
  const app = await createDoors(test.database, env, projectRoot);
  await app.init();
  return {
    test,
    app,
    http: supertest(app.getHttpServer()),
    filesDir,
    close: async () => {
      await app.close();
      await test.drop();
      fs.rmSync(filesDir, { recursive: true, force: true });
    },
  };
}
