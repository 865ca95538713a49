import { type Act, MergesService } from '@tidu/enterprises';
import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import { Readable } from 'node:stream';
import { elsewhere, FiguresWorld } from './testing/figures-world';

/** What a merged record says is read with the one that stands for it; nothing moves. */
describe('figures of merged records', () => {
  let world: FiguresWorld;
  let merges: MergesService;
  beforeAll(async () => {
    world = await FiguresWorld.open();
    merges = new MergesService(world.test.database);
  });
  afterAll(() => world.close());

  const act = (): Act => ({ key: uuidv7(), reason: '同一企业', source: '核对' });
  const merge = (mergedId: string, survivorId: string) =>
    merges.merge(
      builtInOfficer,
      { mergedId, mergedVersion: 1, survivorId, survivorVersion: 1, effectiveOn: null },
      act(),
    );
  const pair = async () => {
    const [survivor, second] = [await world.enterprise(), await world.enterprise()];
    await world.stated(survivor, 2023, 'audit', { revenue: 123_456_789 });
    await world.stated(second, 2023, 'audit', { revenue: 99_000_000, employees: 80 });
    await world.stated(second, 2023, 'enterprise', { revenue: 150_000_000, employees: 90 });
    return { survivor, second };
  };
  const all = async (id: string) => {
    const of = [builtInOfficer, id] as const;
    const { figures, conflicts, flags, judgements } = world;
    const sets = (await figures.ofEnterprise(...of)).map(({ year, source, record }) => [
      year,
      source,
      record?.id ?? null,
    ]);
    const disagreeing = (await conflicts.ofEnterprise(...of)).map(({ fact, values, resolution }) => ({
      ...{ fact, believed: values.find(({ believed }) => believed)?.source, by: resolution?.source },
      said: values.map(({ source, record, display }) => `${source}${record ? ` in ${record.id}` : ''} ${display}`),
    }));
    const flagged = (await flags.ofEnterprise(...of)).map(({ check, enterpriseId }) => [check, enterpriseId]);
    return { sets, disagreeing, flagged, judged: (await judgements.ofEnterprise(...of)).map(({ value }) => value) };
  };

  it('are nobody’s business elsewhere', async () => {
    const { survivor, second } = await pair();
    await merge(second, survivor);
    await expect(world.figures.ofEnterprise(elsewhere, survivor)).rejects.toMatchObject({ kind: 'notFound' });
  });

  it('stand beside its own with the record they come from, are compared with them, and go back', async () => {
    const { survivor, second } = await pair();
    await world.judgements.judge(builtInOfficer, second, {
      ...{ year: 2023, fact: 'governanceSound', value: '是', reason: '走访了解', basis: '走访记录' },
    });
    const before = [await all(survivor), await all(second)];
    const mergeId = await merge(second, survivor);
    const merged = await all(survivor);
    expect(merged.sets).toEqual([
      [2023, 'audit', null],
      [2023, 'audit', second],
      [2023, 'enterprise', second],
    ]);
    expect(merged.judged).toEqual([true]);
    // its own audit speaks of revenue, the merged record's says otherwise; where its own is silent, that one speaks
    expect(merged.disagreeing).toEqual([
      {
        ...{ fact: 'revenue', believed: 'audit', by: undefined },
        said: ['audit 123.456789万元', `audit in ${second} 99万元`, 'enterprise 150万元'],
      },
      { fact: 'employees', believed: 'audit', said: ['audit 80人', 'enterprise 90人'], by: undefined },
    ]);
    await world.resolutions.resolve(builtInOfficer, survivor, {
      ...{ year: 2023, fact: 'employees', source: 'enterprise', reason: '社保人数一致' },
    });
    expect((await all(survivor)).disagreeing[1]).toMatchObject({ believed: 'enterprise', by: 'enterprise' });
    await merges.undo(builtInOfficer, mergeId, act());
    expect([await all(survivor), await all(second)]).toEqual(before);
  });

  it('take what was decided about the merged record along, until it is decided anew', async () => {
    const { survivor, second } = await pair();
    const terms = { year: 2023, fact: 'employees', reason: '社保人数一致' };
    const { id } = await world.resolutions.resolve(builtInOfficer, second, { ...terms, source: 'enterprise' });
    await merge(second, survivor);
    expect((await all(survivor)).disagreeing[1]).toMatchObject({ believed: 'enterprise', by: 'enterprise' });
    const anew = { ...terms, source: 'audit' as const, replaces: id };
    await world.resolutions.resolve(builtInOfficer, survivor, anew);
    expect((await all(survivor)).disagreeing[1]).toMatchObject({ believed: 'audit', by: 'audit' });
    // the earlier decision stays with the record it was taken on
    expect((await all(second)).disagreeing.find(({ fact }) => fact === 'employees')).toMatchObject({
      by: 'enterprise',
    });
  });

  it('of one source that say different things are a conflict until it is decided which record counts', async () => {
    const [survivor, second] = [await world.enterprise(), await world.enterprise()];
    await world.stated(survivor, 2023, 'audit', { revenue: 123_456_789, employees: 80, taxPaid: 100_000_000 });
    // a figure rounded to its unit is the same figure
    await world.stated(second, 2023, 'audit', { revenue: 99_000_000, employees: 80, taxPaid: 99_999_999 });
    const terms = { year: 2023, fact: 'revenue', source: 'audit' as const, reason: '以合并前的审计报告为准' };
    const resolve = (more: object) => world.resolutions.resolve(builtInOfficer, survivor, { ...terms, ...more });
    await expect(resolve({ recordId: second })).rejects.toMatchObject({ code: 'FIGURES.SOURCE_SILENT' });
    const mergeId = await merge(second, survivor);
    const conflicts = () => world.conflicts.ofEnterprise(builtInOfficer, survivor);
    const seen = async () =>
      (await conflicts()).map(({ fact, values, resolution }) => [
        fact,
        ...values.map((one) => [one.source, one.record?.id ?? null, one.display, one.believed]),
        resolution && [resolution.source, resolution.record?.id ?? null, resolution.outdated],
      ]);
    const own = (believed: boolean) => ['audit', null, '123.456789万元', believed];
    const other = (believed: boolean) => ['audit', second, '99万元', believed];
    expect(await seen()).toEqual([['revenue', own(true), other(false), null]]);
    await expect(resolve({ recordId: await world.enterprise() })).rejects.toMatchObject({
      ...{ code: 'FIGURES.SOURCE_SILENT', message: expect.stringMatching(/^recordId：/) },
    });
    const { id } = await resolve({ recordId: second });
    expect(await seen()).toEqual([['revenue', own(false), other(true), ['audit', second, false]]]);
    expect(await world.trail(id)).toMatchObject([{ after: { source: 'audit', recordId: second } }]);
    await resolve({ replaces: id });
    expect(await seen()).toEqual([['revenue', own(true), other(false), ['audit', null, false]]]);
    await world.stated(second, 2023, 'audit', { revenue: 98_000_000, employees: 80 });
    expect((await conflicts())[0]?.resolution).toMatchObject({ outdated: true });
    await merges.undo(builtInOfficer, mergeId, act());
    expect(await seen()).toEqual([]);
  });

  it('are proved by the files of any record of the enterprise, as long as it is one', async () => {
    const { survivor, second } = await pair();
    const bring = async (id: string) => {
      const content = Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n');
      const stored = await world.files.take(Readable.from([content]), '审计报告.pdf', 'application/pdf', 1e6);
      return (await world.evidence.add(builtInOfficer, id, stored, { kind: 'auditReport' })).id;
    };
    const [own, other] = [await bring(survivor), await bring(second)];
    const judge = (id: string, year: number, evidenceId: string) =>
      world.judgements.judge(builtInOfficer, id, {
        ...{ year, fact: 'governanceSound', value: '是', reason: '走访了解', basis: '走访记录', evidenceId },
      });
    await expect(judge(survivor, 2020, other)).rejects.toMatchObject({ code: 'FIGURES.EVIDENCE_NOT_FOUND' });
    const mergeId = await merge(second, survivor);
    expect((await judge(survivor, 2021, other)).evidence).toMatchObject({ id: other });
    expect((await judge(second, 2022, own)).evidence).toMatchObject({ id: own });
    const files = async (id: string) => (await world.evidence.ofEnterprise(builtInOfficer, id)).map((one) => one.id);
    expect([await files(survivor), await files(second)]).toEqual([
      [other, own],
      [other, own],
    ]);
    await merges.undo(builtInOfficer, mergeId, act());
    expect([await files(survivor), await files(second)]).toEqual([[own], [other]]);
    await expect(judge(second, 2023, own)).rejects.toMatchObject({ code: 'FIGURES.EVIDENCE_NOT_FOUND' });
  });

  it('are checked as those of one enterprise', async () => {
    const [survivor, second] = [await world.enterprise(), await world.enterprise()];
    await world.stated(survivor, 2022, 'audit', { revenue: 500_000_000 });
    await world.stated(second, 2022, 'audit', { mainRevenue: 900_000_000 });
    await world.check(2022);
    expect((await all(survivor)).flagged).toEqual([]);
    const mergeId = await merge(second, survivor);
    await world.check(2022);
    const flagged = (await all(survivor)).flagged;
    expect(flagged).toEqual([[expect.any(String), survivor]]);
    expect(await world.flags.checkNow(builtInOfficer, survivor)).toHaveLength(1);
    await merges.undo(builtInOfficer, mergeId, act());
    await world.check(2022);
    expect((await all(survivor)).flagged).toEqual([]);
  });
});
