import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Ready } from '../../apps/server/src/main';
import { nodeOptions } from '../../apps/server/src/process-options';
import { projectRoot } from '../../apps/cli/src/root';
import { testKeys } from './database';

/** One process of the built product, over a database that is there already. */
export interface Forked {
  /** 0 for a worker. */
  port: number;
  process: ChildProcess;
  /** Everything it said: its log, line by line. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts doors or a worker as the product does, and waits until it serves. @throws with what it said */
export async function forkProduct(door: 'doors' | 'worker', env: NodeJS.ProcessEnv): Promise<Forked> {
  const main = path.join(projectRoot(), 'dist/apps/server/src/main.js');
  if (!fs.existsSync(main)) throw new Error('npm run build first: the built product is tried');
  const child = fork(main, {
    env: {
      ...{ PATH: process.env.PATH, TIDU_ROOT: projectRoot(), TIDU_DOOR: door, PORT: '0' },
      DATA_KEYS: testKeys.current().hex,
      ...env,
    },
    execArgv: nodeOptions[door],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const port = await new Promise<number>((done, failed) => {
    child.once('message', (message) => done((message as Ready).port ?? 0));
    child.once('exit', (code) => failed(new Error(`the ${door} ended with ${code}: ${said.join('')}`)));
  });
  return {
    ...{ port, process: child },
    log: () => said.join(''),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    },
  };
}
