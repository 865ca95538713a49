import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { roomInMemory } from './cluster';
import { startProduct, temporaryHome } from './product';

/**
 * The installation that browsers meet, with its demo district, started once and stopped: a desk copies it, which takes a
 * second, where a first start takes many. The variable names its folder.
 */
const variable = 'TIDU_TEST_INSTALLATION';

/** Before the suites of a project whose desks are many. */
export async function makeDemoInstallation(): Promise<void> {
  const home = temporaryHome(roomInMemory() ?? undefined);
  const product = await startProduct(home.dir);
  await product.stop();
  process.env[variable] = home.dir;
}

export function dropDemoInstallation(): void {
  const dir = process.env[variable];
  if (dir) fs.rmSync(dir, { recursive: true, force: true });
}

/** A folder for one installation: with the demo district in it, where one was made before the suites. */
export function demoHome(): ReturnType<typeof temporaryHome> {
  const made = process.env[variable];
  const home = temporaryHome((made && roomInMemory()) ?? undefined);
  // the server's files belong to a person of their own, and must go on doing so
  if (made) execFileSync('cp', ['-a', `${made}/.`, home.dir]);
  return home;
}
