import { startCluster, type Cluster } from '@tidu/platform';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What the suites need to reach the test cluster; handed over in an environment variable. */
export interface TestCluster {
  app: string;
  owner: string;
  superuser: string;
}

let running: { cluster: Cluster; dir: string } | undefined;

/** Starts a throw-away cluster for the whole test run. */
export async function startTestCluster(): Promise<Cluster> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-test-'));
  fs.chmodSync(dir, 0o711);
  const cluster = await startCluster({ dataDir: path.join(dir, 'pg'), ephemeral: true });
  running = { cluster, dir };
  return cluster;
}

export async function stopTestCluster(): Promise<void> {
  if (!running) return;
  await running.cluster.stop();
  fs.rmSync(running.dir, { recursive: true, force: true });
  running = undefined;
}
