import fs from 'node:fs';
import path from 'node:path';

/** The text of a file of this installation, by its path below the nearest folder above that holds it, compiled or not. */
export function readInstalledFile(file: string): string {
  for (let dir = __dirname; ; dir = path.dirname(dir)) {
    const found = path.join(dir, file);
    if (fs.existsSync(found)) return fs.readFileSync(found, 'utf8');
    if (path.dirname(dir) === dir) throw new Error(`${file} is nowhere above ${__dirname}`);
  }
}
