import { NestFactory } from '@nestjs/core';
import { type Database, type Environment, JobRunner, startWorker, type Worker } from '@tidu/platform';
import { AppModule } from './app.module';
import { NestLog, openLog } from './logging';
import { jobHandlers } from './wiring';

/** One worker: takes jobs as they come until it's stopped. */
export async function createWorker(database: Database, env: Environment): Promise<Worker> {
  const log = openLog(env.logLevel);
  const app = await NestFactory.createApplicationContext(AppModule.of(database, env), { logger: new NestLog(log) });
  const runner = new JobRunner(database, jobHandlers(app), (error, jobId) => {
    const { name, message, code, stack } = error as Error & { code?: string };
    log.error(
      { jobId, name, code, message: code ? undefined : message, stack: code ? undefined : stack },
      'job failed',
    );
  });
  const worker = await startWorker(env.databaseUrl ?? '', runner, (level, message) => log.warn({ level }, message));
  return {
    stop: async () => {
      await worker.stop();
      await app.close();
    },
  };
}
