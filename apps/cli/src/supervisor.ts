import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeOptions } from '../../server/src/process-options';
import { projectRoot } from './root';

/** The doors and one worker, kept alive until they are stopped. */
export interface Children {
  port: number;
  /** Settles when the doors ended by themselves: then there is nothing left to serve. */
  failed: Promise<void>;
  exitCode(): number;
  stop(): Promise<void>;
}

const longestStop = 20_000;

/** Starts doors and worker as children; a worker that dies is started again, after a growing pause. */
export async function superviseChildren(env: NodeJS.ProcessEnv, logDir: string): Promise<Children> {
  fs.mkdirSync(logDir, { recursive: true, mode: 0o700 });
  let stopping = false;
  let failedCode = 0;
  const doors = start('doors', env, logDir);
  const port = await ready(doors);
  let worker = start('worker', env, logDir);
  await ready(worker);
  void keepWorker();
  const failed = new Promise<void>((settle) =>
    doors.once('exit', (code) => {
      if (!stopping) failedCode = code ?? 1;
      settle();
    }),
  );
  return {
    port,
    failed,
    exitCode: () => failedCode,
    stop: async () => {
      stopping = true;
      await Promise.all([end(doors), end(worker)]);
    },
  };

  async function keepWorker(): Promise<void> {
    for (let pause = 500; ; pause = Math.min(pause * 2, 30_000)) {
      const born = Date.now();
      await new Promise((dead) => worker.once('exit', dead));
      if (stopping) return;
      if (Date.now() - born > 60_000) pause = 500;
      process.stderr.write(`tidu：后台任务进程意外结束，${pause / 1000} 秒后重新启动。\n`);
      await sleep(pause);
      if (stopping) return;
      worker = start('worker', env, logDir);
    }
  }
}

function start(door: 'doors' | 'worker', env: NodeJS.ProcessEnv, logDir: string): ChildProcess {
  const log = fs.openSync(path.join(logDir, `${door}.log`), 'a', 0o600);
  try {
    return fork(path.join(projectRoot(), 'dist/apps/server/src/main.js'), [], {
      env: { ...env, TIDU_DOOR: door },
      execArgv: [...process.execArgv, ...nodeOptions[door]],
      // a group of its own: Ctrl-C reaches us alone, and we stop doors and worker before the database
      detached: true,
      stdio: ['ignore', log, 'inherit', 'ipc'],
    });
  } finally {
    fs.closeSync(log);
  }
}

function ready(child: ChildProcess): Promise<number> {
  return new Promise((done, failed) => {
    child.once('message', (message: { port?: number }) => done(message.port ?? 0));
    child.once('exit', (code) => failed(new Error(`child ended with code ${code} before it was ready`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), longestStop);
  await gone;
  clearTimeout(timer);
}
