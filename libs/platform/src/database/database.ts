import { DomainError } from '@tidu/kernel';
import type { Pool, PoolClient } from 'pg';
import { DataSource, type EntityTarget, type ObjectLiteral, type QueryRunner } from 'typeorm';
import { claimAct } from '../acts/act';
import { Turns } from '../limits/turns';
import { admitKeys, type Ask, requireSealed } from '../sealing/admit-keys';
import { DataKeys } from '../sealing/data-keys';
import { Sealer } from '../sealing/sealer';
import { type Act, type ActingPerson, scopeSetting, systemActor } from './acting-person';
import { Liveness } from './liveness';
import { inWords } from './lost';
import type { Transaction } from './transaction';

/** How a transaction begins; `isRead`: beginning and end are not waited for. */
const modes = {
  read: { begin: 'begin read only', isRead: true },
  keptPlans: { begin: 'begin read only; set local plan_cache_mode = force_generic_plan', isRead: true },
  write: { begin: 'begin', isRead: false },
  snapshot: { begin: 'begin isolation level repeatable read read only', isRead: false },
};
type Mode = keyof typeof modes;

/**
 * How long a caller waits, in ms, before the server is asked for a sign of life, and how long that may take: at the doors,
 * where somebody waits, and in jobs, which are at it for hours and must outlast a busy minute of the machine.
 */
const doorPatience = { waitMs: 1_500, answerMs: 1_500 };
const jobPatience = { waitMs: 30_000, answerMs: 15_000 };

/** How long a caller waits for a connection, in ms. */
const connectPatience = 4_000;
/** Of the connections of the doors, the part that those may have who give way. */
const sharedPart = 0.6;

export interface DatabaseOptions {
  url: string;
  entities: EntityTarget<ObjectLiteral>[];
  poolSize?: number;
  /** Longest statement in ms; jobs pass 0 (no limit), doors keep the default of 15 s. */
  statementTimeout?: number;
  applicationName?: string;
  /** Keys of sealed columns; without them nothing sealed can be written or read. */
  keys?: DataKeys;
}

/**
 * The only way to an EntityManager: opens the transaction, sets who is acting (row security reads it) and closes
 * it again. Without a person there is no transaction, and without a transaction no row.
 */
export class Database {
  /** Acts with a transaction open. */
  private readonly open = new WeakSet<Act>();

  private constructor(
    private readonly dataSource: DataSource,
    private readonly liveness: Liveness,
    private readonly turns: Turns,
    private readonly sealer: Sealer,
  ) {}

  /** Connects, and refuses a login, a server or a lack of keys that would make our promises void. */
  static async connect(options: DatabaseOptions): Promise<Database> {
    const poolSize = options.poolSize ?? 20;
    const isForJobs = options.statementTimeout === 0;
    const dataSource = new DataSource({
      type: 'postgres',
      url: options.url,
      entities: options.entities as never[],
      synchronize: false,
      poolSize,
      connectTimeoutMS: connectPatience,
      applicationName: options.applicationName ?? 'tidu',
      parseInt8: false,
      extra: {
        statement_timeout: options.statementTimeout ?? 15_000,
        // at a door somebody is waiting: who can't have their turn by then is told so
        lock_timeout: isForJobs ? 10_000 : 4_000,
        idle_in_transaction_session_timeout: isForJobs ? 0 : 60_000,
        keepAlive: true,
      },
    });
    const sealer = new Sealer(options.keys ?? DataKeys.given([]));
    try {
      await dataSource.initialize();
      await refuseUnsafe(dataSource);
      const ask: Ask = (sql, parameters) => dataSource.query(sql, parameters);
      if (options.keys && (await admitKeys(ask, sealer))) await requireSealed(ask);
    } catch (error) {
      if (dataSource.isInitialized) await dataSource.destroy();
      throw error instanceof DomainError ? error : unreachable(error);
    }
    // jobs are few and hold several connections each
    const turns = isForJobs ? new Turns(poolSize) : new Turns(poolSize, Math.ceil(sharedPart * poolSize));
    // who waits for a connection would come to a dead server, and wait there once more
    const lost = () => turns.giveUpWaiting();
    const liveness = new Liveness(new URL(options.url), isForJobs ? jobPatience : doorPatience, lost);
    return new Database(dataSource, liveness, turns, sealer);
  }

