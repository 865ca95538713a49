import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  AnswerMasks,
  type Database,
  endlessBody,
  type Environment,
  readableBody,
  shallowBody,
  shallowBytes,
  validationPipe,
  wellFormedQuery,
} from '@tidu/platform';
import { evaluationBody } from '@tidu/scoring';
import compression from 'compression';
import path from 'node:path';
import { JsonAdapter } from './answers';
import { AppModule } from './app.module';
import { requireCheckedInputs } from './checked-inputs';
import { bindInterceptors } from './interceptors';
import { createDocuments, mountDocs } from './documents';
import { Metrics } from './health/metrics';
import { NestLog, openLog, requestLog } from './logging';
import { ownAddressOnly } from './own-address';
import { mountPages } from './pages';
import { securityHeaders } from './security-headers';
import { signedInOnly } from './signed-in-only';

/**
 * How long an idle connection is kept, in ms: longer than a proxy keeps it (nginx: 60 s). Whoever ends it first must be
 * the one that asks, or a request is lost that was sent as we hung up.
 */
const keptIdle = 75_000;

/** The HTTP doors: console and open interface, their documents, the pages. Not yet listening. */
export async function createDoors(database: Database, env: Environment, root: string): Promise<NestExpressApplication> {
  const log = openLog(env.logLevel);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(database, env), new JsonAdapter(), {
    logger: new NestLog(log),
    bodyParser: false,
  });
  requireCheckedInputs(app);
  app.use(requestLog(log));
  app.use(app.get(Metrics).observe);
  app.disable('x-powered-by');
  app.set('trust proxy', env.proxyHops);
  app.set('etag', false); // answers are never kept by a browser; hashing each of them is work for nothing
  app.use(securityHeaders(env.publicUrl?.startsWith('https:') ?? false));
  app.use(ownAddressOnly(env.publicUrl));
  app.use(compression());
  app.use(wellFormedQuery);
  app.use(endlessBody);
  app.use(readableBody);
  app.use(evaluationBody.path, evaluationBody.handler); // before the JSON parser, which would round its numbers
  app.useBodyParser('json', { limit: '1mb', verify: shallowBytes });
  app.use(shallowBody);
  app.useGlobalPipes(validationPipe());
  const server = app.getHttpAdapter().getInstance();
  mountPages(server, path.join(root, 'dist/web'));
  const documents = await createDocuments(app);
  app.get(AnswerMasks).learn(Object.values(documents));
  bindInterceptors(app);
  if (env.docs) mountDocs(server, documents, env.publicUrl === undefined ? undefined : signedInOnly(app));
  app.enableShutdownHooks([]);
  app.getHttpServer().keepAliveTimeout = keptIdle;
  return app;
}
