// sqlmap against the doors: every parameter of every operation of the documents, over HTTP, on records that exist, each
// asked by somebody who may; so that what it tries reaches the statements and isn't refused before them.
//   node test/sqlmap.mjs [--level 1] [--risk 1] [--minutes 60] [--each 5] [--seed 1] [--from 0] [--only WORDS] [--json FILE]
// An operation that takes longer than `each` minutes is cut short, and told as not tried to its end.
// The operations come in an order drawn from the seed; `--from N` goes on where a tour was cut short, and says at its
// end where to go on. `--only recognition/,desk/`: operations with one of the words in their address. Ends with 1 where
// something can be injected. Skips, and says so, where sqlmap is not installed.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const given = (name, other) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? other : process.argv[at + 1];
};
const [level, risk, minutes, each, seed, from] = ['level', 'risk', 'minutes', 'each', 'seed', 'from'].map((name, i) =>
  Number(given(name, [1, 1, 60, 5, 1, 0][i])),
);
if (spawnSync('sqlmap', ['--version']).error) {
  process.stdout.write('没有安装 sqlmap，跳过（Debian：apt-get install sqlmap）。\n');
  process.exit(0);
}
const { loadTypeScript } = createRequire(import.meta.url)('./support/load-typescript.cjs');
const load = await loadTypeScript(root);
const part = (file) => load(path.join(root, 'test', file));
await part('support/global-setup.ts').default();
const world = await part('matrix/world.ts').World.open();
const { operationNamed } = part('matrix/district.ts');
const { addressOf } = part('matrix/operation.ts');
const people = new (part('fuzz/people.ts').People)(world);
const server = world.doors.app.getHttpServer();
const { port } = server.address();
const asker = new (part('support/asker.ts').Asker)(port);
let requests = 0;
server.on('request', () => requests++);

/** What sqlmap says, while this process goes on answering it. */
const run = (args) =>
  new Promise((done) => {
    const child = spawn('sqlmap', args, { timeout: each * 60_000, stdio: ['ignore', 'pipe', 'pipe'] });
    const began = Date.now();
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
    // asked to stop, sqlmap may end in good order, as if it were done
    child.once('close', (_, signal) => done({ said, isCut: signal !== null || Date.now() - began >= each * 60_000 }));
  });

/** Values of which a parameter may take one, the freest first. */
const candidates = ({ enum: allowed, minimum }) => [
  ...(allowed ? [allowed[0]] : ['有限', 'a1', '2025', '2025-01-01', '410305']),
  ...(minimum === undefined ? [] : [minimum]),
  ...['01890000-0000-7000-8000-000000000000', 'true'],
];

