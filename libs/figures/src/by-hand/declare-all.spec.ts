import { builtInOfficer, type Transaction } from '@tidu/platform';
import { colleague, elsewhere, FiguresWorld } from '../testing/figures-world';
import type { WrittenFigures } from './write-figures.service';

type Areas = Record<string, string>;

/** Figures of many enterprises written at once, beside people who write some of them by hand. */
describe('figures declared for many at once', () => {
  let world: FiguresWorld;
  beforeAll(async () => {
    world = await FiguresWorld.open();
  });
  afterAll(() => world.close());

  const database = () => world.test.database;
  const byHand = (area: string, basedOn: number, more: Partial<WrittenFigures> = {}): WrittenFigures => ({
    ...{ year: 2023, source: 'zone', basedOn, document: '租赁合同', values: [{ code: 'landArea', value: area }] },
    ...(basedOn > 0 && { reason: '核对合同' }),
    ...more,
  });
  const declareAll = (tx: Transaction, areas: Areas, more: { year?: number; source?: 'zone' | 'tax' } = {}) => {
    const given = Object.entries(areas).map(([enterpriseId, area]) => ({ enterpriseId, area }));
    const said = { year: 2023, source: 'zone' as const, document: '公示', reason: '写入', ...more };
    return world.writing.declareAll(tx, given, { ...said, values: ({ area }) => [{ code: 'landArea', value: area }] });
  };
  /** A transaction that has done its work and stays open until it is let go. */
  async function held(work: (tx: Transaction) => Promise<unknown>) {
    let letGo = (): void => undefined;
    const gone = new Promise<void>((done) => (letGo = done));
    let ended: Promise<void> = Promise.resolve();
    await new Promise<void>((ready, failed) => {
      ended = database().write(colleague, async (tx) => {
        await work(tx);
        ready();
        await gone;
      });
      ended.catch(failed);
    });
    return () => (letGo(), ended);
  }
  /** Until so many wait for a lock of this database. */
  async function waiting(count: number): Promise<void> {
    const asked = `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`;
    while ((await world.test.asSuperuser<{ n: number }>(asked))[0]?.n !== count);
  }
  /** Revisions of an enterprise, oldest first: area, person, whether it holds. */
  const revisions = (id: string) =>
    world.test.asSuperuser<{ revision: number; area: string | null; who: string; holds: boolean }>(
      `select revision, "landArea"::text as area, "submittedByName" as who, "supersededAt" is null as holds from figures
       where "enterpriseId" = $1 and year = 2023 and source = 'zone' order by revision`,
      [id],
    );

  it('are of nobody out of sight: all or none', async () => {
    const id = await world.enterprise();
    await expect(database().write(elsewhere, (tx) => declareAll(tx, { [id]: '3' }))).rejects.toMatchObject({
      code: '42501',
    });
    expect(await revisions(id)).toEqual([]);
  });

  it('wait for who writes one of them by hand, and build on what they wrote', async () => {
    const [one, other] = [await world.enterprise(), await world.enterprise()];
    let letGo = (): void => undefined;
    const gone = new Promise<void>((done) => (letGo = done));
    const values = [
      { code: 'landArea', value: '2' },
      { code: 'employees', value: '80' },
    ];
    const writing = world.writing.submit(builtInOfficer, one, byHand('2', 0, { values }), () => gone);
    const all = (async () => {
      // whoever writes by hand has begun: a third writer of that enterprise would have to wait
      while ((await locked()) < 2);
      await database().write(colleague, (tx) => declareAll(tx, { [one]: '3', [other]: '4' }));
    })();
    await waiting(1);
    expect(await revisions(other)).toEqual([]);
    letGo();
    await Promise.all([writing, all]);
    expect(await revisions(one)).toEqual([
      { revision: 1, area: '20000', who: '本机经办人', holds: false },
      { revision: 2, area: '30000', who: '李四', holds: true },
    ]);
    const [set] = await world.figures.ofEnterprise(builtInOfficer, one);
    expect(set?.values.map(({ code, value }) => [code, value])).toEqual(
      expect.arrayContaining([
        ['employees', '80'],
        ['landArea', '3.0000'],
      ]),
    );
  });

  it('hold back who writes by hand: told who was first, or that it takes too long; others go on', async () => {
    const [one, other] = [await world.enterprise(), await world.enterprise()];
    const end = await held((tx) => declareAll(tx, { [one]: '3' }));
    const late = world.writing.submit(builtInOfficer, one, byHand('9', 0));
    const alone = world.writing.submit(builtInOfficer, other, byHand('5', 0));
    await waiting(2);
    const hasty = database().write(builtInOfficer, async (tx) => {
      await tx.rows(`set local lock_timeout = '20ms'`);
      await world.writing.declare(tx, one, byHand('8', 0));
    });
    await expect(hasty).rejects.toMatchObject({ kind: 'unavailable', code: 'PLATFORM.BUSY' });
    // of another year or another source nobody waits
    await world.writing.submit(builtInOfficer, one, byHand('7', 0, { year: 2022 }));
    await database().write(builtInOfficer, (tx) => declareAll(tx, { [one]: '6' }, { source: 'tax' }));
    await Promise.all([
      end(),
      expect(late).rejects.toMatchObject({
        code: 'PLATFORM.STALE',
        message: expect.stringContaining('李四') as string,
      }),
    ]);
    expect(await alone).toEqual({ revision: 1 });
    expect((await revisions(one)).map(({ area, holds }) => [area, holds])).toEqual([['30000', true]]);
  });

  it('come one after the other, from whichever end they begin, among people who write by hand: nothing is lost, nobody is stuck', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => world.enterprise()));
    const areas = (order: string[], area: string): Areas => Object.fromEntries(order.map((id) => [id, area]));
    const done = await Promise.allSettled([
      database().write(colleague, (tx) => declareAll(tx, areas(ids, '3'))),
      ...ids.map((id) => world.writing.submit(builtInOfficer, id, byHand('5', 0))),
      database().write(colleague, (tx) => declareAll(tx, areas([...ids].reverse(), '4'))),
    ]);
    const refused = done.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    expect(refused.every((code) => code === 'PLATFORM.STALE')).toBe(true);
    const all = await Promise.all(ids.map(revisions));
    for (const own of all) {
      expect(own.map(({ revision }) => revision)).toEqual(own.map((_, i) => i + 1));
      expect(own.map(({ holds }) => holds)).toEqual(own.map((_, i) => i === own.length - 1));
    }
    // every write that was taken stands as a revision of its own, and the last word is one word for all who wrote none since
    const taken = 2 * ids.length + ids.length - refused.length;
    expect(all.flat()).toHaveLength(taken);
  });

  const locked = async () => {
    const [row] = await world.test.asSuperuser<{ n: number }>(
      `select count(*)::int as n from pg_locks where locktype = 'advisory' and granted
        and database = (select oid from pg_database where datname = current_database())`,
    );
    return row?.n ?? 0;
  };
});
