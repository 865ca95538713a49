import fs from 'node:fs';
import path from 'node:path';

/** Text of a file of this installation (`seeds/advice-costs.yaml`): of the nearest folder above that holds it, compiled or not. */
export function seedText(file: string): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    const at = path.join(folder, file);
    if (fs.existsSync(at)) return fs.readFileSync(at, 'utf8');
    if (path.dirname(folder) === folder) throw new Error(`${file} is nowhere above ${__dirname}`);
  }
}
