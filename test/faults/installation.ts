import { openDatabase, readEnvironment } from '@tidu/platform';
import { processesWith, projectRoot } from '@tidu/test/product';
import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';

/** Looks behind the curtain as the superuser, with the database opened for the look if nobody runs it. */
export async function look<T extends object>(home: string, sql: string): Promise<T[]> {
  const opened = await openDatabase(readEnvironment({ TIDU_HOME: home }, projectRoot), 'look');
  const secrets = JSON.parse(fs.readFileSync(path.join(home, 'pg.secrets.json'), 'utf8')) as { postgres: string };
  const url = new URL(opened.appUrl);
  url.username = 'postgres';
  url.password = secrets.postgres;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
    await opened.close();
  }
}

/** Doors and worker of the installation that runs in this folder; 0 where there is none just now. */
export function ownProcesses(home: string): { doors: number; worker: number } {
  const found = { doors: 0, worker: 0 };
  for (const pid of processesWith(path.join(projectRoot, 'dist/apps/server/src/main.js'))) {
    const environ = environmentOf(pid);
    if (!environ.includes(`TIDU_HOME=${home}`)) continue;
    if (environ.includes('TIDU_DOOR=doors')) found.doors = pid;
    if (environ.includes('TIDU_DOOR=worker')) found.worker = pid;
  }
  return found;
}

function environmentOf(pid: number): string[] {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** The server of the database and its processes. */
export function postgresOf(home: string): { main: number; all: number[] } {
  const main = Number(fs.readFileSync(path.join(home, 'pg/postmaster.pid'), 'utf8').split('\n')[0]);
  const children = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === main);
  return { main, all: [main, ...children.map(Number)] };
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}
