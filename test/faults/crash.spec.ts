import { ownProduct } from '@tidu/test/own-product';
import { tidu, until } from '@tidu/test/product';
import fs from 'node:fs';
import path from 'node:path';
import { look, ownProcesses, postgresOf } from './installation';
import { Ledger } from './ledger';
import { randomFrom, rounds, seed, tell, type Fault } from '@tidu/test/rounds';
import { type Senders, sixteenSenders } from './senders';

jest.setTimeout(6 * 3_600_000);

const readySeconds = 10;

/**
 * Sixteen people submit while processes are killed under them. Each holds receipts: none may be lost, none may have
 * taken effect twice, and sent again it must be answered with the same bytes.
 */
describe('sixteen people at work', () => {
  const product = ownProduct();
  const random = randomFrom(seed);
  let senders: Senders;
  beforeAll(async () => {
    senders = await sixteenSenders(product.url, product.headers, seed);
  });

  const isReady = () =>
    fetch(`${product.url}/api/health/ready`, { signal: AbortSignal.timeout(2000) })
      .then(({ status }) => status === 200)
      .catch(() => false);

  /** One round: work, the fault after 0.7–1.5 s, work again, then the books are compared. */
  async function round(fault: () => void | Promise<void>) {
    const ledger = new Ledger();
    const work = senders.begin(ledger);
    let readyMs: number;
    try {
      await sleep(700 + 800 * random());
      await fault();
      const began = Date.now();
      expect(await until(isReady, readySeconds)).toBe(true);
      readyMs = Date.now() - began;
      await sleep(300);
    } catch (error) {
      ledger.abandoned = true;
      throw error;
    } finally {
      await work.stop();
    }
    expect([...ledger.refused.map(({ change, status, bytes }) => [change.path, status, bytes]), ...errors()]).toEqual(
      [],
    );
    expect(await ledger.sendAgain(product.url)).toEqual([]);
    await expectRevisions();
    return { ledger, readyMs };
  }

  /** What the doors did not foresee. */
  const errors = () =>
    fs
      .readFileSync(path.join(product.home, 'log/doors.log'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('未处理的错误'));

  /** Every (enterprise, source, year) has as many revisions as took effect, by the senders' own count. */
  async function expectRevisions(): Promise<void> {
    const rows = await look<{ key: string; n: number }>(
      product.home,
      `select "enterpriseId" || ' ' || source || ' ' || year as key, count(*)::int as n from figures group by 1`,
    );
    expect(new Map(rows.map(({ key, n }) => [key, n]))).toEqual(senders.expected);
  }

  /** Nobody was cut off: what had taken effect had been answered. */
  async function expectNoneCut({ broken }: Ledger): Promise<void> {
    const keys = [...broken.keys()].map((key) => `'${key}'`).join(',') || 'null';
    const rows = await look<{ key: string; at: number }>(
      product.home,
      `select key, extract(epoch from at)::float8 * 1000 as at from act where key in (${keys})`,
    );
    expect(rows.filter(({ key, at }) => at <= (broken.get(key) ?? 0))).toEqual([]);
  }

  async function expectInvariants(): Promise<void> {
    const said = JSON.parse((await tidu(['invariants', '--json'], product.home)).stdout) as {
      invariants: { id: string; holds: boolean; examples: string[] }[];
    };
    expect(said.invariants.filter(({ holds }) => !holds)).toEqual([]);
  }

  async function faults(fault: Fault, cause: (i: number) => void | Promise<void>): Promise<void> {
    const counts = { 轮: 0, 收条: 0, 重发: 0, 答复丢失: 0, 最慢恢复毫秒: 0 };
    for (let i = 0; i < rounds(fault); i++) {
      const { ledger, readyMs } = await round(() => cause(i));
      if (fault === 'F03') await expectNoneCut(ledger);
      counts.轮++;
      counts.收条 += ledger.receipts.length;
      counts.重发 += ledger.repeated;
      counts.答复丢失 += ledger.answersLost;
      counts.最慢恢复毫秒 = Math.max(counts.最慢恢复毫秒, readyMs);
    }
    await expectInvariants();
    tell(fault, counts);
  }

  it('F01: the doors are killed', () =>
    faults('F01', () => {
      process.kill(ownProcesses(product.home).doors, 'SIGKILL');
    }));

  it('F03: the doors are told to end, and cut nobody off', () =>
    faults('F03', async () => {
      const { doors } = ownProcesses(product.home);
      const began = Date.now();
      process.kill(doors, 'SIGTERM');
      expect(await until(() => ownProcesses(product.home).doors !== doors, 25)).toBe(true);
      expect(Date.now() - began).toBeLessThan(25_000);
    }));

  it('F04: PostgreSQL is killed with all its processes', () =>
    faults('F04', () => {
      for (const pid of postgresOf(product.home).all) process.kill(pid, 'SIGKILL');
    }));

  it('F05: PostgreSQL is started again, in order and at once', () =>
    faults('F05', (i) => {
      process.kill(postgresOf(product.home).main, i % 2 === 0 ? 'SIGINT' : 'SIGQUIT');
    }));
});

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
