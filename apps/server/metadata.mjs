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

// a file left by an older tree may name what no longer exists and stop the check
fs.writeFileSync(path.join(source, 'metadata.ts'), 'export default async () => ({});\n');
new PluginMetadataGenerator().generate({
  visitors: [new ReadonlyVisitor({ introspectComments: true, dtoFileNameSuffix: ['.dto.ts'], pathToSource: source })],
  outputDir: source,
  filename: 'metadata.ts',
  tsconfigPath: 'apps/server/tsconfig.json', // below the folder it runs in,
});
