// Runs the tests step by step and says how long each took: `quick` is `npm test`, `full` adds what takes minutes
// (races, faults, bad inputs, every browser journey), `nightly` the rest.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => path.join(root, 'node_modules', name);
const jest = (...projects) => [bin('jest/bin/jest.js'), '--selectProjects', ...projects];
// inherited by jest's workers: much of what a suite makes is garbage at once, and is cheaper to drop than to move
const young = '--max-semi-space-size=64';

const steps = {
  interfaces: ['生成页面要的接口类型', [path.join(root, 'apps/web/generate-api.mjs')]],
  build: ['编译程序与页面', [path.join(root, 'apps/cli/build.mjs')]],
  types: ['检查测试的类型', [bin('typescript-native/bin/tsc'), '--noEmit', '-p', 'tsconfig.json']],
  pageTypes: ['检查页面的类型', [bin('typescript-native/bin/tsc'), '--noEmit', '-p', 'apps/web/tsconfig.json']],
  lint: ['检查写法', [bin('oxlint/bin/oxlint')]],
  format: ['检查排版', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  rooms: ['纯房间、结构规则、数据库与接口', jest('rooms')],
  journeys: ['全程与浏览器', jest('journeys', 'browser'), { MOTION: '1' }],
  sheets: [
    '三万张随机事实表，经命令逐条核对',
    jest('journeys', '--testPathPatterns', 'evaluate-oracle'),
    { ORACLE_RUNS: '30000' },
  ],
  walks: ['浏览器里的每一条路', jest('walks')],
  pages: ['每一页，三种宽度', jest('pages')],
  faults: ['故障与竞争', jest('faults')],
  inputs: ['坏输入：接口说明抽出的、陌生人会找的、会起作用的文字、埋下的秘密', jest('fuzz')],
};

// a list of rows instead of a step: the rows run beside each other, because each keeps but one processor busy. The
// interfaces' types are written before: the linter and the check of the pages read them
const runs = {
  quick: [
    'interfaces',
    [
      ['build', 'types'],
      ['lint', 'pageTypes'],
    ],
    'rooms',
    'journeys',
  ],
  full: ['build', [['format'], ['sheets']], 'walks', 'pages', 'faults', 'inputs'],
  nightly: ['build', 'rooms', 'journeys', 'walks', 'pages', 'faults', 'inputs'],
};

// A browser on a machine that others use too is sometimes late by more than anybody waits: its failures are walked once
// more by themselves, but never passed over in silence, and not at night, where whoever looks has the time.
const twice = new Set(process.argv[2] === 'nightly' ? [] : ['walks', 'pages']);

const run = runs[process.argv[2]];
if (!run) {
  process.stderr.write(`用法：node test/run.mjs ${Object.keys(runs).join(' | ')}\n`);
  process.exit(2);
}
const longer = { MOTION: '1', TIDU_TEST_ROUNDS: '20', ORACLE_RUNS: '24000', ADVICE_RUNS: '3000', PACKAGE_RUNS: '900' };
const env = { ...process.env, ...(process.argv[2] === 'nightly' ? longer : {}) };
const failed = [];
const wavering = [];
let passed = 0;

/** Runs a step; one that runs beside others is heard when it has ended. */
async function perform(name, isAside) {
  const [says, command, more = {}] = steps[name];
  const began = Date.now();
  if (!isAside) process.stdout.write(`\n── ${says}\n`);
  let [status, said] = await spawned(command, more, isAside);
  if (status !== 0 && twice.has(name)) {
    process.stdout.write(`\n── ${says}：没有通过的，单独再走一次\n`);
    [status] = await spawned([...command, '--onlyFailures'], more, false);
    if (status === 0) wavering.push(says);
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  if (isAside) process.stdout.write(`\n── ${says}\n${said}`);
  process.stdout.write(`── ${says}：${status === 0 ? '通过' : '未通过'}，${seconds} 秒\n`);
  if (status === 0) passed++;
  else failed.push(says);
}

/** Runs a script to its end: its exit code, and what it said where it isn't heard meanwhile. */
async function spawned(command, more, isAside) {
  const child = spawn(process.execPath, [young, ...command], {
    cwd: root,
    env: { ...env, ...more },
    stdio: isAside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text));
  return [await new Promise((done) => child.once('close', done)), said];
}

for (const entry of run) {
  if (typeof entry === 'string') await perform(entry, false);
  else
    await Promise.all(
      entry.map(async (row) => {
        for (const name of row) await perform(name, true);
      }),
    );
}
process.stdout.write(`\n${passed} passed, ${failed.length} failed\n`);
if (wavering.length > 0) process.stdout.write(`第二次才通过，请看上面各页的情形查明原因：${wavering.join('、')}\n`);
if (failed.length > 0) process.stdout.write(`未通过：${failed.join('、')}\n`);
process.exit(failed.length > 0 ? 1 : 0);
