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

/** Linux's file system in memory, where there is room; null elsewhere. */
export function roomInMemory(): string | null {
  const dir = '/dev/shm';
  try {
    fs.accessSync(dir, fs.constants.W_OK);
    const { bavail, bsize } = fs.statfsSync(dir);
    return bavail * bsize > 4 * 2 ** 30 ? dir : null;
  } catch {
    return null;
  }
}

let running: { cluster: Cluster; dir: string } | undefined;

/** Starts a throw-away cluster for the whole test run. */
export async function startTestCluster(): Promise<Cluster> {
  // each suite's database is some thousand small files
  const dir = fs.mkdtempSync(path.join(roomInMemory() ?? os.tmpdir(), 'tidu-test-'));
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
