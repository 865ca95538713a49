import fs from 'node:fs';
import path from 'node:path';

/**
 * The project's folder, where `seeds/` lies: TIDU_ROOT, which the committed command sets, or the nearest folder above
 * with a package.json (tests and compiled code stand at different depths).
 */
export function projectRoot(): string {
  if (process.env.TIDU_ROOT) return process.env.TIDU_ROOT;
  let folder = __dirname;
  while (!fs.existsSync(path.join(folder, 'package.json'))) {
    const above = path.dirname(folder);
    if (above === folder) throw new Error(`no package.json above ${__dirname}`);
    folder = above;
  }
  return folder;
}
