import 'reflect-metadata';
import type { Database, Environment } from '@tidu/platform';
import { NestFactory } from '@nestjs/core';
import fs from 'node:fs';
import path from 'node:path';
import { AppModule } from './app.module';
import { createDocuments } from './documents';

/** Writes the OpenAPI documents that the pages are typed by; committed, and a test fails when they are stale. */
async function main(): Promise<void> {
  const root = process.env.TIDU_ROOT ?? process.cwd();
  const env: Environment = {
    port: 0,
    home: root,
    filesDir: root,
    auditHeadsDir: root,
    logLevel: 'silent',
    proxyHops: 0,
    docs: true,
  };
  // no query is made: the documents come from the classes alone
  const app = await NestFactory.create(AppModule.of({} as Database, env), { logger: false });
  const folder = path.join(root, 'apps/server/openapi');
  fs.mkdirSync(folder, { recursive: true });
  for (const [audience, document] of Object.entries(await createDocuments(app))) {
    fs.writeFileSync(path.join(folder, `${audience}.json`), `${JSON.stringify(document, null, 2)}\n`);
  }
  await app.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
});
