// Generates src/metadata.ts: what @nestjs/swagger needs to know of the DTOs. It type-checks the server and the
// command on the way and fails on any error, so that swc, which doesn't check, can do the compiling.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { PluginMetadataGenerator } = require('@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator');
const { ReadonlyVisitor } = require('@nestjs/swagger/plugin');

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, 'src');

const target = path.join(source, 'metadata.ts');
if (!fs.existsSync(target)) fs.writeFileSync(target, 'export default async () => ({});\n');
const aside = path.join(here, '../../dist/metadata');
fs.mkdirSync(aside, { recursive: true });
new PluginMetadataGenerator().generate({
  visitors: [new ReadonlyVisitor({ introspectComments: true, dtoFileNameSuffix: ['.dto.ts'], pathToSource: source })],
  outputDir: aside,
  filename: 'metadata.ts',
  tsconfigPath: 'apps/server/tsconfig.metadata.json', // below the folder it runs in,
});
// the next check must not stop at names that are gone by then; renamed into place, so that nobody reads half of it
const made = path.join(aside, 'metadata.ts');
fs.writeFileSync(made, `// @ts-nocheck\n${fs.readFileSync(made, 'utf8')}`);
fs.renameSync(made, target);
