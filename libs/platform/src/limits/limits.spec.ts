import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fc from 'fast-check';
import { loadLimits, readLimits } from './limits';
import { RequestCounters } from './request-counters';
import { networkOf } from './request-limits.guard';

describe('the limits that are shipped', () => {
  it('are whole numbers, the narrower not above the wider', () => {
    const { address, account, enterprise, jobs } = readLimits();
    expect(address.enter).toBeLessThan(address.all);
    expect(account.changes).toBeLessThanOrEqual(account.all);
    expect(enterprise.changes).toBeLessThanOrEqual(enterprise.all);
    expect(jobs.exports).toBeLessThanOrEqual(jobs.all);
  });

  it.each([
    ['windowSeconds: 0', '“windowSeconds”应是 1 至'],
    ['windowSeconds: 60\naddress: { all: viele, open: 1, enter: 1 }', '“all”应是 1 至'],
    ['windowSeconds: 60\nadress: {}', 'adress'],
  ])('are refused with the place where they are wrong: %s', (text, said) => {
    expect(() => loadLimits(text)).toThrow(expect.objectContaining({ code: 'PLATFORM.BAD_LIMITS' }));
    try {
      loadLimits(text);
    } catch (error) {
      expect((error as { problems: { message: string }[] }).problems.map(({ message }) => message).join()).toContain(
        said,
      );
    }
  });
});

describe('requests of one key', () => {
  let test: TestDatabase;
  const begun: RequestCounters[] = [];
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(async () => {
    for (const counters of begun) await counters.stop();
    await test.drop();
  });
  const told = jest.fn();
  beforeEach(() => told.mockClear());
  /** A process of its own. */
  const counters = () => {
    const made = new RequestCounters(test.database, 60, told);
    begun.push(made);
    return made;
  };
  let keys = 0;
  const freshKey = () => `account:${++keys}`;
  const passed = (waits: number[]) => waits.filter((wait) => wait === 0).length;

  it('pass up to the limit, of two hundred at once exactly as many, and the rest is told how long to wait', async () => {
    const [one, key] = [counters(), freshKey()];
    const waits = await Promise.all(Array.from({ length: 200 }, () => one.take(key, 60)));
    expect(passed(waits)).toBe(60);
    expect(waits.every((wait) => wait >= 0 && wait <= 60)).toBe(true);
    expect(await one.take(freshKey(), 60)).toBe(0);
  });

  it('are added up over processes, and a process that begins anew knows what was counted before', async () => {
    const [one, other, key] = [counters(), counters(), freshKey()];
    for (let i = 0; i < 7; i++) expect(await one.take(key, 10)).toBe(0);
    await one.flush();
    const waits = [];
    for (let i = 0; i < 5; i++) waits.push(await other.take(key, 10));
    expect(passed(waits)).toBe(3);
    await other.flush();
    expect(await counters().take(key, 10)).toBeGreaterThan(0);
  });

  it('begin anew when the window is over', async () => {
    const key = freshKey();
    const one = counters();
    await one.take(key, 1);
    await one.flush();
    expect(await one.take(key, 1)).toBeGreaterThan(0);
    await test.asSuperuser(`update request_counter set since = now() - interval '61 seconds' where key = $1`, [key]);
    expect(await counters().take(key, 1)).toBe(0);
  });

  it('whatever the order in which processes take and write, never pass more than limit and what lay unwritten', async () => {
    const step = fc.record({ who: fc.nat(2), flush: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 15 }), async (steps, limit) => {
        const [processes, key] = [[counters(), counters(), counters()], freshKey()];
        let through = 0;
        for (const { who, flush } of steps) {
          if ((await processes[who]?.take(key, limit)) === 0) through++;
          if (flush) for (const one of processes) await one.flush();
        }
        const isWritten = steps.every(({ flush }) => flush);
        expect(through).toBeLessThanOrEqual(isWritten ? limit + 2 : 3 * limit);
        if (steps.length >= 3 * limit) expect(through).toBeGreaterThanOrEqual(limit);
      }),
      { numRuns: 20 },
    );
  });

  it('are let through, and not held up, while the database can not be written to', async () => {
    const broken = { write: () => Promise.reject(new Error('away')) } as unknown as typeof test.database;
    const one = new RequestCounters(broken, 60, told);
    begun.push(one);
    const key = freshKey();
    expect([await one.take(key, 2), await one.take(key, 2)]).toEqual([0, 0]);
    expect(await one.take(key, 2)).toBeGreaterThan(0);
  });

  it('that were counted and could not be written are told once a minute, each once, and the rest at the end', async () => {
    const clock = jest.spyOn(performance, 'now');
    let [now, isBroken] = [1_000_000, true];
    clock.mockImplementation(() => now);
    try {
      const away = new Error('away');
      const write: typeof test.database.write = (...given) =>
        isBroken ? Promise.reject(away) : test.database.write(...given);
      const one = new RequestCounters({ write } as unknown as typeof test.database, 60, told);
      begun.push(one);
      const key = freshKey();
      const takeAndFlush = async (requests: number) => {
        for (let i = 0; i < requests; i++) await one.take(key, 1000);
        await one.flush();
      };
      await takeAndFlush(1);
      expect(told.mock.calls).toEqual([[1, away]]);
      now += 1000;
      await takeAndFlush(4);
      await takeAndFlush(3);
      expect(told).toHaveBeenCalledTimes(1);
      now += 59_500;
      await one.flush();
      expect(told.mock.calls.slice(1)).toEqual([[7, away]]);
      isBroken = false;
      await takeAndFlush(2);
      await one.stop();
      expect(told).toHaveBeenCalledTimes(2);
      isBroken = true;
      now += 30_000;
      await takeAndFlush(5);
      await one.stop();
      expect(told.mock.calls.slice(2)).toEqual([[5, away]]);
    } finally {
      clock.mockRestore();
    }
  });
});

describe('an address as it is counted', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['x'.repeat(500), 'x'.repeat(45)],
  ])('%s', (given, counted) => {
    expect(networkOf(given)).toBe(counted);
  });
});
