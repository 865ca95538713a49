import { systemActor } from '../database/acting-person';
import type { Database } from '../database/database';

/** What was counted under one key since its window began. */
interface Window {
  /** By this process's clock, in ms. */
  begun: number;
  /** By all processes, as far as this one knows. */
  used: number;
  /** Counted here and not yet written. */
  unsent: number;
  /** Settles when the database has said what others counted before. */
  known: Promise<void>;
}

/** Told of requests whose count was lost, and of the last reason. */
export type LostCounts = (lost: number, why: unknown) => void;

/** What the database has under a key: counted by all, and for how many seconds. */
interface Added {
  key: string;
  used: number;
  age: number;
}

const flushMs = 1_000;
/** What was lost is told once in so long. */
const tellMs = 60_000;
const tidyMs = 300_000;
/** So many keys are kept in memory; those that are put out are read from the database again. */
const mostKept = 20_000;

/**
 * Counts requests in this process and adds them up in PostgreSQL once a second, so that a request costs no statement:
 * only the first of a key in its window waits for what others counted. Exact where one process serves; of several,
 * each lets through at most what it receives within that second beyond the limit.
 */
export class RequestCounters {
  private readonly windows = new Map<string, Window>();
  private current: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;
  private tidied = performance.now();
  private lost = 0;
  private lastLost: unknown;
  private told = -tellMs;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly windowSeconds: number,
    private readonly tell: LostCounts,
  ) {
    this.timer = setInterval(() => void this.flush(), flushMs);
    this.timer.unref();
  }

  /** Counts one request; returns 0, or the seconds to wait where the limit is reached: then nothing is counted. */
  async take(key: string, limit: number): Promise<number> {
    const now = performance.now();
    let window = this.windows.get(key);
    if (!window || now - window.begun >= this.windowSeconds * 1000) {
      window = { begun: now, used: 0, unsent: 0, known: Promise.resolve() };
      this.keep(key, window);
      count(window);
      window.known = this.flush();
      await window.known;
      return window.used > limit ? this.wait(window) : 0;
    }
    await window.known;
    if (window.used >= limit) return this.wait(window);
    count(window);
    return 0;
  }

  /** Writes what has not been written; a database that is away loses counts of a second, never a request. */
  flush(): Promise<void> {
    // who comes while one is on its way waits for the next, which has them all
    this.current = this.next ??= this.current
      .then(() => {
        this.next = null;
        return this.send();
      })
      .catch(() => undefined) // what it had is noted as lost
      .then(() => this.tellLost());
    return this.current;
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
    this.tellLost(true);
  }

  private tellLost(isLast = false): void {
    const now = performance.now();
    if (this.lost === 0 || (now - this.told < tellMs && !isLast)) return;
    this.tell(this.lost, this.lastLost);
    this.lost = 0;
    this.told = now;
  }

  private wait({ begun }: Window): number {
    return Math.max(1, Math.ceil(this.windowSeconds - (performance.now() - begun) / 1000));
  }

  private keep(key: string, window: Window): void {
    if (this.windows.size >= mostKept)
      for (const old of [...this.windows.keys()].slice(0, mostKept / 2)) this.windows.delete(old);
    this.windows.delete(key);
    this.windows.set(key, window);
  }

  private async send(): Promise<void> {
    const sent = [...this.windows].filter(([, { unsent }]) => unsent > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    if (sent.length === 0) return;
    const counts = sent.map(([, window]) => window.unsent);
    for (const [, window] of sent) window.unsent = 0;
    const found = await this.write(
      sent.map(([key]) => key),
      counts,
    ).catch((error: unknown) => {
      this.lost += counts.reduce((sum, count) => sum + count, 0);
      this.lastLost = error;
      throw error;
    });
    for (const [key, window] of sent) {
      const row = found.get(key);
      if (!row) continue;
      window.used = row.used + window.unsent;
      window.begun = performance.now() - row.age * 1000;
    }
  }

  private async write(keys: string[], counts: number[]): Promise<Map<string, Added>> {
    const rows = await this.database.write(systemActor, async (tx) => {
      await this.tidy((sql) => tx.rows(sql, [this.windowSeconds]));
      return tx.rows<Added>(addUp, [keys, counts, this.windowSeconds]);
    });
    return new Map(rows.map((row) => [row.key, row]));
  }

  private async tidy(run: (sql: string) => Promise<unknown>): Promise<void> {
    const now = performance.now();
    if (now - this.tidied < tidyMs) return;
    this.tidied = now;
    for (const [key, { begun, unsent }] of this.windows)
      if (unsent === 0 && now - begun >= this.windowSeconds * 1000) this.windows.delete(key);
    await run('delete from request_counter where since < now() - make_interval(secs => 2 * $1::int)');
  }
}

function count(window: Window): void {
  window.used++;
  window.unsent++;
}

/** In the order of the keys, so that two processes never wait for each other. */
const addUp = `
  insert into request_counter as c (key, used)
  select u.key, u.used from unnest($1::text[], $2::int[]) u (key, used) order by u.key
  on conflict (key) do update set
    used = case when c.since <= now() - make_interval(secs => $3) then excluded.used else c.used + excluded.used end,
    since = case when c.since <= now() - make_interval(secs => $3) then now() else c.since end
  returning key, used, extract(epoch from clock_timestamp() - since)::float8 as age`;
