import { ownPageHeader, ownPageValue, readLimits } from '@tidu/platform';
import { projectRoot, startProduct, temporaryHome, until, type RunningProduct } from '@tidu/test/product';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

jest.setTimeout(300_000);

const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'].find((file) => fs.existsSync(file));
const canRun = nginx !== undefined && spawnSync('openssl', ['version']).status === 0;
if (!canRun) process.stdout.write('跳过“经 nginx 示例”：这台机器上没有 nginx 或 openssl。\n');

/** T02, T25: the product behind the example that is delivered, with nothing of it changed but ports and paths. */
(canRun ? describe : describe.skip)('behind the nginx of the example', () => {
  const home = temporaryHome();
  let product: RunningProduct;
  let proxy: ChildProcess;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    const env = { PROXY_HOPS: '1', PUBLIC_URL: 'https://localhost', LIMITS_FILE: undefined };
    product = await startProduct(home.dir, ['--empty'], env);
    proxy = startNginx(home.dir, port, await freePort(), product.url);
    expect(
      await until(() =>
        get('/api/health').then(
          ({ status }) => status === 200,
          () => false,
        ),
      ),
    ).toBe(true);
  });
  afterAll(async () => {
    proxy.kill('SIGTERM');
    await product.stop();
    home.remove();
  });

  interface Answer {
    status: number;
    body: string;
    headers: NodeJS.Dict<string | string[]>;
  }
  const ask = (method: string, at: string, headers: Record<string, string>, body?: object): Promise<Answer> =>
    new Promise((done, failed) => {
      const request = https.request(
        {
          ...{ host: '127.0.0.1', port, path: at, method, rejectUnauthorized: false, servername: 'localhost' },
          headers: { host: 'localhost', ...headers },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part: string) => (text += part));
          answer.once('end', () => done({ status: answer.statusCode ?? 0, body: text, headers: answer.headers }));
        },
      );
      request.once('error', failed);
      request.end(body && JSON.stringify(body));
    });
  const get = (at: string) => ask('GET', at, {});

  it('ends idle connections before the product does: none is used again that has just gone', async () => {
    const usually = 60; // nginx's own keepalive_timeout of an upstream, which the example leaves as it is
    expect(fs.readFileSync(path.join(projectRoot, 'apps/server/deploy/nginx.conf'), 'utf8')).not.toContain(
      'keepalive_timeout',
    );
    const { headers } = await fetch(`${product.url}/api/health`);
    expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(usually);
  });

  it('T02: of two hundred requests with a forged address each, exactly as many pass as the limit says', async () => {
    const { enter } = readLimits().address;
    const forged = (i: number) => `198.51.100.${i}, 203.0.113.${i}`;
    const said: Answer[] = [];
    for (let i = 0; i < 200; i += 20)
      said.push(
        ...(await Promise.all(
          Array.from({ length: 20 }, (_, j) =>
            ask(
              'POST',
              '/api/access/link-holders',
              { 'content-type': 'application/json', [ownPageHeader]: ownPageValue, 'x-forwarded-for': forged(i + j) },
              { token: 'x'.repeat(43) },
            ),
          ),
        )),
      );
    const refused = said.filter(({ status, body }) => status === 429 && body.includes('PLATFORM.TOO_MANY'));
    expect([said.length - refused.length, refused.length]).toEqual([enter, 200 - enter]);
    for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    process.stdout.write(`T02 经 nginx 200 次、各带一个伪造的来访地址：通过 ${200 - refused.length}，上限 ${enter}\n`);
  });

  it('T02: the port of the doors is closed to every other machine', async () => {
    const outside = Object.values(os.networkInterfaces())
      .flat()
      .find((one) => one && !one.internal && one.family === 'IPv4')?.address;
    if (outside === undefined) return;
    const refused = await new Promise<string>((done) => {
      const socket = net.connect(Number(new URL(product.url).port), outside);
      socket.once('connect', () => done('connected'));
      socket.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? ''));
    });
    expect(refused).toBe('ECONNREFUSED');
  });

  it('what is for the machine itself is not handed on', async () => {
    expect((await get('/internal/metrics')).status).toBe(403);
    expect((await get('/api/health/ready')).status).toBe(403);
    expect((await get('/')).headers['strict-transport-security']).toContain('max-age');
  });
});

/** Starts nginx with the example; ports, certificate and folder are this test's own. */
function startNginx(home: string, port: number, plainPort: number, doors: string): ChildProcess {
  const at = (name: string) => path.join(home, name);
  spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'],
    ...['-keyout', at('tidu.key'), '-out', at('tidu.crt')],
  ]);
  const example = fs.readFileSync(path.join(projectRoot, 'apps/server/deploy/nginx.conf'), 'utf8');
  const included = [...example.matchAll(/^# {3}(proxy_.*)$/gm)].map(([, line]) => line).join('\n');
  expect(included).toContain('X-Forwarded-For $remote_addr');
  fs.writeFileSync(at('tidu-proxy.conf'), included);
  const own = example
    .replaceAll('listen 80;', `listen 127.0.0.1:${plainPort};`)
    .replaceAll('listen 443 ssl http2;', `listen 127.0.0.1:${port} ssl;`)
    .replaceAll('127.0.0.1:3000', new URL(doors).host)
    .replaceAll('tidu.example.gov.cn', 'localhost')
    .replaceAll('/etc/nginx/tls/tidu', at('tidu'))
    .replaceAll('/etc/nginx/tidu-proxy.conf;', `${at('tidu-proxy.conf')};`);
  fs.writeFileSync(
    at('nginx.conf'),
    `daemon off; pid ${at('nginx.pid')}; error_log ${at('nginx.err')};\nevents {}\nhttp {\naccess_log off;\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${at(`${name}_temp`)};`).join('\n')}\n${own}\n}\n`,
  );
  return spawn(nginx ?? 'nginx', ['-p', home, '-c', at('nginx.conf')], { stdio: ['ignore', 'ignore', 'inherit'] });
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => done(port));
    });
  });
}
