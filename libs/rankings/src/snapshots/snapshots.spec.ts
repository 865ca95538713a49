import { rootByProof } from '@tidu/criteria';
import { builtInOfficer, checkInvariants } from '@tidu/platform';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { countyOfficer } from '../../../scoring/src/testing/register';
import { PublicRankingsQueries } from '../open/public-rankings.queries';
import { rankingInvariants } from '../ranking-invariants';
import { clerk, definitionText, RankingWorld, reviewer } from '../testing/ranking-world';
import { CompareService } from './compare.service';
import { SnapshotsQueries } from './snapshots.queries';

const firm = (taxPaid: number, landArea: number, netProfit: number) => ({
  ...{ taxPaid: taxPaid * 100, landArea: landArea * 10_000, netProfit: netProfit * 100, revenue: 10_000_000 },
});

describe('a ranking of a year, from its figures to who was sent it', () => {
  let world: RankingWorld;
  let ids: Record<string, string>;
  let queries: SnapshotsQueries;
  let compare: CompareService;
  let open: PublicRankingsQueries;
  let dir: string;
  const text = definitionText('places: 2\nprovisionalSources: [enterprise]', 'yearly-test');
  let definitionId = '';
  let first = '';

  beforeAll(async () => {
    world = await RankingWorld.open();
    const { database } = world.register;
    queries = new SnapshotsQueries(database);
    compare = new CompareService(database, world.register.reference);
    open = new PublicRankingsQueries(database, world.register.reference);
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-yearly-'));
    ids = await world.firms({
      甲厂: firm(1_000, 10, 20_000),
      乙厂: firm(900, 10, 10_000),
      丙厂: { ...firm(900, 10, 10_000), regionCode: '410399' },
      丁厂: firm(100, 10, 5_000),
      戊厂: { last: { taxPaid: 1 } },
    });
    definitionId = await world.definition(text);
    first = (await world.run({ definitionId })).snapshotId;
  });
  afterAll(async () => {
    await world.close();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  it('shows a narrower scope its own rows, and no other’s row beside them', async () => {
    const { items } = await queries.rows(countyOfficer, first, {});
    expect(items.map(({ name }) => name)).toEqual(['丙厂']);
    const own = ids['丙厂'] ?? '';
    await expect(compare.pair(countyOfficer, first, { a: own, b: ids['甲厂'] ?? '' })).rejects.toMatchObject({
      code: 'RANKINGS.NO_ROW',
    });
    expect((await queries.proof(countyOfficer, first, own)).row.name).toBe('丙厂');
  });

  it('lists what is missing, and prints who let it pass and why', async () => {
    const { readiness } = world.readiness();
    const other = await world.definition(definitionText('places: 2', 'yearly-gaps'));
    const { counts, enterprises } = await readiness.summary(clerk, other);
    expect([enterprises, counts.missing.open]).toEqual([5, 4]);
    const gap = { enterpriseId: ids['戊厂'] ?? '', fact: 'landArea', kind: 'missing' as const };
    await readiness.waive(clerk, other, { ...gap, reason: '地块正在复测' });
    await expect(readiness.waive(clerk, other, { ...gap, reason: '再来一次' })).rejects.toMatchObject({
      code: 'RANKINGS.DONE_ALREADY',
    });
    await expect(
      readiness.waive(clerk, other, { ...gap, enterpriseId: ids['甲厂'] ?? '', reason: '没有缺口' }),
    ).rejects.toMatchObject({
      code: 'RANKINGS.NO_GAP',
    });
    const list = await readiness.gaps(clerk, other, { waived: 'yes' });
    expect(list.items.map(({ name, factLabel, waivedReason }) => [name, factLabel, waivedReason])).toEqual([
      ['戊厂', '用地面积', '地块正在复测'],
    ]);
    const { snapshotId } = await world.run({ definitionId: other });
    const { waivers } = await queries.one(clerk, snapshotId);
    expect(waivers).toMatchObject([{ name: '戊厂', fact: 'landArea', reason: '地块正在复测', by: clerk.name }]);
  });

  it('stops at a tie at the line until a person decides with a reason and another freezes', async () => {
    const { tied } = await queries.one(clerk, first);
    expect(tied).toEqual({ count: 2, places: 1 });
    const codes = (await queries.rows(clerk, first, { line: 'tied' })).items.map(({ creditCode }) => creditCode);
    await expect(world.freeze(first)).rejects.toMatchObject({ code: 'RANKINGS.TIE_OPEN' });
    const [one = ''] = codes;
    for (const chosen of [codes, [one, one], [], ['91410302MA00000000']])
      await expect(world.snapshots.decideTie(clerk, first, { chosen, reason: '随便' })).rejects.toMatchObject({
        code: 'RANKINGS.BAD_CHOICE',
      });
    await world.snapshots.decideTie(reviewer, first, { chosen: [one], reason: '近两年无处罚' });
    const kept = await queries.rows(clerk, first, { only: 'chosen' });
    expect(kept.items.map(({ creditCode }) => creditCode)).toEqual([one]);
    await expect(world.freeze(first)).rejects.toMatchObject({ code: 'RANKINGS.SAME_PERSON' });
    const third = { ...reviewer, id: '0190a000-0000-7000-8000-000000000003', name: '第三人' };
    await world.freeze(first, third);
    await expect(world.snapshots.decideTie(clerk, first, { chosen: [one], reason: '反悔' })).rejects.toMatchObject({
      code: 'RANKINGS.FROZEN_ALREADY',
    });
  });

  it('answers why one is above another from the snapshot, and tells what has changed since', async () => {
    const [a = '', b = ''] = [ids['甲厂'], ids['乙厂']];
    await world.register.figures(b, 2021, 'tax', firm(5_000, 10, 10_000));
    await world.register.sheets.refreshAll(builtInOfficer, { year: 2021, asOf: '2022-09-01' });
    const { why, indicators } = await compare.pair(clerk, first, { a, b });
    expect(why).toBe('甲厂总分 100，乙厂 67.3333；差距最大的一项是净利润率，甲厂多 26.6667 分。');
    expect(indicators[0]?.b.drift).toEqual([{ fact: '评价税收', before: '900', after: '5000' }]);
    expect(indicators[0]?.a.drift).toEqual([]);
  });

  it('proves a row under the root, to everybody once it is public', async () => {
    await expect(open.one(first)).rejects.toMatchObject({ code: 'RANKINGS.NOT_PUBLIC' });
    await expect(world.snapshots.disclose(clerk, first)).rejects.toMatchObject({ code: 'RANKINGS.SAME_PERSON' });
    await world.snapshots.disclose(reviewer, first);
    const { row, path: way, snapshot } = await queries.proof(clerk, first, ids['丁厂'] ?? '');
    expect(rootByProof('list', row.hash, snapshot.total + 1, way)).toBe(snapshot.rowsRoot);
    const found = await open.inclusion(first, row.creditCode);
    expect(rootByProof('list', found.leaf, found.leaves, found.path)).toBe(snapshot.rowsRoot);
    const list = await open.rows(first, {});
    expect(list.items.map(({ rank, name }) => [rank, name])).toEqual([
      ...[
        [1, '甲****'],
        [2, '乙****'],
        [2, '丙****'],
        [4, '丁****'],
        [null, '戊****'],
      ],
    ]);
  });

  it('is corrected by a new version; who got the old one is listed until sent the new', async () => {
    const { dispatches, job: exporting } = world.filing(dir);
    const exported = async (snapshotId: string) =>
      (await world.register.runJob(exporting, { snapshotId, format: 'csv' }, clerk)).id;
    const sent = { recipient: '市工信局综合处', sentOn: '2026-01-05', way: 'document' as const };
    const file = await exported(first);
    await dispatches.register(clerk, first, { ...sent, exportJobId: file });
    const job = { definitionId, replacesId: first, reason: '乙厂税收漏报' };
    const { snapshotId: second } = await world.run(job);
    await expect(world.snapshots.run(clerk, { definitionId, replacesId: first })).rejects.toMatchObject({
      code: 'RANKINGS.REASON',
    });
    expect((await dispatches.list(clerk, first)).map(({ recall }) => recall)).toEqual([false]);
    await world.freeze(second);
    const states = (await queries.one(clerk, second)).versions.map(({ version, state }) => [version, state]);
    expect(states).toEqual([
      [1, 'superseded'],
      [2, 'frozen'],
    ]);
    expect((await dispatches.list(clerk, second)).map(({ version, recall }) => [version, recall])).toEqual([[1, true]]);
    await expect(dispatches.register(clerk, first, { ...sent, exportJobId: file })).rejects.toMatchObject({
      code: 'RANKINGS.SUPERSEDED',
    });
    await dispatches.register(clerk, second, { ...sent, exportJobId: await exported(second) });
    expect((await dispatches.list(clerk, second)).map(({ recall }) => recall)).toEqual([false, false]);
    const moved = await compare.movements(clerk, second, first, {});
    expect(moved.counts).toMatchObject({ up: 1, down: 2 });
    expect(moved.changes).toEqual([]);
    const why = Object.fromEntries(moved.items.map(({ name, why: says }) => [name, says]));
    expect(why['乙厂']).toMatch(/^由第 2 名升到第 1 名（升 1 位）：因本企业数据变化升 1 位/);
    expect(why['丙厂']).toMatch(/因其他企业数据变化降 1 位/);
  });

  it('blocks a file that does not hold what the screen shows', async () => {
    const { files, dispatches, job } = world.filing(dir);
    const made = await world.register.runJob(job, { snapshotId: first, format: 'csv' }, clerk);
    const { sha256 } = made.result as { sha256: string };
    const whole = fs.readFileSync(files.path(sha256), 'utf8').split('\n');
    fs.writeFileSync(files.path(sha256), [...whole.slice(0, 4), ...whole.slice(5)].join('\n'));
    const check = await dispatches.check(clerk, first, made.id);
    expect([check.ok, check.rowsShown, check.rowsInFile, check.faults[0]]).toEqual([
      false,
      5,
      4,
      '屏幕上 5 行，文件里 4 行',
    ]);
    const given = { recipient: '市工信局', sentOn: '2026-01-05', way: 'mail' as const, exportJobId: made.id };
    await expect(dispatches.register(clerk, first, given)).rejects.toMatchObject({ code: 'RANKINGS.CHECK_FAILED' });
  });

  it('is watched: an owner’s change of a row, of a figure behind it, of the head is named', async () => {
    const frozen = rankingInvariants.filter(({ id }) => id === 'I5');
    const check = async () =>
      (await checkInvariants(world.register.database, frozen)).flatMap(({ examples }) => examples);
    expect(await check()).toEqual([]);
    await world.rows('alter table ranking_snapshot_row disable trigger ranking_snapshot_row_kept');
    await world.rows(
      `update ranking_snapshot_row set inputs = jsonb_set(inputs, '{taxPaid,0}', '"1"') where "snapshotId" = $1 and name = '丁厂'`,
      [first],
    );
    expect((await check())[0]).toMatch(/第 1 版.*第 4 行（丁厂，\w{18}）的内容与封存时不同/);
  });
});
