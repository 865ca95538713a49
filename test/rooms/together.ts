import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/**
 * Runs every suite below a folder within one file, each in a `describe` of its own name. Jest loads all modules anew for
 * each file, which takes as long as most suites themselves.
 */
export function together(folder: string): void {
  const files = fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.spec.ts'))
    .sort();
  for (const file of files) {
    const suite = path.join(folder, file);
    describe(suite, () => {
      // oxlint-disable-next-line @typescript-eslint/no-require-imports -- its tests must be declared inside this one
      require(path.join(root, suite));
    });
  }
}
