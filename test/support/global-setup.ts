import { Database, migrate } from '@tidu/platform';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { entities, migrations } from '../../apps/server/src/schema';
import { seedAll } from '../../apps/server/src/seed-all';
import { startTestCluster } from './cluster';
import { testKeys } from './database';

/** One cluster and one migrated, seeded database a run; each suite clones it (test/support/database.ts). */
export default async function setup(): Promise<void> {
  // packages of cases are put into a page that is built
  execFileSync(process.execPath, [path.resolve(__dirname, '../../apps/cli/build.mjs'), 'package'], {
    stdio: 'inherit',
  });
  const cluster = await startTestCluster();
  await migrate(cluster.url('tidu_owner'), migrations);
  const database = await Database.connect({ url: cluster.url('tidu_app'), entities, poolSize: 2, keys: testKeys });
  await seedAll(database, path.resolve(__dirname, '../../seeds'));
  await database.close();
  process.env.TIDU_TEST_CLUSTER = JSON.stringify({
    app: cluster.url('tidu_app', '%'),
    owner: cluster.url('tidu_owner', '%'),
    superuser: cluster.url('postgres', '%'),
  });
}
