import { builtInOfficer } from '@tidu/platform';
import fc from 'fast-check';
import { countyOfficer } from '../../../scoring/src/testing/register';
import { rowLeaf } from './row-tree';
import { arrayText } from './snapshot-writer';
import { wholeSnapshot } from '../snapshots/snapshots.store';
import { keptWhole, replayRows, wholeRows } from '../snapshots/whole-rows';
import { clerk, definitionText, RankingWorld, reviewer } from '../testing/ranking-world';

const firm = (taxPaid: number, landArea: number, netProfit: number, revenue = 100_000) => ({
  ...{ taxPaid: taxPaid * 100, landArea: landArea * 10_000, netProfit: netProfit * 100, revenue: revenue * 100 },
});

describe('a ranking by a definition', () => {
  let world: RankingWorld;
  beforeAll(async () => {
    world = await RankingWorld.open();
    await world.firms({
      甲: firm(1_000, 10, 10_000),
      乙: firm(500, 10, 20_000),
      丙: { ...firm(900, 10, 5_000), regionCode: '410399' },
      极小: firm(1_000, 0.1, 10_000),
      双负: { ...firm(1_000, 10, -50_000), taxPaid: 0 },
      上年: { netProfit: 1_000_000, revenue: 10_000_000, last: firm(800, 10, 1) },
      暂缺: { taxPaid: 100_000, landArea: 100_000 },
      没数: { last: { revenue: 1 } },
    });
  });
  afterAll(() => world.close());

  it('keeps cells that lead to their leaf in the database as here, whatever is in them', async () => {
    const cell = fc.option(fc.string({ unit: 'binary' }).map((one) => one.replaceAll('\0', '')));
    const rows = fc.sample(fc.array(cell, { minLength: 1 }), 300);
    rows.push(['"', '\\', '\u007f\u2028\b\t\r\n', null, '', 'null', '{}', '＝1', '𠮷']);
    const given = rows.map((cells, i) => [i, arrayText(cells), rowLeaf(i, cells).toString('hex')] as const);
    const kept = await world.rows<{ kept: boolean; cells: unknown }>(
      `select ${keptWhole} as kept, cells from (
         select position, text::text[] as cells, decode(leaf, 'hex') as hash
         from unnest($1::int[], $2::text[], $3::text[]) as given (position, text, leaf)) as rows order by position`,
      [0, 1, 2].map((i) => given.map((one) => one[i])),
    );
    expect(kept).toEqual(rows.map((cells) => ({ kept: true, cells })));
  });

  it('is made by who sees everything, and read by a narrower scope in its own rows only', async () => {
    const id = await world.definition(definitionText(''));
    const job = await world.register.runJob(world.job, { definitionId: id }, countyOfficer);
    expect(job.error?.code).toBe('RANKINGS.WHOLE_SCOPE');
    const { snapshotId, total } = await world.run({ definitionId: id });
    const seen = await world.register.database.read(countyOfficer, (tx) =>
      tx.rows<{ name: string }>('select name from ranking_snapshot_row where "snapshotId" = $1', [snapshotId]),
    );
    expect([total, seen.map(({ name }) => name)]).toEqual([8, ['丙']]);
  });

  it('follows the rule of each indicator for gaps, tiny denominators and losses, and says so in the row', async () => {
    const id = await world.definition(definitionText('provisionalSources: [enterprise]'));
    const { snapshotId } = await world.run({ definitionId: id });
    // 净利润率: least 5%, most 20% of those with a value; 亩均税收 60 × value ÷ 100, at most 90
    expect(await world.places(snapshotId)).toEqual([
      ['甲', 1, '733333', null, ''],
      ['乙', 2, '700000', null, ''],
      ['上年', 3, '613333', null, 'lastYear,provisional'],
      ['暂缺', 4, '600000', null, 'gap'],
      ['丙', 5, '540000', null, ''],
      ['极小', 6, '133333', null, 'tiny'],
      ['双负', 7, '0', null, 'negative'],
      ['没数', null, null, null, ''],
    ]);
    const [last] = await world.rows<{ excluded: string }>(
      `select excluded from ranking_snapshot_row where "snapshotId" = $1 and name = '没数'`,
      [snapshotId],
    );
    expect(last?.excluded).toBe('亩均税收：缺数');
  });

  it('is frozen by a second person only, unchangeable, and found when the owner changes a row', async () => {
    const id = await world.definition(definitionText('places: 3'));
    const { snapshotId } = await world.run({ definitionId: id });
    await expect(world.freeze(snapshotId, clerk)).rejects.toMatchObject({ code: 'RANKINGS.SAME_PERSON' });
    await expect(world.snapshots.freeze(reviewer, snapshotId, '0'.repeat(64))).rejects.toMatchObject({
      code: 'RANKINGS.OTHER_ROOT',
    });
    expect(await world.freeze(snapshotId)).toMatch(/^[0-9a-f]{64}$/);
    await expect(world.snapshots.discard(clerk, snapshotId)).rejects.toMatchObject({ code: 'RANKINGS.FROZEN_ALREADY' });
    for (const change of [
      'update ranking_snapshot_row set rank = 1',
      'delete from ranking_snapshot_row',
      'update ranking_snapshot set total = 1',
      'delete from ranking_freeze',
      `select discard_ranking_preview('${snapshotId}')`,
      `insert into ranking_snapshot_row select * from ranking_snapshot_row where "snapshotId" = '${snapshotId}'`,
    ])
      await expect(world.register.database.write(builtInOfficer, (tx) => tx.rows(change))).rejects.toMatchObject({
        code: expect.stringMatching(/^(42501|23505)$/) as string,
      });
    const check = () =>
      world.register.database.snapshot(builtInOfficer, async (tx) => {
        const snapshot = await wholeSnapshot(tx, snapshotId);
        return [...(await wholeRows(tx, snapshot)), ...(await replayRows(tx, snapshot))];
      });
    expect(await check()).toEqual([]);
    await world.rows('alter table ranking_snapshot_row disable trigger ranking_snapshot_row_kept');
    await world.rows(`update ranking_snapshot_row set score = score + 1 where "snapshotId" = $1 and name = '乙'`, [
      snapshotId,
    ]);
    expect((await check())[0]).toMatch(/^第 2 行（乙，\w{18}）的内容与封存时不同$/);
    await world.rows(`update ranking_snapshot_row set score = score - 1 where "snapshotId" = $1 and name = '乙'`, [
      snapshotId,
    ]);
    for (const kept of ['cells[:2] || array[null] || cells[4:]', 'null']) {
      await world.rows(
        `update ranking_snapshot_row set cells = ${kept} where "snapshotId" = $1 and position in (select position
           from ranking_snapshot_row where "snapshotId" = $1 and name = '乙')`,
        [snapshotId],
      );
      expect(await check()).toEqual([expect.stringMatching(/^第 2 行（乙，\w{18}）留存的各列与封存时不同$/)]);
    }
  });
});
