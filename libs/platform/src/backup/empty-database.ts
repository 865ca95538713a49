import { DomainError } from '@tidu/kernel';
import type { Client } from 'pg';

/** Refuses a database in which anything was made. @throws DomainError `PLATFORM.NOT_EMPTY`. */
export async function requireEmpty(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'graphile_worker') and c.relkind in ('r', 'p', 'v', 'm', 'S') limit 1`,
  );
  if (rows.length === 0) return;
  throw new DomainError(
    'conflict',
    'PLATFORM.NOT_EMPTY',
    `目标数据库不是空的（已有 ${rows[0]?.name ?? ''}），没有恢复。备份只恢复到空库：内置数据库用 TIDU_HOME 指定一个新目录，自己的服务器新建一个库。`,
  );
}

/** Takes away what a restore that failed has made, so that it can be tried again. */
export async function emptyAgain(client: Client): Promise<void> {
  await client.query(`
    drop schema if exists graphile_worker cascade;
    drop schema public cascade;
    create schema public;
    revoke all on schema public from public;
    grant usage on schema public to tidu_app, tidu_auditor`);
}
