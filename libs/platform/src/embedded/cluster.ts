import { DomainError } from '@tidu/kernel';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createDatabaseSql, type Logins, rolesSql, schemaSql } from '../database/roles';
import { findPrograms, type Programs } from './binaries';

export interface ClusterOptions {
  /** Folder of the cluster; its secrets lie beside it in `<folder>.secrets.json` (0600). */
  dataDir: string;
  /** For tests: no sync to disk; the data don't outlive the machine's power. */
  ephemeral?: boolean;
}

/** A running PostgreSQL of our own. */
export interface Cluster {
  port: number;
  pid: number;
  /** Connection string for one of the roles; `database` is `tidu` unless said. */
  url(role: keyof Logins, database?: string): string;
  /** From now on the server is started again, at the same port, whenever it ends unasked. */
  keepUp(told: (what: string) => void): void;
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL, makes the cluster, the three roles and the database on first use, and takes over
 * a server whose parent died after a login has proved that it is ours.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const programs = findPrograms();
  const dir = path.resolve(options.dataDir);
  const secretsFile = `${dir}.secrets.json`;
  checkOwner(dir, programs);
  if (!fs.existsSync(path.join(dir, 'PG_VERSION'))) initialise(dir, secretsFile, programs, options.ephemeral === true);
  const logins = JSON.parse(fs.readFileSync(secretsFile, 'utf8')) as Logins;
  const url =
    (port: number) =>
    (role: keyof Logins, database = 'tidu') =>
      `postgres://${role}:${logins[role]}@127.0.0.1:${port}/${database}`;

  const orphan = await takeOver(dir, url);
  const port = orphan?.port ?? (await freePort());
  const begin = () => launch(dir, port, programs, options.ephemeral === true);
  const server = orphan ? foreign(orphan.pid) : own(await begin(), dir);
  await prepare(url(port), logins);
  return { port, url: url(port), ...kept(server, async () => own(await begin(), dir)) };
}

/** A server at work: our child, or one that a killed parent left behind. */
interface Server {
  pid: number;
  ended: Promise<void>;
  /** Otherwise Node may leave before the server has ended. */
  hold(): void;
}

function own(child: ChildProcess, dir: string): Server {
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  child.unref();
  return { pid: readPidFile(dir)?.pid ?? child.pid ?? 0, ended, hold: () => child.ref() };
}

function foreign(pid: number): Server {
  let timer: NodeJS.Timeout;
  const ended = new Promise<void>((done) => {
    timer = setInterval(() => {
      if (isAlive(pid)) return;
      clearInterval(timer);
      done();
    }, 50);
    timer.unref();
  });
  return { pid, ended, hold: () => timer.ref() };
}

/** Keeps a server up once that is asked for, until it is stopped. */
function kept(first: Server, begin: () => Promise<Server>): Pick<Cluster, 'pid' | 'keepUp' | 'stop'> {
  let server = first;
  let stopping = false;
  let beginning: Promise<unknown> = Promise.resolve();
  const again = async (told: (what: string) => void): Promise<void> => {
    for (let pause = 100; !stopping; pause = Math.min(2 * pause, longestPause)) {
      try {
        server = await begin();
        return;
      } catch (error) {
        // what the dead one left in memory may be in use for a moment still
        told((error as Error).message);
        await sleep(pause);
      }
    }
  };
  return {
    get pid() {
      return server.pid;
    },
    keepUp: (told) => {
      const watch = () =>
        void server.ended.then(async () => {
          if (stopping) return;
          told('内置 PostgreSQL 意外结束，正在重新启动 …');
          await (beginning = again(told));
          watch();
        });
      watch();
    },
    stop: async () => {
      stopping = true;
      await beginning;
      server.hold();
      signal(server.pid);
      await server.ended;
    },
  };
}

const longestPause = 5_000;

function checkOwner(dir: string, programs: Programs): void {
  if (!fs.existsSync(dir) || process.platform === 'win32') return;
  const owner = fs.statSync(dir).uid;
  const wanted = programs.uid ?? process.getuid?.();
  if (owner !== wanted) {
    throw new DomainError(
      'unavailable',
      'PLATFORM.FOREIGN_DATA',
      `数据目录 ${dir} 属于另一个账号（uid ${owner}），当前账号（uid ${wanted}）不能使用。请用原账号启动，或用 TIDU_HOME 指定另一个目录。`,
    );
  }
}

