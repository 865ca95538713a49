import { projectRoot } from '@tidu/test/product';
import fs from 'node:fs';
import path from 'node:path';
import { actionWords, readActionWords } from '../../libs/audit/src/reading/action-words';
import { changeKinds } from '../../libs/enterprises/src/history';

/** Every source of a folder that is no test. */
function sources(dir: string): string[] {
  return fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : sources(file);
    return /(?<!\.spec)\.ts$/.test(entry.name) ? [fs.readFileSync(file, 'utf8')] : [];
  });
}

describe('the words of the trail', () => {
  it('say every act there is', () => {
    const written = ['libs', 'apps/cli/src', 'apps/server/src'].flatMap((dir) => sources(path.join(projectRoot, dir)));
    const acts = [...written.join('\n').matchAll(/action: '([a-z]+\.[a-zA-Z]+)'/g)].map(([, act = '']) => act);
    const changes = changeKinds.map(
      (kind) => `enterprises.${kind.replace(/\.(.)/, (_, letter: string) => letter.toUpperCase())}`,
    );
    expect([...new Set([...acts, ...changes])].filter((act) => !actionWords().has(act))).toEqual([]);
  });

  it('are refused by line where the file is none', () => {
    expect(() => readActionWords('figures: 导入')).toThrow(/第 1 行/);
    expect(() => readActionWords('figures:\n  import:\n')).toThrow(/第 2 行/);
  });
});
