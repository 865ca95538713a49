import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import { Register } from '../testing/register';
import { factsHash } from './canonical';
import { readSheet } from './sheet-reader';

describe('fact sheets and what officers decide', () => {
  let register: Register;
  beforeAll(async () => {
    register = await Register.open();
  });
  afterAll(() => register.close());

  const asOf = '2024-06-01';
  let version = 0;
  /** The sheet brought up to date for one enterprise. */
  async function sheet(id: string) {
    const catalogue = await register.reference.facts();
    return register.database.write(builtInOfficer, async (tx) => {
      const { written } = await register.sheets.refresh(tx, { year: 2023, asOf, enterpriseIds: [id] });
      version += written;
      return readSheet(tx, catalogue, { enterpriseId: id, year: 2023, asOf, version });
    });
  }
  const judge = (enterpriseId: string, fact: string, value: string, year = 2023) =>
    register.test.asSuperuser(
      `insert into judgement (id, "enterpriseId", year, fact, value, reason, basis, "judgedBy", "judgedByName")
       values ($1, $2, $3, $4, $5, '理由', '依据', $6, '经办人')`,
      [uuidv7(), enterpriseId, year, fact, value, builtInOfficer.id],
    );
  const decide = (enterpriseId: string, fact: string, source: string, year = 2023) =>
    register.test.asSuperuser(
      `insert into figure_resolution (id, "enterpriseId", year, fact, source, seen, reason, "resolvedBy", "resolvedByName")
       values ($1, $2, $3, $4, $5, '{}', '理由', $6, '经办人')`,
      [uuidv7(), enterpriseId, year, fact, source, builtInOfficer.id],
    );
  const origins = (found: Awaited<ReturnType<typeof sheet>>, ...codes: string[]) =>
    codes.map((code) => [
      found?.facts.get(code),
      found?.origin(code)?.source.code ?? null,
      found?.origin(code)?.year ?? null,
    ]);
  beforeEach(() => {
    version = 0;
  });

  it('believe a single fact in its own order: taxes the tax office, a platform’s score the platform', async () => {
    const id = await register.enterprise();
    await register.figures(id, 2023, 'officer', { revenue: 1, qualityScore: 10 });
    await register.figures(id, 2023, 'audit', { revenue: 2, taxPaid: 20, qualityScore: 20, employees: 2 });
    await register.figures(id, 2023, 'tax', { revenue: 3, taxPaid: 30, employees: 3 });
    await register.figures(id, 2023, 'platform', { qualityScore: 40 });
    expect(origins(await sheet(id), 'revenue', 'taxPaid', 'qualityScore', 'employees')).toEqual([
      [1, 'officer', 2023],
      [30, 'tax', 2023],
      [40, 'platform', 2023],
      [3, 'tax', 2023],
    ]);
  });

  it('follow a decision for this enterprise, fact and year alone, as long as the source says anything', async () => {
    const [id, other] = await register.enterprises([{}, {}]);
    for (const one of [id, other] as string[]) {
      await register.figures(one, 2023, 'audit', { revenue: 200, taxPaid: 9, netProfit: 1 });
      await register.figures(one, 2023, 'enterprise', { revenue: 300, netProfit: 2 });
      await register.figures(one, 2022, 'audit', { revenue: 100 });
      await register.figures(one, 2022, 'enterprise', { revenue: 150 });
    }
    await decide(id ?? '', 'revenue', 'enterprise');
    await decide(id ?? '', 'taxPaid', 'enterprise');
    await decide(other ?? '', 'revenue', 'enterprise', 2022);
    const decided = await sheet(id ?? '');
    expect(origins(decided, 'revenue', 'revenueY1', 'taxPaid', 'netProfit')).toEqual([
      [300, 'enterprise', 2023],
      [100, 'audit', 2022],
      [9, 'audit', 2023],
      [1, 'audit', 2023],
    ]);
    expect(decided?.origin('revenue')?.source.label).toBe('企业填报（经核定）');
    expect(decided && factsHash(decided.facts, (await register.reference.facts()).dictionary)).toBe(decided?.hash);
    version = 0;
    expect(origins(await sheet(other ?? ''), 'revenue', 'revenueY1')).toEqual([
      [200, 'audit', 2023],
      [150, 'enterprise', 2022],
    ]);
    await register.test.asSuperuser(
      `update figure_resolution set "endedAt" = now(), "endedBy" = $1, "endedByName" = '经办人', "endedReason" = '取消'`,
      [builtInOfficer.id],
    );
    version = 1;
    expect(origins(await sheet(id ?? ''), 'revenue')).toEqual([[200, 'audit', 2023]]);
  });

  it('take judged facts from judgements alone, of their own year', async () => {
    const id = await register.enterprise();
    // a source that had stated one before figures ceased to hold them
    await register.figures(id, 2023, 'enterprise', { revenue: 5, extra: { governanceSound: true } });
    expect(origins(await sheet(id), 'governanceSound')).toEqual([[null, null, null]]);
    await judge(id, 'governanceSound', 'false');
    await judge(id, 'keyChainLink', 'true', 2022);
    const judged = await sheet(id);
    expect(origins(judged, 'governanceSound', 'keyChainLink')).toEqual([
      [false, 'judgement', 2023],
      [null, null, null],
    ]);
    expect(judged?.origin('governanceSound')?.source.label).toBe('人工判断');
  });

  it('are looked at again when somebody judged, decided or took it back', async () => {
    const ids = await register.enterprises([{}, {}, {}]);
    for (const id of ids) await register.figures(id, 2015, 'audit', { revenue: 1 });
    for (const id of ids) await register.figures(id, 2015, 'enterprise', { revenue: 2 });
    const all = () => register.sheets.refreshAll(builtInOfficer, { year: 2015, asOf: '2016-06-01' });
    expect(await all()).toEqual({ sheets: 3, written: 3 });
    await judge(ids[0] ?? '', 'lowPublicAwareness', 'true', 2015);
    await decide(ids[1] ?? '', 'revenue', 'enterprise', 2015);
    expect(await all()).toEqual({ sheets: 3, written: 2 });
    await register.test.asSuperuser(
      `update judgement set "revokedAt" = now(), "revokedBy" = $1, "revokedByName" = '经办人', "revokedReason" = '撤销' where year = 2015`,
      [builtInOfficer.id],
    );
    expect(await all()).toEqual({ sheets: 3, written: 1 });
  });
});
