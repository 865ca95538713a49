import { EvidenceService, IdentityService, MergesService } from '@tidu/enterprises';
import { addDays, makeCreditCode, shanghaiDay, uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { elsewhere, freshCode } from '../testing/lists-world';
import { bansOf } from './bans';
import { CancellationsService } from './cancellations.service';
import { RenewalsService } from './renewals.service';
import { loadTitleRules } from './title-rules';
import { TitlesQueries } from './titles.queries';

const person = builtInOfficer;
const today = shanghaiDay(Date.now());
const act = () => ({ key: uuidv7(), reason: '测试', source: '测试' });

describe('titles', () => {
  let doors: TestDoors;
  beforeAll(async () => {
    doors = await openTestDoors();
  });
  afterAll(() => doors.close());
  const get = <T>(part: new (...args: never[]) => T): T => doors.app.get(part, { strict: false });

  let made = 0;
  async function enterprise(): Promise<string> {
    const id = uuidv7();
    await doors.test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis") values ($1, $2, $3, '410305', 'given')`,
      [id, freshCode(), `称号企业${++made}号`],
    );
    return id;
  }
  async function title(enterpriseId: string, validFrom: string, validUntil: string): Promise<string> {
    const values = { title: 'specializedSme', level: 'province', batch: '第一批' };
    const statement = { values, validFrom, validUntil, source: '名单' };
    return (await get(EvidenceService).record(person, enterpriseId, 'titleHeld', statement, '登记')).id;
  }
  const cancellation = (given: object = {}) => ({
    ...{
      cause: 'falseData',
      cancelledOn: addDays(today, -10),
      document: '豫工信〔2026〕9号',
      documentOn: addDays(today, -12),
    },
    ...{ reason: '核查属实', ...given },
  });
  const held = async (id: string, state: 'all' | 'valid' | 'cancelled' = 'all') =>
    (await get(TitlesQueries).list(person, { state, limit: 200 })).items.find((one) => one.id === id);
  const bans = (id: string, day = today) => doors.test.database.read(person, (tx) => bansOf(tx, id, day));

  it('shows and touches nothing of another scope', async () => {
    const id = await title(await enterprise(), addDays(today, -900), addDays(today, 100));
    expect((await get(TitlesQueries).list(elsewhere, { state: 'all', limit: 200 })).items).toEqual([]);
    expect((await get(RenewalsService).list(elsewhere, {})).items).toEqual([]);
    await expect(get(CancellationsService).cancel(elsewhere, id, 1, cancellation())).rejects.toMatchObject({
      code: 'RECOGNITION.TITLE_NOT_FOUND',
    });
    expect(await get(RenewalsService).tell(elsewhere, [id])).toMatchObject([{ done: false }]);
  });

  it('computes validity from the days', async () => {
    const firm = await enterprise();
    const [past, now, next] = [
      await title(firm, addDays(today, -800), today),
      await title(firm, today, addDays(today, 1)),
      await title(firm, addDays(today, 1), addDays(today, 900)),
    ];
    const found = await Promise.all([past, now, next].map(async (id) => (await held(id))?.validity));
    expect(found).toEqual(['expired', 'valid', 'coming']);
    const tomorrow = await get(TitlesQueries).list(person, { on: addDays(today, 1), limit: 200 });
    expect(tomorrow.items.filter(({ enterpriseId }) => enterpriseId === firm).map(({ id }) => id)).toEqual([next]);
  });

  it('cancels with cause and document, keeps the title, bans for three years, and takes it back', async () => {
    const firm = await enterprise();
    const id = await title(firm, addDays(today, -100), addDays(today, 900));
    const service = get(CancellationsService);
    await expect(service.cancel(person, id, 1, cancellation({ cause: 'noSuch' }))).rejects.toMatchObject({
      code: 'RECOGNITION.CAUSE',
    });
    await expect(service.cancel(person, id, 1, cancellation({ cancelledOn: addDays(today, 1) }))).rejects.toMatchObject(
      {
        code: 'RECOGNITION.CANCEL_DAY',
      },
    );
    await expect(service.cancel(person, id, 7, cancellation())).rejects.toMatchObject({ code: 'PLATFORM.STALE' });
    await service.cancel(person, id, 1, cancellation());
    expect(await held(id, 'cancelled')).toMatchObject({
      cancelledOn: addDays(today, -10),
      validUntil: addDays(today, 900),
      liftable: true,
    });
    const until = `${Number(addDays(today, -10).slice(0, 4)) + 3}${addDays(today, -10).slice(4)}`;
    expect(await bans(firm)).toMatchObject([{ causeLabel: '提供虚假信息', until }]);
    expect([
      await bans(firm, addDays(today, -11)),
      await bans(firm, until),
      await bans(firm, addDays(until, -1)),
    ]).toMatchObject([[], [], [{ causeLabel: '提供虚假信息' }]]);
    await expect(service.cancel(person, id, 2, cancellation())).rejects.toMatchObject({
      code: 'RECOGNITION.CANCELLED',
    });
    await service.reinstate(person, id, 2, '来文撤销');
    expect(await held(id, 'valid')).toMatchObject({ cancelledOn: null, liftable: false });
    expect(await bans(firm)).toEqual([]);
    await expect(service.reinstate(person, id, 3, '再来一次')).rejects.toMatchObject({
      code: 'RECOGNITION.NOT_CANCELLED',
    });
    const kept = await doors.test.asSuperuser('select "liftedWhy" from title_cancellation where "titleId" = $1', [id]);
    expect(kept).toEqual([{ liftedWhy: '来文撤销' }]);
  });

  it('lets the ban follow the legal person through renaming, another code, and mergers', async () => {
    const [firm, second, absorber] = [await enterprise(), await enterprise(), await enterprise()];
    const id = await title(firm, addDays(today, -100), addDays(today, 900));
    await get(CancellationsService).cancel(person, id, 1, cancellation());
    const version = async (of: string) => {
      const [row] = await doors.test.asSuperuser<{ version: number }>('select version from enterprise where id = $1', [
        of,
      ]);
      return row?.version ?? 0;
    };
    const edit = async () => ({ act: act(), version: await version(firm), effectiveOn: addDays(today, -5) });
    await get(IdentityService).rename(person, firm, '改了名字有限公司', await edit());
    const code = makeCreditCode({ region: '410305', organisation: 'MLBAN001' });
    await get(IdentityService).correctCode(person, firm, code, false, await edit());
    expect(await bans(firm)).toHaveLength(1);
    const merge = async (mergedId: string, survivorId: string, how: object) =>
      get(MergesService).merge(
        person,
        {
          mergedId,
          mergedVersion: await version(mergedId),
          survivorId,
          survivorVersion: await version(survivorId),
          ...how,
        } as never,
        act(),
      );
    await merge(firm, second, { effectiveOn: null });
    expect([await bans(second), await bans(firm), await bans(absorber)]).toMatchObject([[{}], [{}], []]);
    await merge(second, absorber, { effectiveOn: addDays(today, -2) });
    expect([await bans(absorber), await bans(absorber, addDays(today, -3))]).toMatchObject([[{}], []]);
  });

  it('names a year ahead who must be renewed, by which standard, and tells each once', async () => {
    const [soon, renewed, late] = [await enterprise(), await enterprise(), await enterprise()];
    const id = await title(soon, addDays(today, -900), addDays(today, 190));
    await title(renewed, addDays(today, -900), addDays(today, 190));
    await title(renewed, addDays(today, 190), addDays(today, 1200));
    await title(late, addDays(today, -100), addDays(today, 800));
    const { items } = await get(RenewalsService).list(person, { title: 'specializedSme', limit: 200 });
    const firms = items.map(({ enterpriseId }) => enterpriseId);
    expect([firms.includes(soon), firms.includes(renewed), firms.includes(late)]).toEqual([true, false, false]);
    const found = items.find((one) => one.id === id);
    expect(found).toMatchObject({ outcome: null, toldAt: null });
    expect(found?.explanation).toContain(addDays(today, 189));
    expect(await get(RenewalsService).tell(person, [id, id])).toMatchObject([
      { done: true, message: expect.stringContaining('已通知') },
    ]);
    expect(await get(RenewalsService).tell(person, [id])).toMatchObject([
      { done: true, message: expect.stringContaining('先前') },
    ]);
    const sent = await doors.test.asSuperuser('select from desk_message where kind = $1 and "enterpriseId" = $2', [
      'recognition.renewal',
      soon,
    ]);
    expect(sent).toHaveLength(1);
    const again = await get(RenewalsService).list(person, { title: 'specializedSme', limit: 200 });
    expect(again.items.find((one) => one.id === id)?.toldAt).not.toBeNull();
  });

  it('refuses rules that make no sense, with line and reason', () => {
    const text =
      'renewal: { monthsAhead: 0 }\ncauses:\n  X: { label: 甲 }\n  falseData: { label: 乙, article: 丙, banYears: 30, more: 1 }\n';
    expect(() => loadTitleRules(text)).toThrow(/monthsAhead[\s\S]*“X”[\s\S]*banYears[\s\S]*more/);
  });
});
