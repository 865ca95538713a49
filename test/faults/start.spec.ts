import {
  processesWith,
  type RunningProduct,
  signInAtProduct,
  spawnTidu,
  startProduct,
  temporaryHome,
  tidu,
  until,
} from '@tidu/test/product';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { ownProcesses } from './installation';

jest.setTimeout(300_000);

const healthy = async (url: string) => (await fetch(`${url}/api/health/ready`)).status === 200;

describe('the start command', () => {
  const home = temporaryHome();
  let running: RunningProduct | undefined;
  afterEach(() => running?.stop());
  afterAll(() => home.remove());

  it('serves, refuses a second start with words, and ends cleanly on Ctrl-C', async () => {
    running = await startProduct(home.dir, ['--empty']);
    expect(await healthy(running.url)).toBe(true);
    const second = await tidu(['start'], home.dir);
    expect(second).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/已经在运行（进程 \d+，http:\/\/127\.0\.0\.1:\d+）/),
    });
    expect(await healthy(running.url)).toBe(true);
    expect(await running.stop()).toBe(0);
    expect(await until(() => processesWith(home.dir).length === 0)).toBe(true);
    expect(fs.existsSync(path.join(home.dir, 'lock'))).toBe(false);
  });

  it('says so when the port is taken, and leaves nothing running', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    await new Promise((done) => taken.once('listening', done));
    const { port } = taken.address() as net.AddressInfo;
    const refused = await tidu(['start', '--empty'], home.dir, { PORT: String(port) });
    taken.close();
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(`端口 ${port} 已被占用`) });
    expect(processesWith(home.dir)).toEqual([]);
  });

  it('kill -9 of the command ends doors, worker and database, and the next start finds everything as it was', async () => {
    running = await startProduct(home.dir, ['--empty']);
    running.process.kill('SIGKILL');
    expect(await until(() => processesWith(home.dir).length === 0)).toBe(true);
    running = await startProduct(home.dir);
    expect(await healthy(running.url)).toBe(true);
    // begun empty, it stays empty: the demo isn't slipped in later
    const { headers } = await signInAtProduct(home.dir);
    const summary = (await (await fetch(`${running.url}/api/console/summary`, { headers })).json()) as {
      demo: boolean;
    };
    expect(summary.demo).toBe(false);
  });

  it('a killed worker comes back', async () => {
    running = await startProduct(home.dir);
    const first = ownProcesses(home.dir);
    process.kill(first.worker, 'SIGKILL');
    expect(await until(() => ![0, first.worker].includes(ownProcesses(home.dir).worker))).toBe(true);
    expect(await healthy(running.url)).toBe(true);
  });

  it('takes over a database whose parent died before it', async () => {
    const child = spawnTidu(['start', '--empty'], home.dir, { PORT: '0' });
    expect(
      await until(
        () => fs.existsSync(path.join(home.dir, 'pg/postmaster.pid')) && processesWith(`${home.dir}/pg`).length > 0,
      ),
    ).toBe(true);
    child.kill('SIGKILL');
    running = await startProduct(home.dir);
    expect(await healthy(running.url)).toBe(true);
  });
});
