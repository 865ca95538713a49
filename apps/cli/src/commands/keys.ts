import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { believedMs, DataKeys, forgetKey, type KeyUse, keyUse, sealAll, Sealer } from '@tidu/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Application, openApplication } from '../application';
import { ownerOf, progress } from './backup';

const usage = '用法：npx tidu keys status | rotate --reason 原因 | forget 编号 --reason 原因\n';

/** `tidu keys`: with which data keys columns are sealed; a new key for all of them; forgetting one that nothing needs. */
export async function run([what, ...args]: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { reason: { type: 'string' } }, allowPositionals: true });
  const reason = values.reason?.trim() ?? '';
  const [id] = positionals;
  const wellCalled =
    what === 'status' ? args.length === 0 : reason !== '' && positionals.length === (what === 'forget' ? 1 : 0);
  if (!wellCalled || !['status', 'rotate', 'forget'].includes(what ?? '')) {
    process.stderr.write(usage);
    return 2;
  }
  const app = await openApplication('keys');
  try {
    if (what === 'status') process.stdout.write(await status(app));
    else if (what === 'rotate') await rotate(app, reason);
    else await forget(app, id ?? '', reason);
    return 0;
  } finally {
    await app.close();
  }
}

async function status(app: Application): Promise<string> {
  const keys = DataKeys.of(app.env);
  const uses = await keyUse(ownerOf(app));
  const noted = await app.database.read(app.person, (tx) =>
    tx.rows<{ id: string; since: string; lost: boolean }>(
      `select id, to_char("notedAt" at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as since, "lostAt" is not null as lost
       from data_key order by "notedAt"`,
    ),
  );
  const lines = noted.map(({ id, since, lost }) => {
    const state = lost ? '遗失' : id === keys.current().id ? '现用' : '旧';
    const used = uses
      .filter(({ key }) => key === id)
      .map(({ table, column, values }) => `${table}.${column} ${values}`);
    return `${id}  ${state}  自 ${since}  ${used.join('，') || '没有用到'}`;
  });
  const open = uses.filter(({ key }) => key === null);
  const plain =
    open.length === 0
      ? ''
      : `没有加密的：${open.map(({ table, column, values }) => `${table}.${column} ${values}`).join('，')}\n`;
  return `数据密钥在 ${keys.place}（请另外保管一份）\n${lines.join('\n')}\n${plain}`;
}

/** Everything sealed anew. A run that was killed is gone on with; only a finished one is followed by another new key. */
async function rotate(app: Application, reason: string): Promise<void> {
  const keys = DataKeys.of(app.env);
  const ownerUrl = ownerOf(app);
  const before = keys.current().id;
  const unfinished = (await keyUse(ownerUrl)).filter(
    ({ key }) => key !== null && key !== before && keys.find(key) !== null,
  );
  const current = unfinished.length > 0 ? keys.current().id : keys.add().id;
  const words = unfinished.length > 0 ? `上一次没有换完，接着换到 ${current}` : `新的数据密钥 ${current}`;
  process.stderr.write(`tidu：${words}，重新加密 …\n`);
  await sleep(2 * believedMs); // by then every other process seals with it
  const sealed = await sealAll(ownerUrl, new Sealer(keys), { onProgress: progress });
  await note(app, { action: 'platform.rotateKeys', objectId: current, reason, after: { sealed } });
  process.stdout.write(
    `\n已用 ${current} 重新加密 ${sealed} 处。旧的密钥还留在 ${keys.place}：以前的备份要用它；确实不再需要时用 npx tidu keys forget。\n`,
  );
}

/** @throws DomainError `CLI.KEY_IN_USE`, `CLI.NO_SUCH_KEY`. */
async function forget(app: Application, id: string, reason: string): Promise<void> {
  const keys = DataKeys.of(app.env);
  if (keys.find(id) === null)
    throw new DomainError(
      'notFound',
      'CLI.NO_SUCH_KEY',
      `${keys.place} 里没有密钥 ${id}。现有的见 npx tidu keys status。`,
    );
  const used = (await keyUse(ownerOf(app))).filter(({ key }) => key === id);
  if (used.length > 0 || id === keys.current().id) throw inUse(id, used);
  keys.drop(id);
  await forgetKey(ownerOf(app), id);
  await note(app, { action: 'platform.forgetKey', objectId: id, reason });
  process.stdout.write(`已从 ${keys.place} 去掉 ${id}。用它加密的备份从此要靠另外保管的那一份密钥才能恢复。\n`);
}

const inUse = (id: string, used: readonly KeyUse[]) =>
  new DomainError(
    'conflict',
    'CLI.KEY_IN_USE',
    `密钥 ${id} ${used.length > 0 ? `还用着（${used.map(({ table, column, values }) => `${table}.${column} ${values} 处`).join('，')}）` : '是现用的'}，没有去掉。请先运行 npx tidu keys rotate。`,
  );

const note = (
  { database, person, context }: Application,
  entry: { action: string; objectId: string; reason: string; after?: object },
): Promise<unknown> =>
  database.write(person, (tx) => context.get(AuditTrail).record(tx, { objectType: 'data_key', ...entry }));
