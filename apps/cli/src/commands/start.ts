import { DomainError } from '@tidu/kernel';
import { openForStart, type OpenDatabase, readEnvironment } from '@tidu/platform';
import net from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildApplication, prepareDatabase } from '../application';
import { demoState, markDemo, seedDemo } from '../demo/install';
import { firstWordsText, type FirstWords, keepFirstPersons } from '../first-persons';
import { projectRoot } from '../root';
import { superviseChildren } from '../supervisor';

/** `tidu start`: database, migrations, seeds, demo on the first start, then doors and worker until Ctrl-C. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { empty: { type: 'boolean', default: false } } });
  const env = readEnvironment(process.env, projectRoot());
  const opened = await openForStart(env);
  try {
    await requireFreePort(env.port);
    process.stderr.write('tidu：准备数据库 …\n');
    await prepareDatabase(env, opened);
    const words = await firstStart(opened, values.empty);
    const children = await superviseChildren(
      {
        ...process.env,
        DATABASE_URL: opened.appUrl,
        DATABASE_OWNER_URL: undefined,
        TIDU_HOME: env.home,
        FILES_DIR: env.filesDir,
      },
      path.join(env.home, 'log'),
    );
    opened.keepUp((what) => process.stderr.write(`tidu：${what}\n`));
    noteRuntime(opened, children.port);
    greet(env.publicUrl ?? `http://127.0.0.1:${children.port}`, children.port, words);
    await untilStopped(children.failed);
    process.stderr.write('\ntidu：正在停止 …\n');
    await children.stop();
    return children.exitCode();
  } finally {
    await opened.close();
  }

  async function firstStart(database: OpenDatabase, empty: boolean): Promise<FirstWords> {
    const app = await buildApplication(env, database);
    try {
      if (database.embedded && (await demoState(app)) === null) {
        if (empty) await markDemo(app, 'none');
        else await seedDemo(app);
      }
      return await keepFirstPersons(app);
    } finally {
      await app.close();
    }
  }
}

function requireFreePort(port: number): Promise<void> {
  if (port === 0) return Promise.resolve();
  return new Promise((free, taken) => {
    const probe = net.createServer();
    probe.once('error', () =>
      taken(
        new DomainError(
          'conflict',
          'CLI.PORT_IN_USE',
          `端口 ${port} 已被占用。请停掉占用它的程序，或用 PORT 指定另一个端口，例如 PORT=3001 npm start。`,
        ),
      ),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => free()));
  });
}

function noteRuntime(opened: OpenDatabase, httpPort: number): void {
  const runtime = opened.home.runtime();
  if (opened.started && runtime) opened.home.write({ ...runtime, httpPort });
}

function greet(at: string, port: number, words: FirstWords): void {
  process.stdout.write(`
梯度已启动（预评估，非认定）

  网页      ${at}/
  接口文档  ${at}/docs
  一条命令完成导入、预评估、排名、导出：
            npx tidu run 数据文件.csv --standard miit-2022-63-innovative --out 排名.xlsx
${firstWordsText(words, at)}
  只在本机（127.0.0.1:${port}）监听；要让别的机器使用，请在前面放 HTTPS 代理并设 PUBLIC_URL。按 Ctrl-C 停止。
`);
}

function untilStopped(failed: Promise<void>): Promise<void> {
  const signalled = new Promise<void>((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
  });
  return Promise.race([signalled, failed]);
}
