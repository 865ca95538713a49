import fs from 'node:fs';
import path from 'node:path';
import { systemActor } from '../database/acting-person';
import type { Database } from '../database/database';

const dayMs = 86_400_000;
const page = 500;

/**
 * Removes files that nobody registered within a day (无主文件): what was uploaded with a request that was then refused,
 * what a process left half written. Returns how many.
 */
export async function sweepFiles(database: Database, dir: string): Promise<number> {
  if (!fs.existsSync(dir)) return 0;
  const old = fs.readdirSync(dir).filter((name) => isOld(path.join(dir, name)));
  let removed = 0;
  for (let i = 0; i < old.length; i += page) {
    const names = old.slice(i, i + page);
    const known = await database.read(systemActor, (tx) =>
      tx.rows<{ sha256: string }>('select sha256 from stored_file where sha256 = any($1)', [names]),
    );
    const kept = new Set(known.map(({ sha256 }) => sha256));
    for (const name of names) if (!kept.has(name) && remove(dir, name)) removed++;
  }
  return removed;
}

/** A file of the same content may come in at this very moment: it takes the name over and is young. */
function remove(dir: string, name: string): boolean {
  const [file, aside] = [path.join(dir, name), path.join(dir, `.swept-${name.replace(/^\.+/, '')}`)];
  fs.renameSync(file, aside);
  if (isOld(aside)) {
    fs.rmSync(aside);
    return true;
  }
  fs.renameSync(aside, file);
  return false;
}

function isOld(file: string): boolean {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() === true && Date.now() - stat.mtimeMs > dayMs;
}
