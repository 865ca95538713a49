// sqlmap against the doors: every parameter of every operation of the documents, over HTTP, on a seeded database of its
// own; signed in as who may do all business, and as the administrators for the trail and for accounts.
//   node test/sqlmap.mjs [--level 1] [--risk 1] [--minutes 60] [--seed 1]
// Ends with 1 where something can be injected. Skips, and says so, where sqlmap is not installed. Before: npm run build.
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
const [level, risk, minutes, seed] = ['level', 'risk', 'minutes', 'seed'].map((name, i) =>
  given(name, [1, 1, 60, 1][i]),
);
if (spawnSync('sqlmap', ['--version']).error) {
  process.stdout.write('没有安装 sqlmap，跳过（Debian：apt-get install sqlmap）。\n');
  process.exit(0);
}
const { loadTypeScript } = createRequire(import.meta.url)('./support/load-typescript.cjs');
const load = await loadTypeScript(root);
const support = (file) => load(path.join(root, 'test/support', file));
await support('global-setup.ts').default();
const { administrator, leader, signInAs } = support('signed-in.ts');
const doors = await support('doors.ts').openTestDoors();
await doors.app.listen(0, '127.0.0.1');
const { port } = doors.app.getHttpServer().address();
const as = async (person) => (await signInAs(doors.test.database, person)).headers.cookie;
const [console_, system, security, audit] = await Promise.all(
  [leader, administrator('system'), administrator('security'), administrator('audit')].map(as),
);
/** Who asks, by the address; of enterprises' people nobody is signed in: what refuses them reads no parameter in SQL. */
const cookieFor = (place) => {
  if (place.includes('/audit/')) return audit;
  if (/\/grants|\/confirmations|\/roles/.test(place)) return security;
  return place.startsWith('/api/access/persons') ? system : console_;
};

/** What sqlmap says, while this process goes on answering it. */
const run = (args) =>
  new Promise((done) => {
    const child = spawn('sqlmap', args, { timeout: 300_000 });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
    child.once('close', () => done(said));
  });
const id = '01890000-0000-7000-8000-000000000000';

/** A value that the description takes. */
function sample(schema = {}, all, depth = 0) {
  if (schema.$ref) return sample(all[schema.$ref.split('/').pop()], all, depth);
  if (schema.allOf) return sample(schema.allOf[0], all, depth);
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'object' || schema.properties)
    return Object.fromEntries(
      Object.entries(depth > 3 ? {} : (schema.properties ?? {})).map(([name, inner]) => [
        name,
        sample(inner, all, depth + 1),
      ]),
    );
  if (schema.type === 'array') return [sample(schema.items, all, depth + 1)];
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return true;
  return schema.format === 'uuid' ? id : 'a1';
}

const requests = fs.readdirSync(path.join(root, 'apps/server/openapi')).flatMap((file) => {
  const { paths, components } = JSON.parse(fs.readFileSync(path.join(root, 'apps/server/openapi', file), 'utf8'));
  return Object.entries(paths).flatMap(([place, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => {
      const inside = (where) => parameters.filter((one) => one.in === where);
      const query = inside('query').map(
        ({ name, schema }) => `${name}=${encodeURIComponent(sample(schema, components.schemas))}`,
      );
      // * marks where sqlmap tries a part of the address
      const at = place.replaceAll(/\{([^}]+)\}/g, (_, name) => (/year/i.test(name) ? '2024*' : `${id}*`));
      const body = requestBody?.content?.['application/json']?.schema;
      const text = body && JSON.stringify(sample(body, components.schemas));
      return {
        method: method.toUpperCase(),
        address: `${at}${query.length > 0 ? `?${query.join('&')}` : ''}`,
        text,
        cookie: file === 'open.json' ? null : cookieFor(place),
        places: inside('path').length + query.length + (text?.match(/":/g)?.length ?? 0),
      };
    }),
  );
});
// signing out would end the tour
const asked = requests.filter(
  ({ method, address, places }) => places > 0 && !(method === 'DELETE' && /session/.test(address)),
);
// in an order drawn from the seed: a tour that is cut short has tried a fair part
const order = (text) => [...`${seed}${text}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
asked.sort((a, b) => order(a.method + a.address) - order(b.method + b.address));

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-sqlmap-'));
const end = Date.now() + Number(minutes) * 60_000;
const host = `127.0.0.1:${port}`;
const found = [];
const signs = [];
let [done, places] = [0, 0];
for (const { method, address, text, cookie, places: own } of asked) {
  if (Date.now() > end) break;
  const file = path.join(dir, 'request.txt');
  const lines = [
    `${method} ${address} HTTP/1.1`,
    ...[`Host: ${host}`, 'X-Requested-With: tidu', 'If-Match: 1', 'Accept: */*'],
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    ...(text ? ['Content-Type: application/json'] : []),
  ];
  fs.writeFileSync(file, `${lines.join('\r\n')}\r\n\r\n${text ?? ''}`);
  const flags = ['-r', file, '--batch', '--dbms=PostgreSQL', '--technique=BEUST', '--skip=Cookie,Host,If-Match'];
  const limits = [
    `--level=${level}`,
    `--risk=${risk}`,
    '--threads=1',
    '--timeout=10',
    '--retries=0',
    '--flush-session',
  ];
  const quiet = [
    '--ignore-code=*',
    '--disable-coloring',
    `--output-dir=${dir}/out`,
    ...(level === 1 ? ['--smart'] : []),
  ];
  const stdout = await run([...flags, ...limits, ...quiet]);
  done++;
  places += own;
  if (/is vulnerable|identified the following injection/i.test(stdout)) found.push(`${method} ${address}`);
  if (/back-end DBMS could be|HTTP error codes[\s\S]*\b500 \(/i.test(stdout))
    signs.push(`${method} ${address} ${/\b500 \([^)]*\)[^\n]*/.exec(stdout)?.[0] ?? ''}`);
  process.stdout.write(`${done}/${asked.length} ${method} ${address.slice(0, 90)}\n`);
}
fs.rmSync(dir, { recursive: true, force: true });
await doors.close();
await support('global-teardown.ts').default();
process.stdout.write(
  `\nsqlmap level ${level} risk ${risk}：${asked.length} 个操作中试了 ${done} 个，${places} 处参数；可注入 ${found.length} 处\n`,
);
for (const one of found) process.stdout.write(`可注入：${one}\n`);
for (const one of signs) process.stdout.write(`有 500 的答复，请看日志：${one}\n`);
process.exit(found.length > 0 ? 1 : 0);