/** The request that the doors take, with a mark where sqlmap tries: in parts of the address, parameters, the body. */
async function requestOf({ name, method, parameters, body }) {
  const operation = operationNamed(name);
  const actor = await people.of(operation, /session|password|factor/.test(name));
  const records = world.recordsFor(operation, actor, 'own');
  const headers = { ...actor.headers, 'if-match': records.version ?? '1' };
  const [plain, own = ''] = addressOf(operation, records).split('?');
  const query = new URLSearchParams(own);
  for (const { name: key, schema } of parameters.filter((one) => one.in === 'query' && !query.has(one.name))) {
    for (const value of candidates(schema)) {
      const { status } = await asker.ask('GET', `${plain}?${key}=${encodeURIComponent(value)}`, headers);
      if (method !== 'GET' || status === 400) continue;
      query.set(key, value);
      break;
    }
  }
  const text = operation.body && !operation.file ? JSON.stringify(operation.body(records)) : null;
  const marked = [...query].map(([key, value]) => `${key}=${encodeURIComponent(value)}*`);
  const steps = plain.split('/');
  const template = name.split(' ')[1].split('/');
  const at = steps.map((step, i) => (template[i]?.startsWith('{') ? `${step}*` : step)).join('/');
  return {
    ...{ name, method, headers, text, isForm: body?.type === 'multipart/form-data' },
    address: at + (marked.length > 0 ? `?${marked.join('&')}` : ''),
    places: parameters.filter((one) => one.in === 'path').length + marked.length + (text?.match(/":/g)?.length ?? 0),
  };
}

// in an order drawn from the seed: a tour that is cut short has tried a fair part
const order = ({ name }) =>
  [...`${seed}${name}`].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 1_000_003, 7);
const words = given('only', '').split(',');
const all = part('fuzz/document.ts')
  .describedOperations()
  .filter(({ name }) => words.some((word) => name.includes(word)))
  .sort((a, b) => order(a) - order(b));

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-sqlmap-'));
const end = Date.now() + minutes * 60_000;
const tour = { level, risk, seed, operations: all.length, from, to: from, tried: 0, places: 0, requests: 0 };
const found = [];
const signs = [];

/** Tries one operation and notes what was found; false where it has no parameter. */
async function tryOne(described) {
  const { name, method, address, headers, text, places, isForm } = await requestOf(described);
  // a file is read by its own reader, which its own tests try; nothing else of such a form reaches a statement
  if (places === 0 || (isForm && !address.includes('*'))) return false;
  const file = path.join(dir, 'request.txt');
  const lines = [
    `${method} ${address} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    ...Object.entries(headers).map(([key, value]) => `${key}: ${value}`),
    ...(text ? ['Content-Type: application/json'] : []),
  ];
  fs.writeFileSync(file, `${lines.join('\r\n')}\r\n\r\n${text ?? ''}`);
  const { said, isCut } = await run([
    ...[
      '-r',
      file,
      '--batch',
      '--ignore-stdin',
      '--dbms=PostgreSQL',
      '--technique=BEUST',
      '--ignore-code=*',
      '--disable-coloring',
    ],
    ...[`--level=${level}`, `--risk=${risk}`, '--threads=1', '--timeout=10', '--retries=0', '--flush-session'],
    ...['--skip=Cookie,Host,If-Match,X-Requested-With', `--output-dir=${dir}/out`],
    ...(level === 1 ? ['--smart'] : []),
  ]);
  tour.places += places;
  if (/is vulnerable|identified the following injection/i.test(said)) found.push(`${name}\n${said.slice(-2000)}`);
  const failed = /\b5\d\d \([^)]*\)[^\n]*/.exec(said)?.[0];
  if (failed) signs.push(`${name}：${failed}`);
  if (isCut) signs.push(`${name}：${each} 分钟没有试完`);
  if (!isCut && /\[CRITICAL\]/.test(said) && !/all tested parameters do not appear/.test(said))
    signs.push(`${name}：${/\[CRITICAL\][^\n]*/.exec(said)[0]}`);
  return true;
}

for (const described of all.slice(from)) {
  if (Date.now() > end) break;
  if (await tryOne(described)) tour.tried++;
  tour.to++;
  process.stdout.write(`${tour.to}/${all.length} ${described.name}\n`);
}
tour.requests = requests;
fs.rmSync(dir, { recursive: true, force: true });
asker.close();
await world.close();
await part('support/global-teardown.ts').default();
process.stdout.write(
  `\nsqlmap level ${level} risk ${risk}：${all.length} 个操作中的第 ${from + 1} 至 ${tour.to} 个，有参数的 ${tour.tried} 个，${tour.places} 处参数，${requests} 次请求；可注入 ${found.length} 处，5xx 或没能试的 ${signs.length} 处${tour.to < all.length ? `；接着用 --from ${tour.to}` : ''}\n`,
);
for (const one of found) process.stdout.write(`可注入：${one}\n`);
for (const one of signs) process.stdout.write(`请看：${one}\n`);
const json = given('json');
if (json) fs.writeFileSync(json, JSON.stringify({ ...tour, found, signs }, null, 2));
process.exit(found.length > 0 ? 1 : 0);
