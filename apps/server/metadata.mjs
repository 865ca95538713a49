// Generates src/metadata.ts: what @nestjs/swagger needs to know of the DTOs. Types are asked for where a DTO needs them;
// whether all are right is a step of the tests (tsc): to ask it here too took four times as long.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { PluginMetadataGenerator } = require('@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator');
const { ReadonlyVisitor } = require('@nestjs/swagger/plugin');
const ts = require('typescript');

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, 'src');

const target = path.join(source, 'metadata.ts');
if (!fs.existsSync(target)) fs.writeFileSync(target, 'export default async () => ({});\n');
const aside = path.join(here, '../../dist/metadata');
fs.mkdirSync(aside, { recursive: true });
const settings = ts.readConfigFile(path.join(here, 'tsconfig.metadata.json'), ts.sys.readFile);
const { fileNames: rootNames, options } = ts.parseJsonConfigFileContent(settings.config, ts.sys, here);
new PluginMetadataGenerator().generate({
  visitors: [new ReadonlyVisitor({ introspectComments: true, dtoFileNameSuffix: ['.dto.ts'], pathToSource: source })],
  outputDir: aside,
  filename: 'metadata.ts',
  tsProgramRef: ts.createProgram({ rootNames, options }),
});
// the next program must not stop at names that are gone by then; renamed into place, so that nobody reads half of it
const made = path.join(aside, 'metadata.ts');
fs.writeFileSync(made, `// @ts-nocheck\n${fs.readFileSync(made, 'utf8')}`);
fs.renameSync(made, target);
