import 'reflect-metadata';
import { Database } from '@tidu/platform';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { projectRoot } from '../../../apps/cli/src/root';
import { createDoors } from '../../../apps/server/src/doors';
import { entities } from '../../../apps/server/src/schema';
import { testKeys } from '../../support/database';
import { signInAs } from '../../support/signed-in';

/** The doors as the product opens them, on a free port. */
async function main(): Promise<void> {
  const { BENCH_APP_URL: url = '', BENCH_FILES: filesDir = '' } = process.env;
  const database = await Database.connect({ url, entities, keys: testKeys });
  const env = {
    port: 0,
    home: path.dirname(filesDir), // its keys outlive the files that a bench throws away
    filesDir,
    auditHeadsDir: path.join(filesDir, 'heads'),
    logLevel: 'info' as const,
    proxyHops: 0,
    docs: false,
    limitsFile: path.join(projectRoot(), 'test/support/wide-limits.yaml'),
  };
  // a real session, as every page has one
  const { token } = await signInAs(database);
  const app = await createDoors(database, env, projectRoot());
  await app.listen(0, '127.0.0.1');
  process.stdout.write(`session ${token}\nlistening ${(app.getHttpServer().address() as AddressInfo).port}\n`);
  process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
}

void main();
