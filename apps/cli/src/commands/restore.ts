import { AuditSealer, AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type Environment, openDatabase, readEnvironment, readManifest, restoreBackup } from '@tidu/platform';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { migrations } from '../../../server/src/schema';
import { keysForRestore } from '../data-keys';
import { lookAtRestored } from '../restored';
import { projectRoot } from '../root';
import { backupPassphrase, installationKeyOf, ownerOf, progress } from './backup';
import { invariantLines } from './invariants';

const options = { reason: { type: 'string' }, 'without-key': { type: 'boolean' } } as const;

/** `tidu restore DIR`: a backup into an empty database; exit 1 when what must hold doesn't hold in it. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [given] = positionals;
  const reason = values.reason?.trim() ?? '';
  if (given === undefined || positionals.length > 1 || reason === '') {
    process.stderr.write('用法：npx tidu restore DIR --reason 原因 [--without-key]\n');
    return 2;
  }
  const from = path.resolve(given);
  const env = readEnvironment(process.env, projectRoot());
  const without = values['without-key'] ?? false;
  const key = keyOf(from, env, without);
  const { keys, withoutKeys, keep, says } = keysForRestore(readManifest(from), env, backupPassphrase(), without);
  const opened = await openDatabase(env, 'restore');
  try {
    const { filesDir, auditHeadsDir } = env;
    const ownerUrl = ownerOf(opened);
    const manifest = await restoreBackup({
      ...{ from, ownerUrl, filesDir, auditHeadsDir, migrations, keys, withoutKeys, onProgress: progress },
    });
    key.keep();
    keep();
    const name = path.basename(from);
    return await lookAtRestored(env, opened, `从备份 ${name} 恢复：${reason}`, async (app, results) => {
      await app.database.write(app.person, (tx) =>
        app.context.get(AuditTrail).record(tx, {
          ...{ action: 'platform.restore', objectType: 'backup', objectId: name, reason },
          after: { madeAt: manifest.madeAt, key: key.state },
        }),
      );
      await new AuditSealer(app.database, auditHeadsDir).seal();
      for (const result of results) process.stdout.write(`${invariantLines(result)}\n`);
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      process.stdout.write(
        `已恢复 ${manifest.madeAt} 的备份：${manifest.tables.length} 张表、${rows} 行、${manifest.files.length} 个文件，逐表核对一致。\n`,
      );
      process.stdout.write(`${key.says}\n${says}\n`);
      for (const missing of manifest.missingFiles) process.stdout.write(`备份时就缺的文件：${missing}\n`);
      return results.every(({ holds }) => holds) ? 0 : 1;
    });
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT')
      throw new DomainError('notFound', 'CLI.NO_FILE', `找不到备份 ${from}，请检查路径。`);
    throw error;
  } finally {
    await opened.close();
  }
}

/** The key the backup needs, looked for before anything is restored. */
function keyOf(from: string, env: Environment, without: boolean): { keep: () => void; state: string; says: string } {
  const { key } = readManifest(from);
  if (!key) {
    const says = '安装密钥：这份备份没有记下用的是哪个，请自行核对 secret.key 或 SECRET_KEY。';
    return { keep: () => undefined, state: 'unknown', says };
  }
  if (without) {
    const says = '安装密钥：没有恢复。设过动态口令的人请到系统管理员处领新的一次性链接。';
    return { keep: () => undefined, state: 'without', says };
  }
  const { keep } = installationKeyOf(env).forRestore(key, backupPassphrase());
  return { keep, state: 'fits', says: `安装密钥：${key.fingerprint}…，与备份一致。` };
}
