import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DomainError } from '@tidu/kernel';
import {
  builtInOfficer,
  Database,
  type Environment,
  JobRunner,
  JobsService,
  migrate,
  type OpenDatabase,
  openDatabase,
  readEnvironment,
  requireSchema,
  StoredFiles,
} from '@tidu/platform';
import { seedFigures } from '@tidu/figures';
import { seedReadings } from '@tidu/enterprises';
import { seedReference } from '@tidu/reference';
import { seedEvidenceFacts, seedStandards } from '@tidu/scoring';
import path from 'node:path';
import { AppModule } from '../../server/src/app.module';
import { entities, migrations } from '../../server/src/schema';
import { jobHandlers } from '../../server/src/wiring';
import { keepDemoRegion } from './demo/demo-region';
import { projectRoot } from './root';

/** The rooms of the house, opened for one command in the name of the officer at this machine. */
export interface Application {
  env: Environment;
  database: Database;
  context: INestApplicationContext;
  jobs: JobsService;
  files: StoredFiles;
  runner: JobRunner;
  person: typeof builtInOfficer;
  close(): Promise<void>;
}

/** Attaches to the running database or starts it for the command's own time; a new one is made ready first. */
export async function openApplication(command: string): Promise<Application> {
  const env = readEnvironment(process.env, projectRoot());
  const opened = await openDatabase(env, command);
  try {
    await requireSchema(opened.appUrl, migrations).catch(async (error: unknown) => {
      const old = error instanceof DomainError && error.code === 'PLATFORM.SCHEMA_OLD';
      if (!old || !opened.embedded || !opened.started) throw error;
      await prepareDatabase(opened);
    });
    const application = await buildApplication(env, opened);
    return { ...application, close: () => application.close().then(() => opened.close()) };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Migrates as the owner and seeds reference tables and standards as the app; run again it changes nothing. */
export async function prepareDatabase(opened: OpenDatabase): Promise<string[]> {
  if (!opened.ownerUrl) {
    await requireSchema(opened.appUrl, migrations);
    return [];
  }
  const applied = await migrate(opened.ownerUrl, migrations);
  const database = await Database.connect({ url: opened.appUrl, entities, statementTimeout: 0, poolSize: 2 });
  try {
    const seeds = path.join(projectRoot(), 'seeds');
    await seedReference(database, seeds);
    await keepDemoRegion(database);
    await seedEvidenceFacts(database, seeds);
    await seedFigures(database, seeds);
    await seedReadings(database, seeds);
    const { waiting, skipped } = await seedStandards(database, seeds);
    for (const one of waiting) process.stderr.write(`标准 ${one} 已随程序发布，待启用：在“标准”页面核对后启用。\n`);
    for (const one of skipped) process.stderr.write(`标准 ${one}。\n`);
  } finally {
    await database.close();
  }
  return applied;
}

/** The rooms over a database that is ready; closing leaves the database itself to its opener. */
export async function buildApplication(env: Environment, opened: OpenDatabase): Promise<Application> {
  const database = await Database.connect({
    url: opened.appUrl,
    entities,
    statementTimeout: 0,
    applicationName: 'tidu-cli',
  });
  const context = await NestFactory.createApplicationContext(AppModule.of(database, { ...env, logLevel: 'silent' }), {
    logger: false,
  });
  const failures = (error: unknown, jobId: string) => {
    if (!(error instanceof DomainError)) process.stderr.write(`任务 ${jobId}：${(error as Error).stack}\n`);
  };
  return {
    env,
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
