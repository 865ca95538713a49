import { AuditTrail } from '@tidu/audit';
import { DomainError, shanghaiTime } from '@tidu/kernel';
import {
  DataKeys,
  type Environment,
  type InvariantResult,
  listBackups,
  type Manifest,
  restoreBackup,
  startCluster,
} from '@tidu/platform';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrations } from '../../../server/src/schema';
import { type Application, openApplication } from '../application';
import { lookAtRestored } from '../restored';
import { installationKeyOf, progress } from './backup';
import { invariantLines } from './invariants';

/** What a drill (恢复演练) found: what the assessor asks for. */
interface DrillRecord {
  backup: string;
  backupMadeAt: string;
  backupMadeBy: string;
  drilledAt: string;
  drilledBy: string;
  computer: string;
  release: string | undefined;
  tables: number;
  rows: number;
  files: number;
  missingFiles: number;
  /** Whether the key of this installation is the one the backup needs; null where the backup doesn't say. */
  keyFits: boolean | null;
  /** The same of the data keys. */
  dataKeysFit: boolean | null;
  restoreSeconds: number;
  invariants: InvariantResult[];
  passed: boolean;
}

/** `tidu drill`: the newest backup restored into a PostgreSQL of its own that is thrown away, and a record of it. */
export async function run(args: string[]): Promise<number> {
  if (args.length > 1 || args[0]?.startsWith('-')) {
    process.stderr.write('用法：npx tidu drill [DIR]\n');
    return 2;
  }
  const app = await openApplication('drill');
  try {
    const from = args[0] === undefined ? newest(app.env) : path.resolve(args[0]);
    const record = await drill(app, from);
    const files = keep(app.env, record);
    await app.database.write(app.person, (tx) =>
      app.context.get(AuditTrail).record(tx, {
        ...{ action: 'platform.drill', objectType: 'backup', objectId: record.backup },
        after: {
          passed: record.passed,
          restoreSeconds: record.restoreSeconds,
          record: files.json,
          sha256: files.sha256,
        },
      }),
    );
    process.stdout.write(`${wordsOf(record, files.sha256)}\n记录：${files.text}\n`);
    return record.passed ? 0 : 1;
  } finally {
    await app.close();
  }
}

function newest({ home }: Environment): string {
  const dir = listBackups(path.join(home, 'backups')).at(-1);
  if (dir) return dir;
  throw new DomainError(
    'notFound',
    'CLI.NO_BACKUP',
    `${path.join(home, 'backups')} 里还没有备份。请先运行 npx tidu backup，或指明备份的目录。`,
  );
}

async function drill(app: Application, from: string): Promise<DrillRecord> {
  const dir = fs.mkdtempSync(path.join(app.env.home, 'drill-'));
  fs.chmodSync(dir, 0o711);
  const env = { ...app.env, filesDir: path.join(dir, 'files'), auditHeadsDir: path.join(dir, 'audit-heads') };
  const began = Date.now();
  const keys = DataKeys.of(app.env);
  const cluster = await startCluster({ dataDir: path.join(dir, 'pg'), ephemeral: true });
  try {
    const opened = { appUrl: cluster.url('tidu_app'), ownerUrl: cluster.url('tidu_owner') };
    const { filesDir, auditHeadsDir } = env;
    const manifest = await restoreBackup({
      ...{
        from,
        ownerUrl: opened.ownerUrl,
        filesDir,
        auditHeadsDir,
        migrations,
        keys,
        withoutKeys: true,
        onProgress: progress,
      },
    });
    const restoreSeconds = (Date.now() - began) / 1000;
    return await lookAtRestored(env, opened, '恢复演练', (_, invariants) =>
      Promise.resolve(recordOf(app, from, manifest, restoreSeconds, invariants)),
    );
  } finally {
    await cluster.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

function recordOf(
  app: Application,
  from: string,
  manifest: Manifest,
  restoreSeconds: number,
  invariants: InvariantResult[],
): DrillRecord {
  const { tables, files, missingFiles, madeAt, madeBy, migrations: applied, key, dataKeys } = manifest;
  const keyFits = key ? installationKeyOf(app.env).saved().fingerprint === key.fingerprint : null;
  const here = DataKeys.of(app.env);
  const dataKeysFit = dataKeys ? dataKeys.ids.every((id) => here.find(id) !== null) : null;
  return {
    ...{ backup: path.basename(from), backupMadeAt: madeAt, backupMadeBy: madeBy, drilledAt: new Date().toISOString() },
    ...{ drilledBy: app.person.name, computer: os.hostname(), release: applied.at(-1), tables: tables.length },
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    ...{ files: files.length, missingFiles: missingFiles.length, keyFits, dataKeysFit, restoreSeconds, invariants },
    passed:
      missingFiles.length === 0 && keyFits !== false && dataKeysFit !== false && invariants.every(({ holds }) => holds),
  };
}

/** Writes the record twice, for programs and for people, and returns the hash of the first, which the trail keeps. */
function keep({ home }: Environment, record: DrillRecord): { json: string; text: string; sha256: string } {
  const dir = path.join(home, 'drills');
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const stem = path.join(dir, `drill-${record.drilledAt.replaceAll(/[-:]|\.\d+/g, '')}`);
  const content = `${JSON.stringify(record, null, 2)}\n`;
  const sha256 = createHash('sha256').update(content).digest('hex');
  fs.writeFileSync(`${stem}.json`, content, { mode: 0o600 });
  fs.writeFileSync(`${stem}.txt`, `${wordsOf(record, sha256)}\n`, { mode: 0o600 });
  return { json: `${stem}.json`, text: `${stem}.txt`, sha256 };
}

function wordsOf(record: DrillRecord, sha256: string): string {
  const { tables, rows, files, missingFiles, keyFits, dataKeysFit, restoreSeconds, passed, invariants } = record;
  return [
    `恢复演练记录：${passed ? '通过' : '没有通过'}`,
    `演练时间：${shanghaiTime(new Date(record.drilledAt))}`,
    `演练人：${record.drilledBy}（${record.computer}）`,
    `备份：${record.backup}，${shanghaiTime(new Date(record.backupMadeAt))} 由${record.backupMadeBy}做成`,
    `版本：${record.release ?? '未知'}`,
    `恢复：${tables} 张表、${rows} 行、${files} 个文件，逐表行数与 SHA-256 一致，用时 ${restoreSeconds.toFixed(1)} 秒`,
    `缺少文件：${missingFiles} 个`,
    `安装密钥：${keyFits === null ? '备份没有记下，未知' : keyFits ? '本安装的密钥与备份一致' : '本安装的密钥不是备份所需的'}`,
    `数据密钥：${dataKeysFit === null ? '备份没有记下' : dataKeysFit ? '备份用到的这里都有' : '备份用到的这里不全，电话、邮箱、账号读不出'}`,
    '不变量',
    ...invariants.map(invariantLines),
    `记录校验值（SHA-256，已记入审计）：${sha256}`,
  ].join('\n');
}
