import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditSealer } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import {
  builtInOfficer,
  Database,
  DataKeys,
  type Environment,
  forgetSeeds,
  JobRunner,
  JobsService,
  migrate,
  type OpenDatabase,
  openDatabase,
  readEnvironment,
  readSetting,
  requireSchema,
  StoredFiles,
  systemActor,
  writeSetting,
} from '@tidu/platform';
import path from 'node:path';
import { AppModule } from '../../server/src/app.module';
import { entities, migrations } from '../../server/src/schema';
import { seedAll } from '../../server/src/seed-all';
import { jobHandlers } from '../../server/src/wiring';
import { keepDemoRegion } from './demo/demo-region';
import { projectRoot } from './root';

/** The rooms of the house, opened for one command in the name of the officer at this machine. */
export interface Application {
  env: Environment;
  /** Login of the owner; absent on a foreign server for which none was given. */
  ownerUrl?: string;
  database: Database;
  context: INestApplicationContext;
  jobs: JobsService;
  files: StoredFiles;
  runner: JobRunner;
  person: typeof builtInOfficer;
  close(): Promise<void>;
}

/**
 * Attaches to the running database or starts it for the command's own time; a new one is made ready first. What a
 * stopped installation left unsealed is sealed now, as its worker would have done: otherwise its commands were refused.
 */
export async function openApplication(command: string, { seal = true } = {}): Promise<Application> {
  const env = readEnvironment(process.env, projectRoot());
  const opened = await openDatabase(env, command);
  try {
    await requireSchema(opened.appUrl, migrations).catch(async (error: unknown) => {
      const old = error instanceof DomainError && error.code === 'PLATFORM.SCHEMA_OLD';
      if (!old || !opened.embedded || !opened.started) throw error;
      await prepareDatabase(env, opened);
    });
    const application = await buildApplication(env, opened);
    if (seal) await sealTrail(application.database, env);
    return { ...application, close: () => application.close().then(() => opened.close()) };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/**
 * Migrates as the owner and seeds reference tables and standards as the app; run again it changes nothing. Tables whose
 * seed files are those of the last time are not compared, unless `afresh` or by another program than that time.
 */
export async function prepareDatabase(
  env: Environment,
  opened: OpenDatabase,
  { afresh = false } = {},
): Promise<string[]> {
  if (!opened.ownerUrl) {
    await requireSchema(opened.appUrl, migrations);
    return [];
  }
  const keys = DataKeys.of(env);
  return migrate(opened.ownerUrl, migrations, () => fillTables(opened, keys, afresh), keys);
}

async function fillTables({ appUrl }: OpenDatabase, keys: DataKeys, afresh: boolean): Promise<void> {
  const database = await Database.connect({ url: appUrl, entities, statementTimeout: 0, poolSize: 2, keys });
  try {
    await noteProgram(database, afresh);
    const { waiting, skipped } = await seedAll(database, path.join(projectRoot(), 'seeds'));
    await keepDemoRegion(database);
    for (const one of waiting) process.stderr.write(`标准 ${one} 已随程序发布，待启用：在“标准”页面核对后启用。\n`);
    for (const one of skipped) process.stderr.write(`标准 ${one}。\n`);
  } finally {
    await database.close();
  }
}

/** Seals what waits. Where that fails the trail itself refuses what must not go on, hours later; the command need not stop. */
export async function sealTrail(database: Database, env: Environment): Promise<void> {
  await new AuditSealer(database, env.auditHeadsDir).seal().catch((error: unknown) => {
    const why = error instanceof DomainError ? error.message : (error as Error).message;
    process.stderr.write(`tidu：审计没有封存：${why}\n`);
  });
}

/** Where another build than this one stood last, it may have read the same files otherwise. */
function noteProgram(database: Database, afresh: boolean): Promise<void> {
  const build = process.env.TIDU_BUILD ?? null;
  return database.write(systemActor, async (tx) => {
    if (!afresh && (await readSetting<{ build: string | null }>(tx, 'program'))?.build === build) return;
    await forgetSeeds(tx);
    await writeSetting(tx, 'program', { build });
  });
}

/** The rooms over a database that is ready; closing leaves the database itself to its opener. */
export async function buildApplication(
  env: Environment,
  opened: Pick<OpenDatabase, 'appUrl' | 'ownerUrl'>,
): Promise<Application> {
  const database = await Database.connect({
    url: opened.appUrl,
    entities,
    statementTimeout: 0,
    applicationName: 'tidu-cli',
    keys: DataKeys.of(env),
  });
  const context = await NestFactory.createApplicationContext(AppModule.of(database, { ...env, logLevel: 'silent' }), {
    logger: false,
  });
  const failures = (error: unknown, jobId: string) => {
    if (!(error instanceof DomainError)) process.stderr.write(`任务 ${jobId}：${(error as Error).stack}\n`);
  };
  return {
    env,
    ownerUrl: opened.ownerUrl,
    database,
    context,
    jobs: context.get(JobsService),
    files: context.get(StoredFiles),
    runner: new JobRunner(database, jobHandlers(context), failures),
    person: builtInOfficer,
    close: async () => {
      await context.close();
      await database.close();
    },
  };
}
