import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeOptions } from '../../server/src/process-options';
import { projectRoot } from './root';

/** The doors and one worker, kept alive until they are stopped. */
export interface Children {
  port: number;
  /** Settles when the doors can't be kept up: then there is nothing left to serve. */
  failed: Promise<void>;
  exitCode(): number;
  stop(): Promise<void>;
}

const longestStop = 20_000;

/** Doors that die so often before they serve are given up: nobody would mend that by waiting. */
const mostDeaths = 5;
const firstPause = 500;

/** Starts doors and worker as children; one that dies is started again, after a growing pause. */
export async function superviseChildren(env: NodeJS.ProcessEnv, logDir: string): Promise<Children> {
  fs.mkdirSync(logDir, { recursive: true, mode: 0o700 });
  let stopping = false;
  let failedCode = 0;
  const doors = { name: '网页与接口进程', child: start('doors', env, logDir) };
  const worker = { name: '后台任务进程', child: start('worker', env, logDir) };
  const endBoth = () => Promise.all([end(doors.child), end(worker.child)]);
  const [port] = await Promise.all([ready(doors.child), ready(worker.child)]).catch(async (error: unknown) => {
    await endBoth();
    throw error;
  });
  // whoever was served comes back to the same address
  const failed = keep(doors, () => start('doors', { ...env, PORT: String(port) }, logDir), mostDeaths);
  void keep(worker, () => start('worker', env, logDir), Infinity);
  return {
    port,
    failed,
    exitCode: () => failedCode,
    stop: async () => {
      stopping = true;
      await endBoth();
    },
  };

  async function keep(kept: { name: string; child: ChildProcess }, begin: () => ChildProcess, most: number) {
    let pause = firstPause;
    for (let deaths = 0; deaths < most; deaths++) {
      const served = { yet: deaths === 0 };
      kept.child.once('message', () => (served.yet = true));
      await ended(kept.child);
      if (stopping) return;
      if (served.yet) [pause, deaths] = [firstPause, 0];
      process.stderr.write(`tidu：${kept.name}意外结束，${pause / 1000} 秒后重新启动。\n`);
      await sleep(pause);
      if (stopping) return;
      kept.child = begin();
      pause = Math.min(pause * 2, 30_000);
    }
    failedCode = kept.child.exitCode ?? 1;
  }
}

const isOver = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

function ended(child: ChildProcess): Promise<void> {
  return isOver(child) ? Promise.resolve() : new Promise((done) => child.once('exit', () => done()));
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
  if (isOver(child)) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), longestStop);
  await ended(child);
  clearTimeout(timer);
}