function initialise(dir: string, secretsFile: string, programs: Programs, ephemeral: boolean): void {
  fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(path.dirname(dir), { recursive: true, mode: programs.uid === undefined ? 0o700 : 0o711 });
  fs.mkdirSync(dir, { mode: 0o700 });
  if (programs.uid !== undefined) fs.chownSync(dir, programs.uid, programs.gid ?? programs.uid);
  const secret = () => randomBytes(24).toString('base64url');
  const logins: Logins = { postgres: secret(), tidu_owner: secret(), tidu_app: secret(), tidu_auditor: secret() };
  fs.writeFileSync(secretsFile, JSON.stringify(logins), { mode: 0o600 });
  const passwordFile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-')), 'password');
  fs.writeFileSync(passwordFile, logins.postgres, { mode: 0o600 });
  if (programs.uid !== undefined) {
    fs.chownSync(path.dirname(passwordFile), programs.uid, programs.gid ?? programs.uid);
    fs.chownSync(passwordFile, programs.uid, programs.gid ?? programs.uid);
  }
  // C.UTF-8 said outright: an unset LANG gives SQL_ASCII, and ctype C makes pg_trgm blind to Chinese
  const { file, args } = programs.command('initdb', [
    ...['-D', dir, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...['--encoding=UTF8', '--locale=C.UTF-8', ...(ephemeral ? ['--no-sync'] : [])],
  ]);
  const done = spawnSync(file, args, {
    uid: programs.uid,
    gid: programs.gid,
    env: cleanEnvironment(),
    encoding: 'utf8',
  });
  fs.rmSync(path.dirname(passwordFile), { recursive: true, force: true });
  if (done.status !== 0) {
    fs.rmSync(dir, { recursive: true, force: true });
    throw new DomainError(
      'unavailable',
      'PLATFORM.INITDB',
      `内置 PostgreSQL 初始化失败：${(done.error?.message ?? done.stderr).trim()}`,
    );
  }
}

async function launch(dir: string, port: number, programs: Programs, ephemeral: boolean): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: '256MB',
    max_connections: ephemeral ? '200' : '100', // suites side by side, each with doors and workers of its own
    max_wal_size: '4GB',
    TimeZone: 'UTC',
    // says of itself that nothing in it is to be kept: any other server is refused with these settings
    ...(ephemeral ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', 'tidu.throwaway': 'on' } : {}),
  };
  const { file, args } = programs.command('postgres', [
    ...['-D', dir, '-p', String(port)],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  // a process group of its own: Ctrl-C must reach us alone, the database is stopped after the application
  const child = spawn(file, args, {
    uid: programs.uid,
    gid: programs.gid,
    env: cleanEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  await new Promise<void>((ready, failed) => {
    let tail = '';
    const refuse = (why: string) =>
      failed(new DomainError('unavailable', 'PLATFORM.POSTGRES_START', `内置 PostgreSQL 没有启动：${why}`));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-4000);
      if (tail.includes('ready to accept connections')) ready();
    });
    child.once('error', (error) => refuse(error.message));
    child.once('exit', (code) => refuse(`退出码 ${code}。${tail}`));
  });
  child.stderr?.removeAllListeners('data').resume();
  (child.stderr as unknown as net.Socket | null)?.unref();
  return child;
}

/** Makes the roles and the database where they are missing. */
async function prepare(url: Cluster['url'], logins: Logins): Promise<void> {
  await withClient(url('postgres', 'postgres'), async (client) => {
    await client.query(rolesSql(logins));
    const { rowCount } = await client.query("select from pg_database where datname = 'tidu'");
    if (rowCount === 0) await client.query(createDatabaseSql('tidu'));
  });
  await withClient(url('postgres'), (client) => client.query(schemaSql('tidu')));
}

async function withClient<T>(connectionString: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** A server left behind by a killed parent still holds the folder; a login with our secret proves that it's ours. */
async function takeOver(
  dir: string,
  url: (port: number) => Cluster['url'],
): Promise<{ port: number; pid: number } | null> {
  const found = readPidFile(dir);
  if (!found) return null;
  try {
    await withClient(url(found.port)('postgres', 'postgres'), async (client) => {
      const { rows } = await client.query<{ dir: string }>("select current_setting('data_directory') as dir");
      if (rows[0]?.dir !== dir) throw new Error('another cluster');
    });
    return found;
  } catch {
    return null; // not running, or not ours: PostgreSQL itself judges the stale lock file
  }
}

function readPidFile(dir: string): { pid: number; port: number } | null {
  const file = path.join(dir, 'postmaster.pid');
  if (!fs.existsSync(file)) return null;
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGINT'); // fast shutdown
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = net.createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => done(port));
    });
  });
}