  /**
   * Runs `work` in a read-only transaction. Its statements are sent without waiting for the beginning, and its end is
   * not waited for, so a read of one statement costs one round trip; COPY needs `write` or `snapshot`.
   * With `keptPlans` a prepared statement is planned once for a connection, whatever its parameters.
   */
  read<T>(person: ActingPerson, work: (tx: Transaction) => Promise<T>, plans?: 'keptPlans'): Promise<T> {
    return this.run(plans ?? 'read', person, work);
  }

  /**
   * Runs `work` in a transaction that is committed when it returns and rolled back when it throws.
   * @throws ActRepeated where the person's act took effect already
   * @throws Error where another write of the same act has not ended: it holds the claim, and would be waited for while
   * it waits itself
   */
  async write<T>(person: ActingPerson, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const { act } = person;
    if (!act) return this.run('write', person, work);
    if (this.open.has(act)) throw new Error('a write within another of one request: hand its transaction on instead');
    this.open.add(act);
    try {
      return await this.run('write', person, async (tx) => {
        await claimAct(tx, act);
        return work(tx);
      });
    } finally {
      this.open.delete(act);
    }
  }

  /** Reads one state of the data however long it takes (repeatable read). */
  snapshot<T>(person: ActingPerson, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.run('snapshot', person, work);
  }

  /** Connections: how many there are, how many idle, and how many callers wait for one. */
  pool(): { total: number; idle: number; waiting: number } {
    const { master } = this.dataSource.driver as unknown as { master: Pool };
    return { total: master.totalCount, idle: master.idleCount, waiting: master.waitingCount + this.turns.waiting };
  }

  async close(): Promise<void> {
    this.liveness.stop();
    await this.dataSource.destroy();
  }

  private async run<T>(mode: Mode, person: ActingPerson, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const giveBack = await this.turns.take(givesWay(person), connectPatience);
    if (!giveBack) throw busy();
    const runner = this.dataSource.createQueryRunner();
    const { isRead } = modes[mode];
    const client = (await runner.connect().catch((error: unknown) => {
      giveBack();
      throw isBusy(error) ? busy() : inWords(error, mode === 'write', true);
    })) as PoolClient;
    this.liveness.began(client);
    Object.assign(client, { pipeline: isRead });
    let ended: Promise<void> | undefined;
    const end = (how: 'commit' | 'rollback') => {
      ended = close(runner, client, how).finally(() => {
        this.liveness.ended(client);
        giveBack();
      });
      ended.catch(() => undefined); // a read doesn't wait for it
      return ended;
    };
    try {
      if (isRead) sendTogether(client);
      const opened = client.query(opening(mode, person, client));
      markTransaction(runner, true);
      if (!isRead) await opened;
      const [result] = await Promise.all([
        work(transactionOf({ person, sealer: this.sealer }, runner, client, end)),
        opened,
      ]);
      const done = ended ?? end('commit');
      if (!isRead) await done;
      return result;
    } catch (error) {
      await (ended ?? end('rollback')).catch(() => undefined);
      throw inWords(error, mode === 'write', client.connection.stream.destroyed);
    }
  }
}

/**
 * Staff who look at many enterprises give way to the enterprises' own people, to whoever signs in, and to what keeps the
 * doors going: on the last day of a window everybody files, and no list may hold that up.
 */
function givesWay({ id, scope }: ActingPerson): boolean {
  if (id === systemActor.id) return false;
  return scope.everything || scope.regions.length + (scope.zones ?? []).length > 0;
}

/** Begins and says who acts, in one message; the values are escaped by the driver. */
function opening(mode: Mode, person: ActingPerson, client: PoolClient): string {
  const setting = (name: string, value: string) => `set local tidu.${name} = ${client.escapeLiteral(value)}`;
  const { id, scope, principal } = person;
  const forWhom = principal ? `; ${setting('principal', JSON.stringify(principal))}` : '';
  return `${modes[mode].begin}; ${setting('person', id)}; ${setting('scope', scopeSetting(scope))}${forWhom}`;
}

/** Ends the transaction and gives the connection back, or up: an open transaction must not go into the pool. */
async function close(runner: QueryRunner, client: PoolClient, how: 'commit' | 'rollback'): Promise<void> {
  try {
    await client.query(how);
  } catch (error) {
    await giveUp(runner, error);
    throw error;
  } finally {
    markTransaction(runner, false);
  }
  await runner.release();
}

/**
 * Takes the connection out of the pool by way of its runner: released past it, the runner would stay in TypeORM's list,
 * and release the connection a second time when that breaks or the house closes.
 */
async function giveUp(runner: QueryRunner, why: unknown): Promise<void> {
  await (runner as unknown as { releasePostgresConnection(why: unknown): Promise<void> }).releasePostgresConnection(
    why,
  );
}

