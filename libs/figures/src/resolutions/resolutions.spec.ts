import { builtInOfficer } from '@tidu/platform';
import { colleague, elsewhere, FiguresWorld } from '../testing/figures-world';

describe('conflicts and their resolution', () => {
  let world: FiguresWorld;
  beforeAll(async () => {
    world = await FiguresWorld.open();
  });
  afterAll(() => world.close());

  const conflicting = async () => {
    const id = await world.enterprise();
    await world.stated(id, 2023, 'audit', { revenue: 123_456_789, taxPaid: 500_000, employees: 80 });
    await world.stated(id, 2023, 'enterprise', { revenue: 150_000_000, taxPaid: 400_000, employees: 80 });
    await world.stated(id, 2023, 'tax', { taxPaid: 450_000 });
    return id;
  };
  const conflictsOf = (id: string) => world.conflicts.ofEnterprise(builtInOfficer, id);
  type Conflict = Awaited<ReturnType<typeof conflictsOf>>[number];
  const believed = (conflict: Conflict | undefined) => conflict?.values.find((one) => one.believed)?.source;
  const terms = { year: 2023, fact: 'revenue', source: 'enterprise' as const, reason: '审计报告漏记子公司' };

  it('are seen and resolved by nobody beyond the scope', async () => {
    const id = await conflicting();
    await expect(world.conflicts.ofEnterprise(elsewhere, id)).rejects.toMatchObject({ kind: 'notFound' });
    await expect(world.resolutions.resolve(elsewhere, id, terms)).rejects.toMatchObject({ kind: 'notFound' });
    const { id: made } = await world.resolutions.resolve(builtInOfficer, id, terms);
    await expect(world.resolutions.end(elsewhere, made, '取消')).rejects.toMatchObject({ kind: 'notFound' });
  });

  it('name the values in the order in which the sources are believed, each fact by its own', async () => {
    const id = await conflicting();
    const [revenue, tax, ...others] = await conflictsOf(id);
    expect(revenue).toMatchObject({ fact: 'revenue', resolution: null });
    expect(revenue?.values.map(({ source, display }) => [source, display])).toEqual([
      ['audit', '123.456789万元'],
      ['enterprise', '150万元'],
    ]);
    expect(tax).toMatchObject({ fact: 'taxPaid' });
    expect([revenue, tax].map(believed)).toEqual(['audit', 'tax']);
    expect(tax?.values.map(({ source }) => source)).toEqual(['tax', 'audit', 'enterprise']);
    expect(others).toEqual([]);
  });

  it('are none where one source rounded to its unit', async () => {
    const id = await world.enterprise();
    await world.stated(id, 2023, 'audit', { revenue: 12_345_678_912, netProfit: 1_234_567 });
    await world.stated(id, 2023, 'enterprise', { revenue: 12_345_680_000, netProfit: -1_234_567 });
    expect((await conflictsOf(id)).map(({ fact }) => fact)).toEqual(['netProfit']);
  });

  it('once resolved follow the choice, until a source says something else', async () => {
    const id = await conflicting();
    await world.resolutions.resolve(builtInOfficer, id, terms);
    expect(believed((await conflictsOf(id))[0])).toBe('enterprise');
    expect((await conflictsOf(id))[0]).toMatchObject({
      resolution: { source: 'enterprise', reason: terms.reason, resolvedByName: '本机经办人', outdated: false },
    });
    await world.stated(id, 2023, 'audit', { revenue: 140_000_000 });
    expect((await conflictsOf(id))[0]?.resolution).toMatchObject({ outdated: true });
  });

  it('are decided by one person at a time; a decision can be replaced and taken back, and the trail says both', async () => {
    const id = await conflicting();
    const first = await world.resolutions.resolve(colleague, id, terms);
    await expect(world.resolutions.resolve(builtInOfficer, id, terms)).rejects.toMatchObject({
      ...{ code: 'PLATFORM.STALE', message: expect.stringContaining('李四') },
    });
    const second = await world.resolutions.resolve(builtInOfficer, id, {
      ...terms,
      source: 'audit',
      replaces: first.id,
    });
    await world.resolutions.end(builtInOfficer, second.id, '等审计更正');
    await expect(world.resolutions.end(builtInOfficer, second.id, '再取消')).rejects.toMatchObject({
      code: 'PLATFORM.STALE',
    });
    expect((await conflictsOf(id))[0]?.resolution).toBeNull();
    expect((await world.trail(second.id)).map(({ action, reason }) => [action, reason])).toEqual([
      ['figures.resolve', terms.reason],
      ['figures.unresolve', '等审计更正'],
    ]);
  });

  it('refuse a source that says nothing and a fact that no source states', async () => {
    const id = await conflicting();
    const resolve = (over: object) => world.resolutions.resolve(builtInOfficer, id, { ...terms, ...over });
    await expect(resolve({ source: 'zone' })).rejects.toMatchObject({ code: 'FIGURES.SOURCE_SILENT' });
    await expect(resolve({ fact: 'governanceSound' })).rejects.toMatchObject({ code: 'FIGURES.NOT_A_FIGURE' });
    await expect(resolve({ fact: 'revenueY1' })).rejects.toMatchObject({ code: 'FIGURES.NOT_A_FIGURE' });
  });
});
