// Mutation tests (变异测试): changes the code of a room in every small way and counts the changes that no test notices.
//   node test/mutation/run.mjs access              everything
//   node test/mutation/run.mjs access sessions/    only files whose path has the word in it
//   node test/mutation/run.mjs access sessions/session.ts sessions/session.spec    noticed by these suites alone
// Results are kept in reports/<room>.json: the next run tries again only what changed.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const { loadTypeScript } = createRequire(import.meta.url)('../support/load-typescript.cjs');

/** Rooms whose protection is measured, each by its own suites alone. */
const rooms = ['access', 'audit', 'members'];
/** Tables are compared by the build, shapes of requests by the bad inputs; words are not behaviour. */
const leftOut = /(\/migrations\/|\/testing\/|\.spec\.ts$|\.dto\.ts$|\.module\.ts$|\/index\.ts$)/;

const [room, word = '', suites = ''] = process.argv.slice(2);
if (!rooms.includes(room)) {
  process.stderr.write(`用法：node test/mutation/run.mjs ${rooms.join(' | ')} [路径里的字 [测试路径里的字]]\n`);
  process.exit(2);
}
if (!fs.existsSync(path.join(here, 'node_modules'))) {
  process.stderr.write('先装变异测试的工具：npm ci --prefix test/mutation\n');
  process.exit(2);
}
const sources = fs
  .readdirSync(path.join(root, 'libs', room, 'src'), { recursive: true })
  .map((name) => `libs/${room}/src/${name}`)
  .filter((file) => file.endsWith('.ts'))
  .sort();
const specs = sources.filter((file) => file.endsWith('.spec.ts') && file.includes(suites));
const mutate = sources.filter((file) => !leftOut.test(file) && file.includes(word));

const load = await loadTypeScript(root);
const { default: setup } = load(path.join(root, 'test/support/global-setup.ts'));
const { default: teardown } = load(path.join(root, 'test/support/global-teardown.ts'));
await setup();

const config = path.join(here, `.${room}.config.json`);
fs.writeFileSync(
  config,
  JSON.stringify({
    plugins: [path.join(here, 'kept-runner.mjs')],
    ...{ testRunner: 'kept', coverageAnalysis: 'perTest', ignoreStatic: true, concurrency: 1, mutate },
    ...{ mutator: { excludedMutations: ['StringLiteral'] }, timeoutMS: 60_000, checkers: [], allowEmpty: true },
    ...{ incremental: true, incrementalFile: `test/mutation/reports/${room}.json`, tempDirName: '.stryker-tmp' },
    ignorePatterns: ['dist', '.tidu', 'apps/web/**', 'test/mutation/reports', 'test/results'],
    ...{ reporters: ['clear-text', 'progress-append-only'], clearTextReporter: { allowColor: false, logTests: false } },
    disableTypeChecks: false,
  }),
);
const stryker = spawn(
  process.execPath,
  [path.join(here, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', config],
  { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test', MUTATION_SPECS: specs.join(',') } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stryker.kill('SIGINT'));
const status = await new Promise((done) => stryker.once('close', done));
fs.rmSync(config, { force: true });
await teardown();
process.exit(status ?? 1);
