import { DomainError } from '@tidu/kernel';
import path from 'node:path';
import type { Environment } from '../config/environment';
import { type Cluster, startCluster } from './cluster';
import { Home, type Runtime } from './home';
import fs from 'node:fs';
import type { Logins } from '../database/roles';

/** A database ready to be used, ours or another's. */
export interface OpenDatabase {
  appUrl: string;
  /** Absent on a foreign server for which no owner login was given. */
  ownerUrl?: string;
  embedded: boolean;
  /** Whether this process started it (and holds the lock), or attached to one that was running. */
  started: boolean;
  home: Home;
  /** Keeps the database up that this process started: one that ends unasked is started again. */
  keepUp(told: (what: string) => void): void;
  close(): Promise<void>;
}

/** A database that others look after. */
const notOurs = { started: false, keepUp: () => undefined, close: () => Promise.resolve() } as const;

/**
 * Opens the database for one command: the server named by DATABASE_URL, or the embedded one, attached to when it
 * runs and otherwise started for the command's own time under the lock.
 */
export async function openDatabase(env: Environment, command: string): Promise<OpenDatabase> {
  const home = new Home(env.home);
  if (env.databaseUrl) {
    return { ...notOurs, appUrl: env.databaseUrl, ownerUrl: env.databaseOwnerUrl, embedded: false, home };
  }
  for (;;) {
    const holder = home.lock(command);
    if (!holder) return startUnderLock(env, home, command);
    const port = await home.waitForDatabase();
    if (port !== null) return attach(env, home, port);
  }
}

/** Opens the embedded database for `tidu start`, which must be alone; says who is there otherwise. */
export async function openForStart(env: Environment): Promise<OpenDatabase> {
  if (env.databaseUrl) return openDatabase(env, 'start');
  const home = new Home(env.home);
  const holder = home.lock('start');
  if (holder) throw alreadyRunning(holder);
  return startUnderLock(env, home, 'start');
}

function alreadyRunning(holder: Runtime): DomainError {
  const what =
    holder.command === 'start'
      ? `梯度已经在运行（进程 ${holder.pid}${holder.httpPort ? `，http://127.0.0.1:${holder.httpPort}` : ''}）`
      : `命令 tidu ${holder.command} 正在使用数据库（进程 ${holder.pid}）`;
  return new DomainError('conflict', 'PLATFORM.ALREADY_RUNNING', `${what}。请直接使用，或先停掉它再启动。`);
}

async function startUnderLock(env: Environment, home: Home, command: string): Promise<OpenDatabase> {
  let cluster: Cluster;
  try {
    cluster = await startCluster({ dataDir: path.join(env.home, 'pg') });
  } catch (error) {
    home.unlock();
    throw error;
  }
  home.write({ pid: process.pid, command, databasePort: cluster.port });
  return {
    appUrl: cluster.url('tidu_app'),
    ownerUrl: cluster.url('tidu_owner'),
    embedded: true,
    started: true,
    home,
    keepUp: (told) => cluster.keepUp(told),
    close: async () => {
      await cluster.stop();
      home.unlock();
    },
  };
}

function attach(env: Environment, home: Home, port: number): OpenDatabase {
  const logins = JSON.parse(fs.readFileSync(path.join(env.home, 'pg.secrets.json'), 'utf8')) as Logins;
  const url = (role: keyof Logins) => `postgres://${role}:${logins[role]}@127.0.0.1:${port}/tidu`;
  return { ...notOurs, appUrl: url('tidu_app'), ownerUrl: url('tidu_owner'), embedded: true, home };
}
