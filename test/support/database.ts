import { Database, DataKeys, Sealer } from '@tidu/platform';
import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { entities } from '../../apps/server/src/schema';
import type { TestCluster } from './cluster';

/** The data key of every test database. */
export const testKeys = DataKeys.given(['5a'.repeat(32)]);

/** A value as it lies in a sealed column, for rows that a test writes itself. */
export const sealed = (column: string, row: string, value: string): string => {
  const [table = '', name = ''] = column.split('.');
  return new Sealer(testKeys).seal({ table, column: name, row }, value);
};

/** A migrated database of its own for one suite. */
export interface TestDatabase {
  /** As the doors see it: login of `tidu_app`, row security on. */
  database: Database;
  appUrl: string;
  ownerUrl: string;
  /** Past row security, for a connection that is kept. */
  superuserUrl: string;
  /** Runs SQL as the superuser, past row security: to arrange and to look behind the curtain. */
  asSuperuser<T extends object>(sql: string, parameters?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

/** Clones the template (about 40 ms). Call in `beforeAll`, `drop` in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = JSON.parse(process.env.TIDU_TEST_CLUSTER ?? '') as TestCluster;
  const name = `t_${randomBytes(6).toString('hex')}`;
  const at = (url: string) => url.replace('%', name);
  await outside(cluster, [
    `create database ${name} template tidu strategy file_copy owner tidu_owner`,
    `grant connect on database ${name} to tidu_app, tidu_auditor`,
  ]);
  const superuser = new Pool({
    connectionString: at(cluster.superuser),
    max: 2,
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
  });
  superuser.on('error', () => undefined); // a suite may stop the server, or end every connection
  const database = await Database.connect({ url: at(cluster.app), entities, poolSize: 10, keys: testKeys });
  return {
    database,
    appUrl: at(cluster.app),
    ownerUrl: at(cluster.owner),
    superuserUrl: at(cluster.superuser),
    asSuperuser: async <T extends object>(sql: string, parameters: unknown[] = []) => {
      const client = await superuser.connect();
      try {
        return (await client.query<T>(sql, parameters)).rows;
      } finally {
        // what a statement set is not there for the next
        await client.query('discard all').then(
          () => client.release(),
          () => client.release(true),
        );
      }
    },
    drop: async () => {
      await Promise.all([database.close(), superuser.end()]);
      await outside(cluster, [`drop database ${name} with (force)`]);
    },
  };
}

async function outside({ superuser }: TestCluster, statements: string[]): Promise<void> {
  const client = new Client({ connectionString: superuser.replace('%', 'postgres') });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}
