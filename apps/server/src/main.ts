import 'reflect-metadata';
import { DomainError } from '@tidu/kernel';
import { Database, DataKeys, readEnvironment, requireSchema } from '@tidu/platform';
import { createDoors } from './doors';
import { drainable } from './drain';
import { entities, migrations } from './schema';
import { createWorker } from './worker';

/** What the parent is told once the child serves. */
export interface Ready {
  ready: true;
  port?: number;
}

/** One child process of an installation: the HTTP doors, or a worker, as TIDU_DOOR says. */
async function main(): Promise<void> {
  const root = process.env.TIDU_ROOT ?? process.cwd();
  const env = readEnvironment(process.env, root);
  if (!env.databaseUrl)
    throw new DomainError(
      'invalid',
      'PLATFORM.ENVIRONMENT',
      '请设置 DATABASE_URL，或用 npm start 一并启动内置数据库。',
    );
  await requireSchema(env.databaseUrl, migrations);
  const isWorker = process.env.TIDU_DOOR === 'worker';
  const database = await Database.connect({
    url: env.databaseUrl,
    entities,
    statementTimeout: isWorker ? 0 : undefined,
    applicationName: isWorker ? 'tidu-worker' : 'tidu-doors',
    keys: DataKeys.of(env),
  });
  const stop = isWorker ? await startAsWorker(database) : await startAsDoors(database);

  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    stop()
      .then(() => database.close())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end); // the parent died: nobody else would stop us

  async function startAsDoors(db: Database): Promise<() => Promise<void>> {
    const app = await createDoors(db, env, root);
    await app.listen(env.port, '127.0.0.1'); // others come through a proxy that speaks https
    const drain = drainable(app.getHttpServer());
    const { port } = app.getHttpServer().address() as { port: number };
    process.send?.({ ready: true, port } satisfies Ready);
    return () => drain().then(() => app.close());
  }

  async function startAsWorker(db: Database): Promise<() => Promise<void>> {
    const worker = await createWorker(db, env);
    process.send?.({ ready: true } satisfies Ready);
    return () => worker.stop();
  }
}

main().catch((error: unknown) => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    process.stderr.write('tidu：端口已被占用。请停掉占用它的程序，或用 PORT 指定另一个端口。\n');
  else process.stderr.write(`tidu：${error instanceof DomainError ? message : (error as Error).stack}\n`);
  process.exit(1);
});
