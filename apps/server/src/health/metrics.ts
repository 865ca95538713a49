import { type Database, listBackups, systemActor } from '@tidu/platform';
import type { NextFunction, Request, Response } from 'express';
import fs from 'node:fs';
import path from 'node:path';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { HealthService } from './health.service';

/** The numbers of this installation for Prometheus. No name of a person or an enterprise is among them. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Histogram<'method' | 'route' | 'status'>;
  private readonly gauges: Record<string, Gauge>;
  private readonly jobs: Gauge<'state'>;
  private readonly scrapeFailures: Counter;

  constructor(
    private readonly database: Database,
    private readonly health: HealthService,
    private readonly home: string,
  ) {
    const { registry } = this;
    collectDefaultMetrics({ register: registry });
    this.requests = new Histogram({
      name: 'tidu_http_request_seconds',
      help: 'Requests by route and status, and how long they took',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
      registers: [registry],
    });
    this.jobs = new Gauge({ name: 'tidu_jobs', help: 'Jobs by state', labelNames: ['state'], registers: [registry] });
    this.scrapeFailures = new Counter({
      ...{
        name: 'tidu_scrape_failures_total',
        help: 'Scrapes that the database did not answer',
        registers: [registry],
      },
    });
    this.gauges = Object.fromEntries(
      Object.entries(gauges).map(([name, help]) => [
        name,
        new Gauge({ name: `tidu_${name}`, help, registers: [registry] }),
      ]),
    );
  }

  /** Middleware: notes every request when it has been answered, by its route, never by its address. */
  readonly observe = (request: Request, response: Response, next: NextFunction): void => {
    const began = process.hrtime.bigint();
    response.once('finish', () => {
      const { method } = request;
      const route = (request.route as { path?: unknown } | undefined)?.path;
      const labels = { method, route: typeof route === 'string' ? route : 'other', status: response.statusCode };
      this.requests.observe(labels, Number(process.hrtime.bigint() - began) / 1e9);
    });
    next();
  };

  async text(): Promise<{ type: string; text: string }> {
    const { total, idle, waiting } = this.database.pool();
    this.set({ pool_connections: total, pool_idle: idle, pool_waiting: waiting });
    this.set({ last_backup_timestamp_seconds: this.lastBackup() });
    await this.askDatabase().catch(() => {
      this.set({ database_up: 0 });
      this.scrapeFailures.inc();
    });
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }

  private async askDatabase(): Promise<void> {
    const { sameSchema, workerSeconds, pending, behindSeconds } = await this.health.behind();
    this.set({ database_up: 1, schema_known: Number(sameSchema) });
    this.set({ worker_heartbeat_seconds: workerSeconds ?? NaN });
    this.set({ audit_pending: pending, audit_unsealed_seconds: behindSeconds });
    const rows = await this.database.read(systemActor, (tx) =>
      tx.rows<{ state: string; count: number }>(
        `select s as state, count(j.id)::int as count from unnest(array['queued', 'running', 'failed']) s
         left join job_run j on j.state = s and (s <> 'failed' or j."finishedAt" > now() - interval '1 day') group by s`,
      ),
    );
    for (const { state, count } of rows) this.jobs.set({ state: state === 'failed' ? 'failed_1d' : state }, count);
  }

  private set(values: Record<string, number>): void {
    for (const [name, value] of Object.entries(values)) this.gauges[name]?.set(value);
  }

  private lastBackup(): number {
    const newest = listBackups(path.join(this.home, 'backups')).at(-1);
    return newest === undefined ? 0 : Math.floor(fs.statSync(newest).mtimeMs / 1000);
  }
}

const gauges: Record<string, string> = {
  database_up: 'Whether the database answers',
  schema_known: 'Whether the schema is the one this program knows',
  worker_heartbeat_seconds: 'Seconds since a worker last gave a sign of life; NaN: never',
  audit_pending: 'Entries of the trail that no seal holds yet',
  audit_unsealed_seconds: 'Seconds since the oldest of them waits; above 4 hours decisions are refused',
  pool_connections: 'Connections to the database',
  pool_idle: 'Connections at rest',
  pool_waiting: 'Callers waiting for a connection',
  last_backup_timestamp_seconds: 'When the newest backup in the default folder was made; 0: there is none',
};
