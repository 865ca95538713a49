import { type Cluster, migrate } from '@tidu/platform';
import { startTestCluster, stopTestCluster } from '@tidu/test/cluster';
import { startProduct, temporaryHome, until, type RunningProduct } from '@tidu/test/product';
import { rounds, tell } from '@tidu/test/rounds';
import { signInAs } from '@tidu/test/signed-in';
import { Database } from '@tidu/platform';
import { migrations } from '../../apps/server/src/schema';
import { change, Ledger, type Receipt, send } from './ledger';
import { type Proxy, startProxy, type Weather } from './proxy';
import { enter } from './senders';

jest.setTimeout(6 * 3_600_000);

/** The line between the doors and the database is slow, dead without a word, or cut. */
describe('F08: a bad line to the database', () => {
  const home = temporaryHome();
  let cluster: Cluster;
  let proxy: Proxy;
  let product: RunningProduct;
  let headers: Record<string, string>;
  beforeAll(async () => {
    cluster = await startTestCluster();
    await migrate(cluster.url('tidu_owner'), migrations);
    proxy = await startProxy(cluster.port);
    const through = (url: string) => url.replace(`:${cluster.port}/`, `:${proxy.port}/`);
    product = await startProduct(home.dir, ['--empty'], {
      DATABASE_URL: through(cluster.url('tidu_app')),
      DATABASE_OWNER_URL: cluster.url('tidu_owner'),
    });
    const database = await Database.connect({ url: cluster.url('tidu_app'), entities: [], poolSize: 1 });
    ({ headers } = await signInAs(database));
    await database.close();
  });
  afterAll(async () => {
    await product.stop();
    await proxy.close();
    await stopTestCluster();
    home.remove();
  });

  const patience = 5_000;
  const list = () => fetch(`${product.url}/api/console/enterprises?limit=20`, { headers }).then(({ status }) => status);
  const timed = async <T>(work: Promise<T>): Promise<{ said: T; ms: number }> => {
    const began = performance.now();
    return { said: await work, ms: performance.now() - began };
  };
  const isReady = () =>
    fetch(`${product.url}/api/health/ready`, { signal: AbortSignal.timeout(2000) }).then(
      ({ status }) => status === 200,
      () => false,
    );
  /** I13: every connection is at rest, and nobody waits for one. */
  const isAtRest = async () => {
    const text = await (await fetch(`${product.url}/internal/metrics`)).text();
    const gauge = (name: string) => Number(new RegExp(`^tidu_${name} (\\S+)$`, 'm').exec(text)?.[1]);
    return gauge('pool_waiting') === 0 && gauge('pool_idle') === gauge('pool_connections');
  };

  const weathers: [string, Weather, mayServe: boolean][] = [
    ['200 毫秒', { lateMs: 200 }, true],
    ['2 秒', { lateMs: 2000 }, true],
    ['无声', 'swallow', false],
    ['断开', 'cut', false],
  ];

  it('is answered, within five seconds where it is dead, leaves nothing hanging, and loses nothing', async () => {
    const slowest: Record<string, number> = {};
    for (let round = 0; round < rounds('F08'); round++) {
      const [name, weather, mayServe] = weathers[round % weathers.length] as (typeof weathers)[number];
      const { id } = await enter(product.url, headers);
      const notes = Array.from({ length: 10 }, (_, i) =>
        change(headers, 'POST', `/api/console/enterprises/${id}/notes`, {
          body: { reason: '演练', text: `第 ${i} 条` },
        }),
      );
      const asked = [...Array.from({ length: 20 }, () => list()), ...notes.slice(0, 5).map(statusOf)].map(timed);
      proxy.turn(weather);
      const during = [...Array.from({ length: 20 }, () => list()), ...notes.slice(5).map(statusOf)].map(timed);
      const answers = await Promise.all([...asked, ...during]);
      proxy.turn('clear');
      slowest[name] = Math.max(slowest[name] ?? 0, ...answers.map(({ ms }) => Math.round(ms)));
      const wanted = [200, 201, 503];
      // what a slow line still serves may take its round trips, and the turns of ten changes of one record
      const most = mayServe ? 3 * patience : patience;
      expect(answers.filter(({ said, ms }) => !wanted.includes(said) || ms > most)).toEqual([]);
      if (!mayServe) expect(answers.slice(25).filter(({ said }) => said === 200)).toEqual([]);
      expect(await until(isReady, 10)).toBe(true);
      expect(await until(isAtRest, 30)).toBe(true);
      // sent again, each takes effect, once
      const ledger = new Ledger();
      for (const note of notes) expect(await ledger.bring(product.url, note)).toBe(true);
      const kept = await fetch(`${product.url}/api/console/enterprises/${id}`, { headers });
      expect(((await kept.text()).match(/第 \d 条/g) ?? []).sort()).toEqual(notes.map((_, i) => `第 ${i} 条`));
    }
    tell('F08', {
      轮: rounds('F08'),
      ...Object.fromEntries(Object.entries(slowest).map(([k, v]) => [`${k}最慢毫秒`, v])),
    });
  });

  const statusOf = (note: Receipt['change']) => send(product.url, note).then(({ status }) => status);
});
