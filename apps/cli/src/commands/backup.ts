import { InstallationKey } from '@tidu/access';
import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type Environment, listBackups, writeBackup } from '@tidu/platform';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Application, openApplication } from '../application';
import { savedDataKeys } from '../data-keys';

const options = { to: { type: 'string' }, keep: { type: 'string' } } as const;

/** `tidu backup`: one state of everything, in a folder that has its name only when it is whole. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options });
  const keep = values.keep === undefined ? null : Number(values.keep);
  if (keep !== null && !(Number.isInteger(keep) && keep >= 1))
    throw new DomainError('invalid', 'CLI.BAD_OPTION', `--keep ${values.keep ?? ''}：应为 1 以上的整数。`);
  const app = await openApplication('backup');
  const stop = new AbortController();
  const cancel = () => stop.abort(new DomainError('conflict', 'CLI.CANCELLED', '已取消，没有留下半份备份。'));
  process.once('SIGINT', cancel).once('SIGTERM', cancel);
  try {
    const to = path.resolve(values.to ?? path.join(app.env.home, 'backups'));
    const began = Date.now();
    const { dir, manifest } = await writeBackup({
      ...{ ownerUrl: ownerOf(app), filesDir: app.env.filesDir, auditHeadsDir: app.env.auditHeadsDir, to },
      key: installationKeyOf(app.env).saved(backupPassphrase()),
      dataKeys: savedDataKeys(app.env, backupPassphrase()),
      ...{ madeBy: app.person.name, signal: stop.signal, onProgress: (stage) => progress(stage) },
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const bytes = [...manifest.tables, ...manifest.files].reduce((sum, one) => sum + one.bytes, 0);
    const result = { dir, tables: manifest.tables.length, rows, files: manifest.files.length, bytes };
    await app.database.write(app.person, (tx) =>
      app.context.get(AuditTrail).record(tx, {
        ...{ action: 'platform.backup', objectType: 'backup', objectId: path.basename(dir), after: { ...result } },
      }),
    );
    if (manifest.key?.sealed === null) process.stderr.write(keyKeptElsewhere(app.env));
    for (const missing of manifest.missingFiles)
      process.stderr.write(`tidu：登记的文件 ${missing} 不在磁盘上，备份里没有它。\n`);
    const dropped = keep === null ? [] : dropOld(to, keep);
    const seconds = (Date.now() - began) / 1000;
    process.stdout.write(
      `${JSON.stringify({ ...result, seconds, missing: manifest.missingFiles.length, key: manifest.key?.sealed ? 'sealed' : 'elsewhere', dropped }, null, 2)}\n`,
    );
    return 0;
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
    await app.close();
  }
}

/** The passphrase with which backups seal the key of the installation; empty counts as none. */
export const backupPassphrase = (): string | undefined => process.env.BACKUP_PASSPHRASE || undefined;

export const installationKeyOf = ({ home, secretKey }: Environment): InstallationKey =>
  new InstallationKey(home, secretKey);

const keyKeptElsewhere = ({ home, secretKey, dataKeys }: Environment) =>
  `tidu：备份里没有安装密钥和数据密钥，请另外保管 ${
    secretKey === undefined ? path.join(home, 'secret.key') : 'SECRET_KEY'
  } 和 ${dataKeys === undefined ? path.join(home, 'data.keys') : 'DATA_KEYS'}；设置 BACKUP_PASSPHRASE（至少 12 个字符）可把它们封入备份。\n`;

/** The owner's login. @throws DomainError `CLI.NO_OWNER`. */
export function ownerOf({ ownerUrl }: Pick<Application, 'ownerUrl'>): string {
  if (ownerUrl) return ownerUrl;
  throw new DomainError(
    'invalid',
    'CLI.NO_OWNER',
    '备份和恢复需要所有者登录：请设置 DATABASE_OWNER_URL（tidu_owner）。',
  );
}

export function progress(stage: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${stage} …`);
}

function dropOld(to: string, keep: number): string[] {
  const old = listBackups(to).slice(0, -keep);
  for (const dir of old) fs.rmSync(dir, { recursive: true });
  return old.map((dir) => path.basename(dir));
}
