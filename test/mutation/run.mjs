// Mutation tests (变异测试): changes the code of a room in every small way and counts the changes that no test notices.
//   node test/mutation/run.mjs access                    everything
//   node test/mutation/run.mjs access sessions/,grants/  only files whose path has one of the words in it
//   node test/mutation/run.mjs access sessions/ sessions/,own/    noticed by these suites alone: faster, and no better score
// Results are kept in reports/<room>.json: the next run tries what changed, and again what survived.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf, goals, judgement, nameOf, tellScore } from './score.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const { loadTypeScript } = createRequire(import.meta.url)('../support/load-typescript.cjs');

const [room, words = '', suites = ''] = process.argv.slice(2);
if (!(room in goals)) {
  const rooms = Object.keys(goals).join(' | ');
  process.stderr.write(`用法：node test/mutation/run.mjs ${rooms} [路径里的字[,字] [测试路径里的字[,字]]]\n`);
  process.exit(2);
}
if (!fs.existsSync(path.join(here, 'node_modules'))) {
  process.stderr.write('先装变异测试的工具：npm ci --prefix test/mutation\n');
  process.exit(2);
}
const files = filesOf(room);
const hasOne = (file, list) => list.split(',').some((word) => file.includes(word));
const specs = files.specs.filter((file) => hasOne(file, suites));
const mutate = files.changed.filter((file) => hasOne(file, words));

const report = path.join(here, 'reports', `${room}.json`);
if (fs.existsSync(report)) {
  // a test that was sharpened keeps its name, so what survived is tried again, except what was judged
  const kept = JSON.parse(fs.readFileSync(report, 'utf8'));
  for (const file of mutate) {
    const one = kept.files[file];
    if (one)
      one.mutants = one.mutants.filter(
        (mutant) =>
          !['Survived', 'NoCoverage'].includes(mutant.status) ||
          judgement(file, nameOf(one.source, mutant)) !== undefined,
      );
  }
  fs.writeFileSync(report, JSON.stringify(kept));
}

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
    ignorePatterns: [
      'dist',
      '.tidu',
      'apps/web/**',
      'test/mutation/reports',
      'test/mutation/node_modules',
      'test-results',
    ],
    ...{ reporters: ['clear-text', 'progress-append-only'], clearTextReporter: { allowColor: false, logTests: false } },
    disableTypeChecks: false,
  }),
);
const stryker = spawn(
  process.execPath,
  [path.join(here, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', config],
  {
    ...{ cwd: root, stdio: 'inherit' },
    env: { ...process.env, NODE_ENV: 'test', ROUNDS: 'few', SEED: '1', MUTATION_SPECS: specs.join(',') },
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stryker.kill('SIGINT'));
const status = await new Promise((done) => stryker.once('close', done));
fs.rmSync(config, { force: true });
await teardown();
process.exit(status === 0 && tellScore(room) ? 0 : 1);
