import { migrate } from '@tidu/platform';
import { migrations } from '../../apps/server/src/schema';
import { startTestCluster } from './cluster';

/** One cluster and one migrated, seeded database a run; each suite clones it (test/support/database.ts). */
export default async function setup(): Promise<void> {
  const cluster = await startTestCluster();
  await migrate(cluster.url('tidu_owner'), migrations);
  process.env.TIDU_TEST_CLUSTER = JSON.stringify({
    app: cluster.url('tidu_app', '%'),
    owner: cluster.url('tidu_owner', '%'),
    superuser: cluster.url('postgres', '%'),
  });
}
