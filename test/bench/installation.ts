import { type Cluster, Database, migrate, startCluster } from '@tidu/platform';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { projectRoot } from '../../apps/cli/src/root';
import { entities, migrations } from '../../apps/server/src/schema';
import { seedAll } from '../../apps/server/src/seed-all';
import { type JobDone, runJob } from './child/run-child';
import type { Scale } from './harness';
import { populate } from './population';

/** A database of the run, as the product sees it and as its superuser does. */
export class BenchDatabase {
  constructor(
    readonly name: string,
    /** Login of `tidu_app`: row security on. */
    readonly appUrl: string,
    private readonly superuserUrl: string,
    readonly filesDir: string,
  ) {}

  /** Runs statements past row security: to arrange, and to measure limits that owe nothing to our rules. */
  async asSuperuser<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: this.superuserUrl });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  get superuser(): string {
    return this.superuserUrl;
  }

  /** Writes out what the last measurement left dirty, so that the next one doesn't pay for it. */
  checkpoint = (): Promise<unknown> => this.asSuperuser((client) => client.query('checkpoint'));

  /** Runs one job as a worker does, in a process of its own; `repeat` runs it again and again in the same process. */
  job<Result>(task: string, payload: object, repeat = 1): Promise<JobDone<Result>> {
    return runJob({ appUrl: this.appUrl, filesDir: this.filesDir, task, payload, repeat });
  }

  /** Takes every run, ranking and their cards away again. */
  forgetRuns(): Promise<void> {
    return this.asSuperuser(async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'score_card'::regclass`,
      );
      for (const { name } of rows) await client.query(`drop table ${name}`);
      await client.query('truncate ranking_row; delete from ranking; delete from scoring_run');
    });
  }
}

/** One PostgreSQL with ordinary, durable settings in a folder of its own, and the databases of the benchmarks. */
export class Installation {
  private readonly made = new Map<string, Promise<BenchDatabase>>();

  private constructor(
    readonly scale: Scale,
    readonly dir: string,
    private readonly keep: boolean,
    private readonly cluster: Cluster,
  ) {}

  /** `kept`: a folder whose databases are used again by the next run; otherwise everything is temporary. */
  static async open(scale: Scale, kept?: string): Promise<Installation> {
    const dir = kept ? path.resolve(kept) : fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-bench-'));
    fs.mkdirSync(dir, { recursive: true });
    fs.chmodSync(dir, 0o711);
    try {
      const cluster = await startCluster({ dataDir: path.join(dir, 'pg') });
      await migrate(cluster.url('tidu_owner'), migrations);
      const database = await Database.connect({ url: cluster.url('tidu_app'), entities, poolSize: 2 });
      await seedAll(database, path.join(projectRoot(), 'seeds'));
      await database.close();
      return new Installation(scale, dir, kept !== undefined, cluster);
    } catch (error) {
      if (kept === undefined) fs.rmSync(dir, { recursive: true, force: true });
      throw error;
    }
  }

  /** A million (or, small, ten thousand) enterprises with a fact sheet each; made once, shared by the benchmarks. */
  population(): Promise<BenchDatabase> {
    return this.database(`population_${this.scale}`, (made) =>
      populate(made, this.scale === 'full' ? 1_000_000 : 10_000),
    );
  }

  /** A hundredth of it, to see how the cost grows. */
  smallPopulation(): Promise<BenchDatabase> {
    return this.database(`small_population_${this.scale}`, (made) =>
      populate(made, this.scale === 'full' ? 10_000 : 1_000),
    );
  }

  /** A database with schema, code tables and standards; `fill` is run when it's made. */
  database(name: string, fill?: (made: BenchDatabase) => Promise<void>): Promise<BenchDatabase> {
    const known = this.made.get(name) ?? this.make(name, fill);
    this.made.set(name, known);
    return known;
  }

  /** Filled under another name: a run broken off leaves nothing that the next one would take for whole. */
  private async make(name: string, fill?: (made: BenchDatabase) => Promise<void>): Promise<BenchDatabase> {
    const client = new Client({ connectionString: this.cluster.url('postgres', 'postgres') });
    await client.connect();
    try {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
      if (rowCount) return this.at(name);
      const unfinished = `${name}_unfinished`;
      await client.query(`drop database if exists ${unfinished} with (force)`);
      await client.query(`create database ${unfinished} template tidu owner tidu_owner`);
      await client.query(`grant connect on database ${unfinished} to tidu_app`);
      await fill?.(this.at(unfinished));
      await client.query(`alter database ${unfinished} rename to ${name}`);
      return this.at(name);
    } finally {
      await client.end();
    }
  }

  private at(name: string): BenchDatabase {
    const filesDir = path.join(this.dir, 'files', name);
    return new BenchDatabase(name, this.cluster.url('tidu_app', name), this.cluster.url('postgres', name), filesDir);
  }

  async close(): Promise<void> {
    await this.cluster.stop();
    if (!this.keep) fs.rmSync(this.dir, { recursive: true, force: true });
  }
}
