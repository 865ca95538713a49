import { type Database, readSetting, systemActor, type Transaction } from '@tidu/platform';
import path from 'node:path';
import { projectRoot } from '../root';
import { readDemoWords } from './words';

/** Writes the invented district into the table of regions. */
export async function placeDemoRegion(tx: Transaction): Promise<void> {
  const { code, name, level, parent } = readDemoWords(path.join(projectRoot(), 'seeds/demo')).district;
  await tx.rows('insert into region (code, name, level, parent) values ($1, $2, $3, $4) on conflict do nothing', [
    ...[code, name, level, parent],
  ]);
}

/** Bringing the regions to their file takes the invented one away; it is put back while its enterprises are here. */
export function keepDemoRegion(database: Database): Promise<void> {
  return database.write(systemActor, async (tx) => {
    const demo = await readSetting<{ state: string }>(tx, 'demo');
    if (demo?.state === 'installed') await placeDemoRegion(tx);
  });
}
