import { NestFactory } from '@nestjs/core';
import { type Database, type Environment, JobRunner, startWorker, type Worker } from '@tidu/platform';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module';
import { jobHandlers } from './wiring';

/** One worker: takes jobs as they come until it's stopped. */
export async function createWorker(database: Database, env: Environment): Promise<Worker> {
  const app = await NestFactory.createApplicationContext(AppModule.of(database, env), { bufferLogs: true });
  const logger = app.get(Logger);
  app.useLogger(logger);
  const runner = new JobRunner(database, jobHandlers(app), (error, jobId) => {
    const { name, message, code, stack } = error as Error & { code?: string };
    logger.error(
      { jobId, name, code, message: code ? undefined : message, stack: code ? undefined : stack },
      'job failed',
    );
  });
  const worker = await startWorker(env.databaseUrl ?? '', runner, (level, message) => logger.warn({ level }, message));
  return {
    stop: async () => {
      await worker.stop();
      await app.close();
    },
  };
}
