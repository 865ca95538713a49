import { Database } from '@tidu/platform';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { entities } from '../../apps/server/src/schema';
import type { TestCluster } from './cluster';

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
  await once(
    cluster.superuser.replace('%', 'postgres'),
    `create database ${name} template tidu strategy file_copy owner tidu_owner`,
  );
  await once(at(cluster.superuser), `grant connect on database ${name} to tidu_app, tidu_auditor`);
  const database = await Database.connect({ url: at(cluster.app), entities, poolSize: 10 });
  return {
    database,
    appUrl: at(cluster.app),
    ownerUrl: at(cluster.owner),
    superuserUrl: at(cluster.superuser),
    asSuperuser: (sql, parameters) => once(at(cluster.superuser), sql, parameters),
    drop: async () => {
      await database.close();
      await once(cluster.superuser.replace('%', 'postgres'), `drop database ${name} with (force)`);
    },
  };
}

async function once<T extends object>(connectionString: string, sql: string, parameters: unknown[] = []): Promise<T[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<T>(sql, parameters)).rows;
  } finally {
    await client.end();
  }
}
