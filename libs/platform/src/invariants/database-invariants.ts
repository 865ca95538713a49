import { systemActor } from '../database/acting-person';
import type { Transaction } from '../database/transaction';
import type { Invariant, InvariantContext } from './invariant';

/** Reads one state without a limit of time. */
const look = <T>({ database }: InvariantContext, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  database.snapshot(systemActor, async (tx) => {
    await tx.rows('set local statement_timeout = 0');
    return work(tx);
  });

/** I10: what belongs to an enterprise hangs on nothing of another one. From the catalogue, for every foreign key there is. */
export const sameEnterprise: Invariant = {
  ...{ id: 'I10', room: 'platform', says: '每条记录与它引用的记录属于同一家企业，被引用的记录都在' },
  check: (context) =>
    look(context, async (tx) => {
      const keys = await tx.rows<{ name: string; child: string; parent: string; on: string; both: boolean }>(
        foreignKeys,
      );
      for (const { name, child, parent, on, both } of keys) {
        const orphans = await count(
          tx,
          `from ${child} c where not exists (select from ${parent} p where ${on}) and ${present(on)}`,
        );
        if (orphans > 0) context.violated(`${child}（${name}）：${orphans} 条引用的 ${parent} 不在了`);
        if (!both) continue;
        const strangers = await count(
          tx,
          `from ${child} c join ${parent} p on ${on} where c."enterpriseId" <> p."enterpriseId"`,
        );
        if (strangers > 0) context.violated(`${child}（${name}）：${strangers} 条引用了另一家企业的 ${parent}`);
      }
    }),
};

const foreignKeys = `
  select k.conname as name, k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent,
         (select string_agg(format('c.%I = p.%I', ca.attname, pa.attname), ' and ' order by u.place)
          from unnest(k.conkey, k.confkey) with ordinality u (child, parent, place)
          join pg_attribute ca on ca.attrelid = k.conrelid and ca.attnum = u.child
          join pg_attribute pa on pa.attrelid = k.confrelid and pa.attnum = u.parent) as on,
         (select count(*) = 2 from pg_attribute a where a.attrelid in (k.conrelid, k.confrelid)
          and a.attname = 'enterpriseId' and k.conrelid <> k.confrelid) as both
  from pg_constraint k where k.contype = 'f' and k.conparentid = 0 and k.connamespace = 'public'::regnamespace`;

/** A reference with an empty column refers to nothing. */
const present = (on: string) =>
  [...on.matchAll(/c\.("[^"]+"|\w+) =/g)].map(([, column]) => `c.${column} is not null`).join(' and ');

async function count(tx: Transaction, from: string): Promise<number> {
  return (await tx.row<{ n: number }>(`select count(*)::int as n ${from}`))?.n ?? 0;
}

/** I12: no job hangs, and each ends as it says. */
export const jobsEnd: Invariant = {
  ...{ id: 'I12', room: 'platform', says: '没有后台任务失去租约还算在运行，每个任务的状态与结果相符' },
  check: (context) =>
    look(context, async (tx) => {
      const wrong = await tx.rows<{ id: string; task: string; why: string }>(`
        select id, task, case
          when state = 'running' and "leaseUntil" < now() - interval '2 minutes' then '租约已过两分钟，没有进程接手'
          when state = 'running' and "leaseUntil" is null then '在运行却没有租约'
          when state = 'failed' and error is null then '失败而没有说明'
          when state = 'succeeded' and result is null then '成功而没有结果' end as why
        from job_run where (state = 'running' and ("leaseUntil" is null or "leaseUntil" < now() - interval '2 minutes'))
          or (state = 'failed' and error is null) or (state = 'succeeded' and result is null) order by id limit 1000`);
      for (const { id, task, why } of wrong) context.violated(`任务 ${id}（${task}）：${why}`);
    }),
};

/** I13: nothing holds the database up. */
export const nothingHangs = nothingHangsFor(30);

/** The same for another patience, in seconds. */
export function nothingHangsFor(patience: number): Invariant {
  return {
    ...{ id: 'I13', room: 'platform', says: `没有空等超过 ${patience} 秒的事务，没有超过 ${patience} 秒没得到的锁` },
    check: (context) =>
      look(context, async (tx) => {
        const hanging = await tx.rows<{ pid: number; name: string; state: string; seconds: number }>(
          `select pid, application_name as name, state, extract(epoch from clock_timestamp() - state_change)::int as seconds
           from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
             and state_change < clock_timestamp() - make_interval(secs => $1)
             and (state like 'idle in transaction%' or wait_event_type = 'Lock')`,
          [patience],
        );
        for (const { pid, name, state, seconds } of hanging)
          context.violated(`连接 ${pid}（${name}）：${state}，已 ${seconds} 秒`);
      }),
  };
}

/** I14: the database itself is sound. */
export const soundDatabase: Invariant = {
  ...{ id: 'I14', room: 'platform', says: '没有失效的索引和约束，没有校验和错误，序列都在最大编号之后' },
  check: (context) =>
    look(context, async (tx) => {
      const broken = await tx.rows<{ what: string }>(`
        select '索引 ' || indexrelid::regclass || ' 失效' as what from pg_index where not indisvalid or not indisready
        union all
        select '约束 ' || conname || '（' || conrelid::regclass || '）没有核对过' from pg_constraint
          where not convalidated and connamespace = 'public'::regnamespace
        union all
        select '校验和错误 ' || checksum_failures || ' 次，最近 ' || checksum_last_failure from pg_stat_database
          where datname = current_database() and checksum_failures > 0`);
      for (const { what } of broken) context.violated(what);
      await sequencesAhead(tx, context);
      await indexesAgree(tx, context);
    }),
};

async function sequencesAhead(tx: Transaction, context: InvariantContext): Promise<void> {
  const behind = await tx.rows<{ sequence: string; holder: string }>('select sequence, holder from sequences_behind()');
  for (const { sequence, holder } of behind) context.violated(`序列 ${sequence} 落后于 ${holder} 的最大编号`);
}

/** The server's own inspection of its indexes, where its extension amcheck was installed for us. */
async function indexesAgree(tx: Transaction, context: InvariantContext): Promise<void> {
  const there = await tx.row<{ may: boolean }>(
    `select coalesce(has_function_privilege(to_regprocedure('bt_index_check(regclass)'), 'execute'), false) as may`,
  );
  if (!there?.may) return context.note('没有安装 amcheck 或没有授权，索引内部没有逐页核对');
  const indexes = await tx.rows<{ name: string }>(`
    select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
    join pg_am a on a.oid = c.relam where a.amname = 'btree' and c.relnamespace = 'public'::regnamespace and c.relkind = 'i'
      and c.relpersistence = 'p' and i.indisvalid`);
  for (const { name } of indexes) {
    await tx.rows('savepoint one');
    try {
      await tx.rows('select bt_index_check($1::regclass)', [name]);
    } catch (error) {
      await tx.rows('rollback to savepoint one');
      context.violated(`索引 ${name}：${(error as Error).message}`);
    }
  }
}
