import { type Cluster, migrate } from '@tidu/platform';
import { startTestCluster, stopTestCluster } from '@tidu/test/cluster';
import { spawnTidu, temporaryHome, until } from '@tidu/test/product';
import { rounds, tell } from '@tidu/test/rounds';
import { Client } from 'pg';
import { migrations } from '../../apps/server/src/schema';
import { killedAtEachStatement } from './killed-migrator';
import { schemaLines } from './schema-lines';

jest.setTimeout(6 * 3_600_000);

describe('an upgrade of the schema', () => {
  const home = temporaryHome();
  let cluster: Cluster;
  let made = 0;
  beforeAll(async () => {
    cluster = await startTestCluster();
  });
  afterAll(async () => {
    await stopTestCluster();
    home.remove();
  });

  const asSuperuser = async <T>(database: string, work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ connectionString: cluster.url('postgres', database) });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  /** An empty database with the three roles' rights. */
  const emptyDatabase = () =>
    asSuperuser('postgres', async (client) => {
      const name = `upgrade_${++made}`;
      await client.query(`create database ${name} template tidu owner tidu_owner`);
      return name;
    });
  const linesOf = (database: string) => asSuperuser(database, schemaLines);
  let clean: string[];

  it('of a clean installation is made in one go', async () => {
    const name = await emptyDatabase();
    const applied = await migrate(cluster.url('tidu_owner', name), migrations);
    expect(applied).toHaveLength(migrations.length);
    clean = await linesOf(name);
    expect(clean.length).toBeGreaterThan(1000);
  });

  it('F12: killed after each of its statements, ends at the same schema when it is run again', async () => {
    const name = await emptyDatabase();
    jest.spyOn(console, 'log').mockImplementation(); // TypeORM tells of each migration that fails
    const { kills, runs } = await killedAtEachStatement(cluster.url('tidu_owner', name), migrations);
    jest.restoreAllMocks();
    expect(kills).toBeGreaterThan(2 * migrations.length);
    expect(await linesOf(name)).toEqual(clean);
    process.stdout.write(`F12 升级在每条语句后被杀：${kills} 处，${runs} 次运行，结构与全新安装逐行相同\n`);
  });

  it('F13: five at once, of whom one works and four find nothing to do', async () => {
    for (let round = 0; round < rounds('F13'); round++) {
      const name = await emptyDatabase();
      const urls = { DATABASE_URL: cluster.url('tidu_app', name), DATABASE_OWNER_URL: cluster.url('tidu_owner', name) };
      const said = await Promise.all(Array.from({ length: 5 }, () => finished(urls)));
      expect(said.map(({ code, stderr }) => [code, stderr])).toEqual(
        Array.from({ length: 5 }, () => [0, expect.anything()]),
      );
      const worked = said.filter(({ stdout }) => stdout.includes(`已升级 ${migrations.length} 步`));
      const idle = said.filter(({ stdout }) => stdout.includes('结构已是最新'));
      expect([worked.length, idle.length]).toEqual([1, 4]);
      expect(await linesOf(name)).toEqual(clean);
    }
    tell('F13', { 轮: rounds('F13') });
  });

  it('F12: killed as a process, by kill -9 at any moment, is finished by the next', async () => {
    const name = await emptyDatabase();
    const urls = { DATABASE_URL: cluster.url('tidu_app', name), DATABASE_OWNER_URL: cluster.url('tidu_owner', name) };
    const steps = async () =>
      asSuperuser(name, async (client) => {
        const { rows } = await client.query<{ n: number }>(
          `select case when to_regclass('migrations') is null then 0 else (xpath('/row/n/text()', query_to_xml('select count(*) as n from migrations', false, true, '')))[1]::text::int end as n`,
        );
        return rows[0]?.n ?? 0;
      });
    for (const at of [1, 10, 25]) {
      const child = spawnTidu(['migrate'], home.dir, urls);
      const ended = new Promise((done) => child.once('exit', done));
      expect(await until(async () => (await steps()) >= at || child.exitCode !== null, 60)).toBe(true);
      child.kill('SIGKILL');
      await ended;
    }
    expect(await finished(urls)).toMatchObject({ code: 0 });
    expect(await linesOf(name)).toEqual(clean);
  });

  async function finished(env: NodeJS.ProcessEnv): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const child = spawnTidu(['migrate'], home.dir, env);
    let [stdout, stderr] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const code = await new Promise<number | null>((done) => child.once('close', done));
    return { code, stdout, stderr };
  }
});
