import { type Act, MergesService } from '@tidu/enterprises';
import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import { countyOfficer, Register } from '../testing/register';

/** What stands in a record that was merged counts for the one that stands for it, and is its own again afterwards. */
describe('fact sheets of merged records', () => {
  let register: Register;
  let merges: MergesService;
  beforeAll(async () => {
    register = await Register.open();
    merges = new MergesService(register.database);
  });
  afterAll(() => register.close());

  const year = 2023;
  const act = (): Act => ({ key: uuidv7(), reason: '同一企业', source: '核对' });
  const rebuild = (asOf = '2024-06-01') => register.sheets.refreshAll(builtInOfficer, { year, asOf });
  const version = async (id: string) =>
    (await register.test.asSuperuser<{ version: number }>('select version from enterprise where id = $1', [id]))[0]
      ?.version ?? 0;
  async function merge(mergedId: string, survivorId: string): Promise<string> {
    const [mergedVersion, survivorVersion] = [await version(mergedId), await version(survivorId)];
    const request = { mergedId, mergedVersion, survivorId, survivorVersion, effectiveOn: null };
    return merges.merge(builtInOfficer, request, act());
  }
  type Sheet = Record<string, unknown> & { id: string };
  /** The sheets in force, by enterprise. */
  const sheets = async (...ids: string[]): Promise<(Sheet | undefined)[]> => {
    const rows = await register.test.asSuperuser<Sheet>(
      `select "enterpriseId" as id, encode(hash, 'hex') as hash, origins, evidence, revenue, "revenueY1", employees,
         "ipClass1", "governanceSound", "taxPaid", extra
       from fact_sheet where year = $1 and "supersededAt" is null and "enterpriseId" = any($2)`,
      [year, ids],
    );
    return ids.map((id) => rows.find((row) => row.id === id));
  };
  const right = async (enterpriseId: string, number: string) => {
    const id = uuidv7();
    await register.test.asSuperuser(
      `insert into ip_right (id, "enterpriseId", kind, name, number, "howObtained", "mainProduct", "holderRank", "validFrom", source, "recordedBy", "recordedByName", "changedBy", "changedByName")
       values ($1, $2, 'inventionPatent', '一种装置', $3, 'selfDeveloped', true, 1, '2020-01-01', '证书', $4, '经办人', $4, '经办人')`,
      [id, enterpriseId, number, builtInOfficer.id],
    );
    return id;
  };

  it('gives a person of another region nothing of the merged record', async () => {
    const [one = '', two = ''] = await register.enterprises([{}, {}]);
    await register.figures(two, year, 'audit', { revenue: 5 });
    await merge(two, one);
    const refresh = register.database.write(countyOfficer, (tx) =>
      register.sheets.refresh(tx, { year, asOf: '2024-06-01', enterpriseIds: [one, two] }),
    );
    expect(await refresh).toEqual({ sheets: 0, written: 0 });
    expect(await sheets(one, two)).toEqual([undefined, undefined]);
  });

  it('fills what its own sources leave open, source by source and fact by fact, and is exact when undone', async () => {
    const [survivor = '', second = '', third = '', other = ''] = await register.enterprises([{}, {}, {}, {}]);
    await register.figures(survivor, year, 'audit', { revenue: 100 });
    await register.figures(second, year, 'audit', { revenue: 900, employees: 9 });
    await register.figures(second, year, 'tax', { taxPaid: 90, employees: 99 });
    await register.figures(second, year - 1, 'audit', { revenue: 800 });
    await register.figures(third, year, 'audit', { employees: 7 });
    await register.figures(other, year, 'audit', { revenue: 1 });
    const [mine, twice, more] = [await right(survivor, 'ZL1'), await right(second, 'ZL1'), await right(second, 'ZL2')];
    await register.test.asSuperuser(
      `insert into judgement (id, "enterpriseId", year, fact, value, reason, basis, "judgedBy", "judgedByName")
       values ($1, $2, $3, 'governanceSound', 'true', '理由', '依据', $4, '经办人')`,
      [uuidv7(), second, year, builtInOfficer.id],
    );
    await rebuild();
    const before = await sheets(survivor, second, third, other);
    expect(before.every((sheet) => sheet !== undefined)).toBe(true);

    const first = await merge(second, survivor);
    expect((await rebuild()).written).toBe(1);
    const [merged, gone, , same] = await sheets(survivor, second, third, other);
    expect(gone).toBeUndefined();
    expect(same).toEqual(before[3]);
    expect(merged).toMatchObject({
      ...{ revenue: '100', revenueY1: '800', taxPaid: '90', governanceSound: true, ipClass1: 2 },
      // the tax office goes before the audit here, whichever record it speaks in
      employees: 99,
    });
    const { ipClass1: rights } = (merged?.evidence ?? {}) as Record<string, string[]>;
    expect([...(rights ?? [])].sort()).toEqual([mine, more].sort());
    expect(rights).not.toContain(twice);

    // a second one into the same, and one after another: nothing is counted twice
    const last = await merge(third, survivor);
    await rebuild();
    expect((await sheets(survivor, third))[0]).toMatchObject({ revenue: '100', employees: 99 });
    await merges.undo(builtInOfficer, last, act());
    await merges.undo(builtInOfficer, first, act());
    await rebuild();
    const after = await sheets(survivor, second, third, other);
    expect(after).toEqual(before);
  });

  it('stands for an enterprise that has no figures of its own, through a chain of merges', async () => {
    const [last = '', middle = '', first = ''] = await register.enterprises([{}, {}, {}]);
    await register.figures(first, year, 'enterprise', { revenue: 42 });
    await rebuild();
    await merge(first, middle);
    const second = await merge(middle, last);
    await rebuild();
    expect((await sheets(last, middle, first)).map((sheet) => sheet?.revenue)).toEqual(['42', undefined, undefined]);
    // figures that come later under the merged record count too
    await register.figures(first, year, 'enterprise', { revenue: 43 });
    await rebuild();
    expect((await sheets(last))[0]?.revenue).toBe('43');
    await merges.undo(builtInOfficer, second, act());
    await rebuild();
    expect((await sheets(last, middle, first)).map((sheet) => sheet?.revenue)).toEqual([undefined, '43', undefined]);
  });

  it('is neither judged nor ranked beside the one that stands for it, also on an earlier day', async () => {
    const [survivor = '', second = ''] = await register.enterprises([{}, {}]);
    await register.figures(survivor, year, 'audit', { revenue: 11 });
    await register.figures(second, year, 'audit', { revenue: 12 });
    await rebuild('2024-06-01');
    await merge(second, survivor);
    const run = async (asOf: string) => {
      const terms = { year, standardIds: ['miit-2022-63-innovative'], purpose: 'application', asOf };
      const { runs } = await register.result<{ runs: { runId: string }[] }>(register.scoreJob(), terms);
      const cards = await register.test.asSuperuser<{ id: string }>(
        'select "enterpriseId" as id from score_card where "runId" = $1 and "enterpriseId" = any($2)',
        [runs[0]?.runId, [survivor, second]],
      );
      return cards.map(({ id }) => id);
    };
    expect(await run('2024-07-01')).toEqual([survivor]);
    expect(await run('2024-06-15')).toEqual([survivor]);
  });
});
