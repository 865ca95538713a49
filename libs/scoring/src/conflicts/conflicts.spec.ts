import { AuditTrail } from '@tidu/audit';
import { MergesService } from '@tidu/enterprises';
import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import { countyOfficer, Register } from '../testing/register';
import { soundBefore, soundFacts } from '../testing/sound';
import { ConflictsService } from './conflicts.service';
import { WeighConflictsJob, type WeighConflictsResult } from './weigh-conflicts.job';

describe('conflicts by their effect', () => {
  let register: Register;
  let conflicts: ConflictsService;
  let ids: string[];
  const weigh = () =>
    register.result<WeighConflictsResult>(
      new WeighConflictsJob(register.reference, register.standards, register.sheets, new AuditTrail()),
      { year: 2025 },
    );
  const list = (query: object = {}, person = builtInOfficer) => conflicts.list(person, query);

  beforeAll(async () => {
    register = await Register.open();
    conflicts = new ConflictsService(register.database, register.reference, register.jobs);
    ids = await register.enterprises(Array.from({ length: 4 }, () => ({ registeredOn: '2012-05-06' })));
    const [deciding = '', harmless = '', before = '', agreeing = ''] = ids;
    for (const id of ids) {
      await register.figures(id, 2025, 'audit', soundFacts);
      await register.figures(id, 2024, 'audit', soundBefore);
    }
    // research of 0.5 % where 3 % is asked
    await register.figures(deciding, 2025, 'enterprise', { rdExpense: 500_000_00 });
    await register.figures(harmless, 2025, 'zone', { energyUse: 5 });
    await register.figures(harmless, 2025, 'enterprise', { energyUse: 7 });
    await register.figures(before, 2024, 'enterprise', { rdExpense: 100_00 });
    // the same, rounded to a 万元
    await register.figures(agreeing, 2025, 'enterprise', { revenue: 100_000_000_00, rdExpense: 3_500_000_00 });
    await weigh();
  });
  afterAll(() => register.close());

  it('are seen by nobody beyond the scope, whose own weighing takes nothing away', async () => {
    expect((await list({ state: 'all' }, countyOfficer)).items).toEqual([]);
    const before = (await list({ state: 'all' })).count;
    await register.runJob(
      new WeighConflictsJob(register.reference, register.standards, register.sheets, new AuditTrail()),
      { year: 2025 },
      countyOfficer,
    );
    expect((await list({ state: 'all' })).count).toEqual(before);
  });

  it('stand in the order of what they decide, each with standard, source, before and after', async () => {
    const { items, count } = await list();
    expect(count).toEqual({ value: 3, exact: true });
    expect(
      items.map(({ enterpriseId, fact, year, effect }) => [ids.indexOf(enterpriseId), fact, year, effect]),
    ).toEqual([
      [2, 'rdExpenseY1', 2024, 'outcome'],
      [0, 'rdExpense', 2025, 'outcome'],
      [1, 'energyUse', 2025, 'none'],
    ]);
    expect(items[1]?.values.map(({ source, display }) => [source, display])).toEqual([
      ['enterprise', '50万元'],
      ['audit', '350万元'],
    ]);
    expect(items[1]?.effects).toContainEqual(
      expect.objectContaining({
        ...{ standardId: 'miit-2026-2-specialized', source: 'enterprise', sourceLabel: '企业填报' },
        ...{ before: expect.stringContaining('需人工判断'), after: expect.stringContaining('不满足') },
      }),
    );
    expect((await list({ effect: 'none' })).items.map(({ fact }) => fact)).toEqual(['energyUse']);
  });

  it('are paged without a gap', async () => {
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page: Awaited<ReturnType<typeof list>> = await list({ limit: 1, after });
      seen.push(...page.items.map(({ fact }) => fact));
      after = page.next;
    }
    expect(seen).toEqual(['rdExpenseY1', 'rdExpense', 'energyUse']);
    await expect(list({ after: 'WzFd' })).rejects.toMatchObject({ code: 'PLATFORM.BAD_CURSOR' });
  });

  it('leave the list when decided, follow the decision when weighed again, and come back when a source changes', async () => {
    const [deciding = ''] = ids;
    await register.test.asSuperuser(
      `insert into figure_resolution (id, "enterpriseId", year, fact, source, seen, reason, "resolvedBy", "resolvedByName")
       values ($1, $2, 2025, 'rdExpense', 'enterprise', '{"audit": "350000000", "enterprise": "50000000"}', '理由说明', $3, '经办人')`,
      [uuidv7(), deciding, builtInOfficer.id],
    );
    expect((await list()).items.map(({ fact }) => fact)).toEqual(['rdExpenseY1', 'energyUse']);
    await weigh();
    const [resolved] = (await list({ state: 'resolved' })).items;
    expect(resolved?.values.map(({ source, believed }) => [source, believed])).toEqual([
      ['enterprise', true],
      ['audit', false],
    ]);
    expect(resolved).toMatchObject({
      effect: 'outcome',
      open: false,
      resolution: { source: 'enterprise' },
    });
    expect(resolved?.effects.every(({ source }) => source === 'audit')).toBe(true);
    await register.figures(deciding, 2025, 'enterprise', { rdExpense: 600_000_00 });
    await weigh();
    expect((await list()).items.map(({ fact }) => fact)).toContain('rdExpense');
  });

  it('of one source in two merged records are on the list, follow the choice, and leave it when the merge is undone', async () => {
    const merges = new MergesService(register.database);
    const [survivor = '', second = ''] = await register.enterprises([{}, {}]);
    await register.figures(survivor, 2025, 'audit', soundFacts);
    await register.figures(second, 2025, 'audit', { rdExpense: 500_000_00 });
    const mergeId = await merges.merge(
      builtInOfficer,
      { mergedId: second, mergedVersion: 1, survivorId: survivor, survivorVersion: 1, effectiveOn: null },
      { key: uuidv7(), reason: '同一企业', source: '核对' },
    );
    await weigh();
    const own = (state = 'open') => list({ enterprise: survivor, state });
    const values = async (state?: string) =>
      (await own(state)).items.map((row) => row.values.map((one) => [one.record?.id ?? null, one.believed]));
    expect(await values()).toEqual([
      [
        [null, true],
        [second, false],
      ],
    ]);
    expect((await own()).items[0]).toMatchObject({ fact: 'rdExpense', effect: 'outcome', open: true });
    expect((await own()).items[0]?.effects[0]).toMatchObject({ source: 'audit', record: { id: second } });
    await register.test.asSuperuser(
      `insert into figure_resolution (id, "enterpriseId", year, fact, source, "recordId", seen, reason, "resolvedBy", "resolvedByName")
       select $1, "enterpriseId", 2025, fact, 'audit', $2, said, '理由说明', $3, '经办人'
       from figure_conflict where "enterpriseId" = $4`,
      [uuidv7(), second, builtInOfficer.id, survivor],
    );
    expect((await own()).items).toEqual([]);
    await weigh();
    expect(await values('resolved')).toEqual([
      [
        [null, false],
        [second, true],
      ],
    ]);
    expect((await own('resolved')).items[0]?.resolution).toMatchObject({ source: 'audit', record: { id: second } });
    await merges.undo(builtInOfficer, mergeId, { key: uuidv7(), reason: '不是同一企业', source: '核对' });
    expect((await own('all')).items).toEqual([]);
    await weigh();
    expect((await own('all')).items).toEqual([]);
    // the choice holds for nobody any more
    const [sheet] = await register.test.asSuperuser<{ rdExpense: string }>(
      'select "rdExpense" from fact_sheet where "enterpriseId" = $1 and year = 2025 and "supersededAt" is null',
      [survivor],
    );
    expect(sheet?.rdExpense).toBe(String(soundFacts.rdExpense));
  });

  it('are gone after the next weighing when the sources agree', async () => {
    await register.figures(ids[1] ?? '', 2025, 'enterprise', { energyUse: 5 });
    await weigh();
    expect((await list({ state: 'all', fact: 'energyUse' })).items).toEqual([]);
  });
});
