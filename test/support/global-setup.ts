import { Database, migrate } from '@tidu/platform';
import { seedReference } from '@tidu/reference';
import path from 'node:path';
import { entities, migrations } from '../../apps/server/src/schema';
import { startTestCluster } from './cluster';

/** One cluster and one migrated, seeded database a run; each suite clones it (test/support/database.ts). */
export default async function setup(): Promise<void> {
  const cluster = await startTestCluster();
  await migrate(cluster.url('tidu_owner'), migrations);
  // the code tables once for all suites; a suite that seeds them itself finds nothing to do
  const database = await Database.connect({ url: cluster.url('tidu_app'), entities, poolSize: 1 });
  await seedReference(database, path.resolve(__dirname, '../../seeds'));
  await database.close();
  process.env.TIDU_TEST_CLUSTER = JSON.stringify({
    app: cluster.url('tidu_app', '%'),
    owner: cluster.url('tidu_owner', '%'),
    superuser: cluster.url('postgres', '%'),
  });
}