function transactionOf(
  given: Pick<Transaction, 'person' | 'sealer'>,
  runner: QueryRunner,
  client: PoolClient,
  end: (how: 'commit') => unknown,
): Transaction {
  let isOver = false;
  const rows = async <R extends object>(text: string, values: unknown[] = [], kept?: 'prepared') => {
    if (isOver) throw new Error('a statement after the last one');
    return (await client.query<R>({ text, values, name: kept && preparedName(text) })).rows;
  };
  return {
    ...{ ...given, manager: runner.manager, client, rows },
    lastRows: <R extends object>(sql: string, parameters?: unknown[], kept?: 'prepared') => {
      sendTogether(client);
      const found = rows<R>(sql, parameters, kept);
      isOver = true;
      end('commit');
      return found;
    },
    row: async <R extends object>(sql: string, parameters?: unknown[]) => (await rows<R>(sql, parameters))[0] ?? null,
  };
}

/** Names of the statements that connections keep, by their text. A filter more or less makes another text. */
const preparedNames = new Map<string, string>();
const mostPrepared = 200;

function preparedName(sql: string): string | undefined {
  const known = preparedNames.get(sql);
  if (known !== undefined || preparedNames.size >= mostPrepared) return known;
  const name = `tidu_${preparedNames.size}`;
  preparedNames.set(sql, name);
  return name;
}

/** What is asked of the connection until control returns leaves in one packet. */
function sendTogether(client: PoolClient): void {
  const { stream } = client.connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** TypeORM must neither open a transaction of its own inside ours nor commit it. */
function markTransaction(runner: QueryRunner, active: boolean): void {
  Object.assign(runner, { isTransactionActive: active, transactionDepth: active ? 1 : 0 });
}

/** Row security and durability hold only for a login that can't go round them and a server that keeps its word. */
async function refuseUnsafe(dataSource: DataSource): Promise<void> {
  const [found] = await dataSource.query<
    {
      role: string;
      super: boolean;
      bypass: boolean;
      owns: boolean;
      encoding: string;
      ctype: string;
      version: number;
      lax: string[];
      throwaway: boolean;
    }[]
  >(`
    select current_user as role, r.rolsuper as super, r.rolbypassrls as bypass,
           exists (select from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p')
                   and c.relnamespace = 'public'::regnamespace) as owns,
           pg_encoding_to_char(d.encoding) as encoding, d.datctype as ctype,
           current_setting('server_version_num')::int as version,
           array(select name from pg_settings where setting = 'off'
                 and name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name) as lax,
           coalesce(current_setting('tidu.throwaway', true) = 'on', false) as throwaway
    from pg_roles r, pg_database d where r.rolname = current_user and d.datname = current_database()`);
  const refuse = (message: string) => {
    throw new DomainError('unavailable', 'PLATFORM.UNSAFE_DATABASE', message);
  };
  if (!found) return refuse('数据库没有说明当前登录的角色。');
  if (found.super || found.bypass || found.owns) {
    refuse(`数据库登录 ${found.role} 权限过大（超级用户、可绕过行级安全或拥有业务表）。请改用 tidu_app 登录。`);
  }
  if (found.lax.length > 0 && !found.throwaway) {
    refuse(
      `数据库的 ${found.lax.join('、')} 是关着的：断电或崩溃会丢失已经答复的提交。请在 postgresql.conf（或该登录、该库的设置）里改为 on 并重新加载后再启动。`,
    );
  }
  if (found.version < 150000) refuse('PostgreSQL 版本过低，需要 15 以上。');
  if (found.encoding !== 'UTF8' || found.ctype === 'C' || found.ctype === 'POSIX') {
    refuse(
      `数据库编码应为 UTF8、字符分类应为 C.UTF-8，现为 ${found.encoding}、${found.ctype}。请按 tidu db roles 打印的语句建库。`,
    );
  }
}

/** All connections are at work and none came free in time: nothing was begun, and the caller may try again. */
const isBusy = (error: unknown) => /^timeout exceeded when trying to connect/.test((error as Error).message);
const busy = () =>
  new DomainError('unavailable', 'PLATFORM.BUSY', '系统正忙，这次操作没有开始，也没有写入任何内容。请稍后重试。');

function unreachable(error: unknown): DomainError {
  const code = (error as { code?: string }).code ?? '';
  return new DomainError(
    'unavailable',
    'PLATFORM.DATABASE_UNREACHABLE',
    `连接数据库失败（${code || '原因不明'}）。请检查数据库是否启动、地址和口令是否正确。`,
  );
}
