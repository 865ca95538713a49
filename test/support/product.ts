import { Database, openDatabase, readEnvironment, systemActor } from '@tidu/platform';
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { type SignedIn, signInAs, type TestPerson } from './signed-in';

/** The built product as its users start it: the `tidu` command in a folder of its own. */

export const projectRoot = path.resolve(__dirname, '../..');

/** Limits that no test reaches but those of the limits themselves. */
export const wideLimits = path.join(__dirname, 'wide-limits.yaml');

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A fresh folder for one installation (TIDU_HOME), on disk unless told where; `remove` when done. */
export function temporaryHome(within = os.tmpdir()): { dir: string; remove(): void } {
  const dir = fs.mkdtempSync(path.join(within, 'tidu-product-'));
  fs.chmodSync(dir, 0o711);
  return { dir, remove: () => fs.rmSync(dir, { recursive: true, force: true }) };
}

/** Starts `tidu <args>` without waiting for its end. */
export function spawnTidu(args: string[], home: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [path.join(projectRoot, 'apps/cli/tidu.mjs'), ...args], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TIDU_HOME: home, LIMITS_FILE: wideLimits, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Runs `tidu <args>` to its end. */
export async function tidu(args: string[], home: string, env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  const child = spawnTidu(args, home, env);
  child.stdin?.end();
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, stdout, stderr };
}

export interface RunningProduct {
  url: string;
  process: ChildProcess;
  /** Ctrl-C, and waits for the end; returns the exit code. */
  stop(): Promise<number | null>;
}

/** Starts the product by `tidu start` on a free port and waits until it serves. */
export async function startProduct(
  home: string,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<RunningProduct> {
  const child = spawnTidu(['start', ...args], home, { PORT: '0', ...env });
  let output = '';
  const url = await new Promise<string>((done, failed) => {
    const listen = (text: string) => {
      output += text;
      // with an address of its own for browsers the product names its port by itself
      const found = /(?:http:\/\/|（)(127\.0\.0\.1:\d+)[/）]/.exec(output);
      if (found?.[1]) done(`http://${found[1]}`);
    };
    child.stdout?.setEncoding('utf8').on('data', listen);
    child.stderr?.setEncoding('utf8').on('data', listen);
    child.once('exit', (code) => failed(new Error(`start ended with ${code}:\n${output}`)));
  });
  return {
    url,
    process: child,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = new Promise<number | null>((done) => child.once('exit', done));
      child.kill('SIGINT');
      return ended;
    },
  };
}

/** Works in the database of a running product, as its own login. */
export async function inDatabase<T>(home: string, work: (database: Database) => Promise<T>): Promise<T> {
  const opened = await openDatabase(readEnvironment({ TIDU_HOME: home }, projectRoot), 'test');
  const database = await Database.connect({ url: opened.appUrl, entities: [], poolSize: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
    await opened.close();
  }
}

/** One statement as the owner of the tables: what no program of the product may do, such as letting days pass. */
export async function asOwner(home: string, text: string, values: unknown[]): Promise<void> {
  const opened = await openDatabase(readEnvironment({ TIDU_HOME: home }, projectRoot), 'test');
  const client = new Client({ connectionString: opened.ownerUrl });
  try {
    await client.connect();
    await client.query(text, values);
  } finally {
    await client.end();
    await opened.close();
  }
}

/** Signs in at a running product, in its own database: the headers that its pages' requests carry. */
export const signInAtProduct = (home: string, person?: TestPerson): Promise<SignedIn> =>
  inDatabase(home, (database) => signInAs(database, person));

/** Lets the minutes pass after which everybody must prove themselves anew. */
export async function letProofsLapse(home: string): Promise<void> {
  await inDatabase(home, (database) =>
    database.write(systemActor, (tx) => tx.rows(`update session set "steppedUpAt" = now() - interval '11 minutes'`)),
  );
  // the doors believe for a second what they read of a session
  await new Promise((done) => setTimeout(done, 1100));
}

/** Pids of processes whose command line contains `text` (Linux). */
export function processesWith(text: string): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Waits until `condition` holds, at most `seconds`. */
export async function until(condition: () => boolean | Promise<boolean>, seconds = 30): Promise<boolean> {
  for (let i = 0; i < seconds * 10; i++) {
    if (await condition()) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}
