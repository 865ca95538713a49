import { processesWith, startProduct, temporaryHome, tidu, until } from '@tidu/test/product';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

jest.setTimeout(600_000);

const demo = ['--standard', 'miit-2022-63-innovative', '--year', '2025'];

/** What an administrator does with the command alone: keep, lose, put back, look. */
describe('backup, restore and drill', () => {
  const home = temporaryHome();
  const fresh = temporaryHome();
  const backups = path.join(home.dir, 'backups');
  const sealed = { BACKUP_PASSPHRASE: '两位保管人各记一半-0451' };
  const newest = () => path.join(backups, fs.readdirSync(backups).sort().at(-1) ?? '');
  afterAll(() => {
    home.remove();
    fresh.remove();
  });

  it('keep the whole district while it is at work, and prove in a drill that it comes back', async () => {
    const running = await startProduct(home.dir);
    try {
      const backup = await tidu(['backup'], home.dir);
      expect(backup).toMatchObject({ code: 0 });
      expect(JSON.parse(backup.stdout)).toMatchObject({ dir: newest(), missing: 0, key: 'elsewhere' });
      expect(backup.stderr).toContain('请另外保管');
      const drill = await tidu(['drill'], home.dir);
      expect(drill).toMatchObject({ code: 0, stdout: expect.stringContaining('恢复演练记录：通过') });
      const [record = ''] = fs.readdirSync(path.join(home.dir, 'drills')).filter((name) => name.endsWith('.json'));
      const kept = JSON.parse(fs.readFileSync(path.join(home.dir, 'drills', record), 'utf8')) as { passed: boolean };
      expect(kept.passed).toBe(true);
      // the drill leaves neither a server nor a folder
      expect(fs.readdirSync(home.dir).filter((name) => name.startsWith('drill-'))).toEqual([]);
      expect(processesWith(`${home.dir}/drill-`)).toEqual([]);
    } finally {
      await running.stop();
    }
  });

  it('put everything into a new folder, which then works as the old one did', async () => {
    const before = await tidu(['rank', ...demo], home.dir);
    await tidu(['backup', '--keep', '1'], home.dir, sealed);
    expect(fs.readdirSync(backups)).toHaveLength(1);
    const without = await tidu(['restore', newest(), '--reason', '演练'], fresh.dir);
    expect(without).toMatchObject({ code: 1, stderr: expect.stringContaining('BACKUP_PASSPHRASE') });
    const wrong = await tidu(['restore', newest(), '--reason', '演练'], fresh.dir, {
      BACKUP_PASSPHRASE: 'x'.repeat(20),
    });
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('ACCESS.WRONG_PASSPHRASE') });
    const restored = await tidu(['restore', newest(), '--reason', '演练'], fresh.dir, sealed);
    expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining('逐表核对一致') });
    const keyOf = (dir: string) => fs.readFileSync(path.join(dir, 'secret.key'), 'utf8');
    expect(keyOf(fresh.dir)).toBe(keyOf(home.dir));
    const after = await tidu(['rank', ...demo], fresh.dir);
    expect(after.code).toBe(before.code);
    const verified = await tidu(['audit', 'verify'], fresh.dir);
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('声明从第') });
    expect((await tidu(['invariants'], fresh.dir)).stdout).toContain('全部成立');
    // not over something
    const again = await tidu(['restore', newest(), '--reason', '演练'], fresh.dir);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('PLATFORM.NOT_EMPTY') });
  });

  it('say so when called wrongly, or when there is nothing to restore', async () => {
    const empty = temporaryHome();
    expect((await tidu(['restore'], empty.dir)).code).toBe(2);
    expect((await tidu(['backup', '--keep', 'x'], empty.dir)).stderr).toContain('--keep');
    const none = await tidu(['restore', path.join(empty.dir, 'nowhere'), '--reason', 'x'], empty.dir);
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('PLATFORM.BAD_BACKUP') });
    empty.remove();
  });

  it('name what somebody changed behind the program', async () => {
    const heads = path.join(home.dir, 'audit-heads/heads.jsonl');
    const lines = fs.readFileSync(heads, 'utf8').trimEnd().split('\n');
    const last = JSON.parse(lines.at(-1) ?? '') as { number: string; lastSequence: string; entries: string };
    const invented = { ...last, number: String(Number(last.number) + 1), entries: '999999' };
    fs.appendFileSync(heads, `${JSON.stringify(invented)}\n`);
    const found = await tidu(['audit', 'verify'], home.dir);
    expect(found).toMatchObject({ code: 1, stdout: expect.stringContaining('审计记录 999999：随末尾一起被截去') });
    fs.writeFileSync(heads, `${lines.join('\n')}\n`);
    expect((await tidu(['audit', 'verify'], home.dir)).code).toBe(0);
  });

  it('leave nothing half-written on a full disk', async () => {
    const full = path.join(home.dir, 'full');
    fs.mkdirSync(full);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', full]);
    if (mounted.status !== 0) {
      process.stdout.write('跳过“磁盘写满”：不能在这里挂载 tmpfs（需要 root）。\n');
      return;
    }
    try {
      const refused = await tidu(['backup', '--to', full], home.dir);
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('PLATFORM.DISK_FULL') });
      expect(fs.readdirSync(full)).toEqual([]);
    } finally {
      spawnSync('umount', [full]);
    }
    expect(await until(() => processesWith(home.dir).length === 0)).toBe(true);
  });
});
