import { Home, openDatabase, openForStart, readEnvironment } from '@tidu/platform';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';

async function query(connectionString: string, sql: string): Promise<object[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded database', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-home-'));
  const env = readEnvironment({ TIDU_HOME: dir }, '/');
  afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

  it('is started once, attached to by others, and refused to a second start', async () => {
    const first = await openDatabase(env, 'import');
    expect(first).toMatchObject({ embedded: true, started: true });
    const second = await openDatabase(env, 'score');
    expect(second).toMatchObject({ appUrl: first.appUrl, started: false });
    await expect(openForStart(env)).rejects.toMatchObject({
      code: 'PLATFORM.ALREADY_RUNNING',
      message: expect.stringContaining('import'),
    });
    await second.close();
    await expect(query(first.appUrl, 'select current_user as who')).resolves.toEqual([{ who: 'tidu_app' }]);
    await first.close();
    expect(fs.existsSync(path.join(dir, 'lock'))).toBe(false);
  }, 60_000);

  it('keeps its data between starts, its secrets to its owner, and listens on this machine alone', async () => {
    const first = await openDatabase(env, 'a');
    await query(first.ownerUrl ?? '', 'create table kept as select 1 as one');
    await first.close();
    const again = await openDatabase(env, 'b');
    await expect(query(again.ownerUrl ?? '', 'select one from kept')).resolves.toEqual([{ one: 1 }]);
    await expect(query(again.ownerUrl ?? '', 'show listen_addresses')).resolves.toEqual([
      { listen_addresses: '127.0.0.1' },
    ]);
    const secret = (name: string) => fs.statSync(path.join(dir, name)).mode & 0o077;
    expect([secret('pg.secrets.json'), secret('runtime.json'), secret('lock')]).toEqual([0, 0, 0]);
    await again.close();
  }, 60_000);

  it('takes over the lock of a process that has ended', () => {
    const home = new Home(dir);
    fs.writeFileSync(path.join(dir, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1, born: '1' }));
    expect(home.lock('later')).toBeNull();
    home.unlock();
  });
});
