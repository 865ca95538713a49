import { DomainError } from '@tidu/kernel';
import { Logger, makeWorkerUtils } from 'graphile-worker';
import { Client } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { DataKeys } from '../sealing/data-keys';
import { sealAll } from '../sealing/seal-all';
import { Sealer } from '../sealing/sealer';

export type MigrationClass = new () => MigrationInterface;

/** Any number will do, as long as it's ours alone: five migrators at once, one works, four wait. */
const lockKey = 744_118_053;

/** What the connections that change the schema call themselves. */
const workName = 'tidu migrate';

/**
 * A process that was killed loses its lock at once, while the server is still at its last statement and may yet commit
 * it: two would work. Whoever has the lock ends what is left of others, and waits for its end.
 */
const endLeftAtWork = `
select pg_terminate_backend(pid, 10000) from pg_stat_activity
where datname = current_database() and usename = current_user and application_name = $1`;

/**
 * Brings the schema up to date as its owner: first the tables of the job library, then ours, each migration in a
 * transaction of its own, under an advisory lock. Returns the names that were applied.
 * @param keys what is confidential and not sealed yet is sealed with; needed only where there is any
 * @param then what belongs to it and can't be done by two at once: the tables that are filled from files
 */
export async function migrate(
  ownerUrl: string,
  migrations: MigrationClass[],
  then: () => Promise<void> = () => Promise.resolve(),
  keys = DataKeys.given([]),
): Promise<string[]> {
  const guard = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5000 });
  guard.on('error', () => undefined); // a connection that breaks while nothing is asked: the next question tells
  await guard.connect();
  const dataSource = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    applicationName: workName,
    migrations,
    migrationsTransactionMode: 'each',
  });
  try {
    await guard.query('select pg_advisory_lock($1)', [lockKey]);
    await guard.query(endLeftAtWork, [workName]);
    const jobs = await makeWorkerUtils({ connectionString: ownerUrl, logger: silent });
    await jobs.migrate();
    await jobs.release();
    await dataSource.initialize();
    const applied = (await dataSource.runMigrations()).map(({ name }) => name);
    // the library makes its own list of what was done; the app reads it to refuse a schema it doesn't know
    await dataSource.query('grant select on migrations to tidu_app');
    await dataSource.query(openToBackups);
    await sealAll(ownerUrl, new Sealer(keys));
    await then();
    return applied;
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await guard.end(); // ends the lock with the session
  }
}

/**
 * A backup reads every row as the owner, whom row security is forced upon as well: every table with row security gets a
 * policy that opens it to the owner's backup, whatever room it came from.
 */
const openToBackups = `
do $$ declare t record; begin
  if to_regprocedure('whole_for_backup()') is null then return; end if;
  for t in select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relforcerowsecurity
    and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'whole_for_backup') loop
    execute format('create policy whole_for_backup on %I for select to tidu_owner using ((select whole_for_backup()))', t.relname);
  end loop;
end $$`;

/** Refuses to serve a schema that this program doesn't know, older or newer. */
export async function requireSchema(url: string, migrations: MigrationClass[]): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    const rows = await appliedMigrations(client);
    const applied = new Set(rows.map(({ name }) => name));
    const wanted = new Set(migrations.map(({ name }) => name));
    const missing = [...wanted].filter((name) => !applied.has(name));
    const unknown = [...applied].filter((name) => !wanted.has(name));
    if (missing.length > 0) {
      throw new DomainError(
        'unavailable',
        'PLATFORM.SCHEMA_OLD',
        `数据库结构比程序旧（差 ${missing.length} 步）。请先运行 npx tidu migrate。`,
      );
    }
    if (unknown.length > 0) {
      throw new DomainError(
        'unavailable',
        'PLATFORM.SCHEMA_NEW',
        `数据库结构比程序新（${unknown.join('、')}）。请换用新版本程序。`,
      );
    }
  } finally {
    await client.end();
  }
}

async function appliedMigrations(client: Client): Promise<{ name: string }[]> {
  try {
    return (await client.query<{ name: string }>('select name from migrations')).rows;
  } catch (error) {
    if ((error as { code?: string }).code === '42P01') return []; // an empty database has no such table yet
    throw error;
  }
}

const silent = new Logger(() => () => undefined);
