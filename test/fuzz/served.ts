import type { Ready } from '../../apps/server/src/main';
import { projectRoot } from '@tidu/test/product';
import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { World } from '../matrix/world';

/** The built doors in a process of their own, over a world's database. */
export interface Served {
  port: number;
  process: ChildProcess;
  /** Everything it said: its log, line by line. */
  log(): string;
  stop(): Promise<void>;
}

export async function serve({ doors }: World, logLevel = 'error'): Promise<Served> {
  const main = path.join(projectRoot, 'dist/apps/server/src/main.js');
  if (!fs.existsSync(main)) throw new Error('npm run build first: the built doors are tried');
  // thousands of requests a second from one address are what is tried here
  const limits = path.join(doors.filesDir, 'limits.yaml');
  const shipped = fs.readFileSync(path.join(projectRoot, 'seeds/limits/requests.yaml'), 'utf8');
  fs.writeFileSync(limits, shipped.replace(/^( {2}\w+): \d+/gm, '$1: 9999999'));
  const env = {
    ...{ PATH: process.env.PATH, TIDU_ROOT: projectRoot, TIDU_DOOR: 'doors', PORT: '0', LOG_LEVEL: logLevel },
    ...{ DATABASE_URL: doors.test.appUrl, TIDU_HOME: doors.filesDir, FILES_DIR: doors.filesDir },
    ...{ LIMITS_FILE: limits },
    AUDIT_HEADS_DIR: path.join(doors.filesDir, 'heads'),
  };
  const child = fork(main, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const port = await new Promise<number>((done, failed) => {
    child.once('message', (message) => done((message as Ready).port ?? 0));
    child.once('exit', (code) => failed(new Error(`the doors ended with ${code}: ${said.join('')}`)));
  });
  return {
    ...{ port, process: child },
    log: () => said.join(''),
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    },
  };
}
