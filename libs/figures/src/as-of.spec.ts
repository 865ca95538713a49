import { builtInOfficer } from '@tidu/platform';
import { elsewhere, FiguresWorld } from './testing/figures-world';

/** Figures, conflicts and judgements as they stood on a past day: revisions never change and carry their time. */
describe('figures as of a day', () => {
  let world: FiguresWorld;
  beforeAll(async () => {
    world = await FiguresWorld.open();
  });
  afterAll(() => world.close());

  /** Two revisions of the audit's figures, the second on the evening of 5 May, as Beijing has it. */
  const told = async () => {
    const id = await world.enterprise();
    await world.stated(id, 2023, 'audit', { revenue: 100_000_000_00, submittedAt: '2024-03-01T09:00:00+08:00' });
    await world.stated(id, 2023, 'enterprise', { revenue: 100_000_000_00, submittedAt: '2024-04-01T09:00:00+08:00' });
    await world.stated(id, 2023, 'audit', { revenue: 120_000_000_00, submittedAt: '2024-05-05T23:30:00+08:00' });
    await world.test.asSuperuser(
      `update figures set "supersededAt" = '2024-05-05T23:30:00+08:00' where "enterpriseId" = $1 and "supersededAt" is not null`,
      [id],
    );
    return id;
  };
  const revenues = async (id: string, asOf?: string) =>
    (await world.figures.ofEnterprise(builtInOfficer, id, asOf)).map(({ source, values }) => [
      source,
      values[0]?.value,
    ]);

  it('are seen by nobody beyond the scope', async () => {
    const id = await told();
    await expect(world.figures.ofEnterprise(elsewhere, id, '2024-05-05')).rejects.toMatchObject({ kind: 'notFound' });
    await expect(world.conflicts.ofEnterprise(elsewhere, id, '2024-05-05')).rejects.toMatchObject({ kind: 'notFound' });
  });

  it('are those of the end of that day in the district, whatever came later', async () => {
    const id = await told();
    expect(await revenues(id, '2024-02-29')).toEqual([]);
    expect(await revenues(id, '2024-03-01')).toEqual([['audit', '100000000.00']]);
    const before = [
      ['audit', '100000000.00'],
      ['enterprise', '100000000.00'],
    ];
    const after = [
      ['audit', '120000000.00'],
      ['enterprise', '100000000.00'],
    ];
    expect(await revenues(id, '2024-05-04')).toEqual(before);
    expect(await revenues(id, '2024-05-05')).toEqual(after);
    expect(await revenues(id)).toEqual(after);
    expect(await world.conflicts.ofEnterprise(builtInOfficer, id, '2024-05-04')).toEqual([]);
    expect(await world.conflicts.ofEnterprise(builtInOfficer, id, '2024-05-05')).toHaveLength(1);
  });

  it('go with the decisions and judgements that stood then', async () => {
    const id = await told();
    const on = (day: string) => `${day}T12:00:00+08:00`;
    await world.resolutions.resolve(builtInOfficer, id, {
      ...{ year: 2023, fact: 'revenue', source: 'enterprise', reason: '审计报告漏记子公司' },
    });
    await world.test.asSuperuser(
      `update figure_resolution set "resolvedAt" = $2, "endedAt" = $3, "endedBy" = "resolvedBy", "endedByName" = '经办人', "endedReason" = '取消'
       where "enterpriseId" = $1`,
      [id, on('2024-06-01'), on('2024-07-01')],
    );
    const believed = async (asOf?: string) => {
      const [conflict] = await world.conflicts.ofEnterprise(builtInOfficer, id, asOf);
      return [conflict?.values.find((one) => one.believed)?.source, conflict?.resolution?.reason];
    };
    expect(await believed('2024-05-31')).toEqual(['audit', undefined]);
    expect(await believed('2024-06-30')).toEqual(['enterprise', '审计报告漏记子公司']);
    expect(await believed('2024-07-01')).toEqual(['audit', undefined]);
    expect(await believed()).toEqual(['audit', undefined]);

    const terms = { year: 2023, fact: 'governanceSound', value: '是', reason: '走访了解', basis: '走访记录' };
    const first = await world.judgements.judge(builtInOfficer, id, terms);
    await world.judgements.judge(builtInOfficer, id, { ...terms, value: '否', replaces: first.id });
    const times = [on('2024-06-01'), on('2024-07-01')];
    await world.test.asSuperuser(`alter table judgement disable trigger judgement_kept`);
    await world.test.asSuperuser(
      `update judgement set "judgedAt" = case id when $2 then $3::timestamptz else $4::timestamptz end,
         "revokedAt" = case id when $2 then $4::timestamptz end where "enterpriseId" = $1`,
      [id, first.id, ...times],
    );
    const judged = async (asOf?: string) =>
      (await world.judgements.ofEnterprise(builtInOfficer, id, asOf)).map(({ value, revokedAt }) => [
        value,
        revokedAt !== null,
      ]);
    expect(await judged('2024-05-31')).toEqual([]);
    expect(await judged('2024-06-30')).toEqual([[true, false]]);
    expect(await judged('2024-07-01')).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(await judged()).toEqual([
      [false, false],
      [true, true],
    ]);
  });
});
