import { DataKeys, type Manifest } from '@tidu/platform';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { keysForRestore, savedDataKeys } from './data-keys';

const passphrase = '两位保管人各记一半-0451';
const code = (word: string) => expect.objectContaining({ code: word });

describe('the data keys of a backup', () => {
  let dir: string;
  beforeEach(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-saved-'));
  });
  afterEach(() => fs.rmSync(dir, { recursive: true }));

  /** An installation with two keys and a backup that needs both; another one without any. */
  const there = (words?: string) => {
    const env = { home: path.join(dir, 'there') };
    const keys = DataKeys.of(env);
    keys.currentOrMade();
    keys.add();
    const ids = keys.all().map(({ id }) => id);
    const manifest = { dataKeys: { ids, ...savedDataKeys(env as never, words) } } as unknown as Manifest;
    return { env, ids, manifest };
  };
  const restore = (manifest: Manifest, home: string, words?: string, without = false) =>
    keysForRestore(manifest, { home } as never, words, without);

  it('are those that are here; an older backup needs none', () => {
    const { env, ids, manifest } = there();
    expect(
      restore(manifest, env.home)
        .keys.all()
        .map(({ id }) => id),
    ).toEqual(ids);
    expect(restore({} as Manifest, path.join(dir, 'here')).says).toMatch(/还是明文/);
  });

  it('come out of it with the passphrase alone, and are kept only once the restore is done', () => {
    const here = path.join(dir, 'here');
    const { ids, manifest } = there(passphrase);
    expect(JSON.stringify(manifest)).not.toMatch(/[0-9a-f]{64}/);
    expect(() => restore(manifest, here)).toThrow(code('CLI.DATA_KEYS_MISSING'));
    expect(() => restore(manifest, here)).toThrow(/BACKUP_PASSPHRASE/);
    expect(() => restore(manifest, here, `${passphrase}x`)).toThrow(code('ACCESS.WRONG_PASSPHRASE'));
    const { keys, keep } = restore(manifest, here, passphrase);
    expect([keys.all().map(({ id }) => id), fs.existsSync(here)]).toEqual([ids, false]);
    keep();
    expect(
      DataKeys.of({ home: here })
        .all()
        .map(({ id }) => id),
    ).toEqual(ids);
  });

  it('that are nowhere are named, with where to look; they are given up only when told so', () => {
    const here = path.join(dir, 'here');
    const { ids, manifest } = there();
    expect(() => restore(manifest, here, passphrase)).toThrow(/没有恢复任何内容.*data\.keys/);
    expect(restore(manifest, here, undefined, true)).toMatchObject({
      withoutKeys: true,
      says: expect.stringContaining(ids.join('、')) as string,
    });
  });
});
