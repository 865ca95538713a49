import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer as me } from '@tidu/platform';
import { type DatedTable, chainTable, zoneTable } from '../dated/dated-tables';
import { EnterprisesQueries } from '../enterprises.queries';
import { EvidenceQueries } from '../evidence/evidence.queries';
import { ScaleListQueries } from '../evidence/scale-list.queries';
import { SoundsService } from '../search/sounds';
import { act, ofRegion, openRegister, type Register } from '../testing/register';

/** What two records of one enterprise both say is listed and counted once, and of each again after the merge is undone. */
describe('what merged records say twice', () => {
  let register: Register;
  let enterprises: EnterprisesQueries;
  let evidence: EvidenceQueries;
  let scale: ScaleListQueries;
  beforeAll(async () => {
    register = await openRegister();
    const { database, reference } = register;
    enterprises = new EnterprisesQueries(database, reference, new SoundsService(database));
    evidence = new EvidenceQueries(database);
    scale = new ScaleListQueries(database, reference);
  });
  afterAll(() => register.close());

  const pair = async () => {
    const [one, two] = [await register.enter('洛阳同区机床有限公司'), await register.enter('洛阳同区机床有限公司')];
    const merge = () =>
      register.merges.merge(
        me,
        { mergedId: two, mergedVersion: 1, survivorId: one, survivorVersion: 1, effectiveOn: null },
        act(),
      );
    return { one, two, merge };
  };
  const held = async (
    table: DatedTable,
    of: string,
    code: string,
    from: string | null,
    until: string | null = null,
  ) => {
    const id = uuidv7();
    await register.test.asSuperuser(
      `insert into ${table.table} (id, "enterpriseId", "validFrom", "validUntil", "recordedBy", "recordedByName", "${table.columns[0]}")
       values ($1, $2, $3, $4, $5, '经办人', $6)`,
      [id, of, from, until, me.id, code],
    );
    return id;
  };
  const listed = (of: string, from: string, until: string | null) =>
    register.test.asSuperuser(
      `insert into scale_status (id, "enterpriseId", "validFrom", "validUntil", source, "recordedBy", "recordedByName", "changedBy", "changedByName")
       values ($1, $2, $3, $4, '公告', $5, '经办人', $5, '经办人')`,
      [uuidv7(), of, from, until, me.id],
    );

  it('is nobody’s business in another region', async () => {
    const { one, two, merge } = await pair();
    await held(zoneTable, two, 'qz', null);
    await merge();
    await expect(register.records.one(ofRegion('410399'), one, {})).rejects.toMatchObject({ kind: 'notFound' });
    expect(await enterprises.count(ofRegion('410399'), { zone: 'qz' })).toBe(0);
  });

  it('zones and chains: once on the page and in the list, also where only the merged record says them', async () => {
    const { one, two, merge } = await pair();
    const own = await held(zoneTable, one, 'za', '2020-01-01');
    const again = await held(zoneTable, two, 'za', '2018-01-01');
    const other = await held(zoneTable, two, 'zb', null);
    const [early, late] = [
      await held(chainTable, one, 'ca', '2015-01-01', '2017-01-01'),
      await held(chainTable, two, 'ca', '2016-01-01'),
    ];
    const page = async (asOf?: string) => {
      const { zones, chains } = await register.record(one, asOf);
      return [...zones, ...chains].map(({ id }) => id).sort();
    };
    const count = (filter: object) => enterprises.count(me, filter);
    const counts = async () => [await count({ zone: 'za' }), await count({ zone: 'zb' }), await count({ chain: 'ca' })];
    const before = [await page(), await counts()];
    expect(before[1]).toEqual([2, 1, 1]);
    const mergeId = await merge();
    expect(await page()).toEqual([own, other, early, late].sort());
    // on a day on which only the merged record was in the zone it was
    expect(await page('2019-01-01')).toEqual([again, other, late].sort());
    expect(await counts()).toEqual([1, 1, 1]);
    const found = await enterprises.list(me, { zone: 'zb' });
    expect(found).toMatchObject({ items: [{ id: one }], count: { value: 1, exact: true } });
    expect((await enterprises.list(me, { q: '同区机床', zone: 'zb' })).items.map(({ id }) => id)).toEqual([one]);
    await register.merges.undo(me, mergeId, act());
    expect([await page(), await counts()]).toEqual(before);
  });

  it('the official list: one entry, whichever record has it', async () => {
    const { one, two, merge } = await pair();
    await listed(one, '2020-01-01', null);
    await listed(two, '2019-01-01', null);
    const third = await pair();
    await listed(third.two, '2021-01-01', null);
    const asOf = '2021-06-01';
    const seen = async () => ({
      counts: await scale.summary(me, { asOf }),
      ids: (await scale.list(me, { asOf })).items.map(({ enterpriseId }) => enterpriseId).sort(),
      filtered: [await enterprises.count(me, { aboveScale: true }), await enterprises.count(me, { aboveScale: false })],
      recorded: (await evidence.summary(me, one, asOf)).items.find(({ kind }) => kind === 'scaleStatus')?.recorded,
      records: (await evidence.list(me, one, 'scaleStatus', { asOf })).count.value,
    });
    const before = await seen();
    expect(before).toMatchObject({ counts: { in: 3, entered: 1 }, filtered: [3, expect.any(Number)], recorded: 1 });
    const merges = [await merge(), await third.merge()];
    expect(await seen()).toMatchObject({
      ...{ counts: { in: 2, entered: 1 }, ids: [one, third.one].sort(), recorded: 1, records: 1 },
      // two records less: of one pair both were on the list, of the other one was
      filtered: [2, (before.filtered[1] ?? 0) - 1],
    });
    // on a day before its own entry the merged record had it on the list
    expect((await scale.summary(me, { asOf: '2019-06-01' })).in).toBe(1);
    for (const id of merges) await register.merges.undo(me, id, act());
    expect(await seen()).toEqual(before);
  });
});
