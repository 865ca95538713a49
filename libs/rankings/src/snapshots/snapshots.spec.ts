import { rootByProof } from '@tidu/criteria';
import { AuditTrail } from '@tidu/audit';
import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer, checkInvariants, type JobContext, JobRunner } from '@tidu/platform';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { countyOfficer } from '../../../scoring/src/testing/register';
import type { CheckedFile, FileCheck, FileChecks } from '../dispatch/file-checks';
import { RegisterDispatchJob } from '../dispatch/register-dispatch.job';
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
  let second = '';

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
    const { dispatches, dispatching, job: exporting } = world.filing(dir);
    const exported = async (snapshotId: string) =>
      (await world.register.runJob(exporting, { snapshotId, format: 'csv' }, clerk)).id;
    const sent = { recipient: '市工信局综合处', sentOn: '2026-01-05', way: 'document' as const };
    const file = await exported(first);
    const register = async (snapshotId: string, exportJobId: string) =>
      (await world.work(clerk, dispatching, dispatches.register(clerk, snapshotId, { ...sent, exportJobId }))).state;
    expect(await register(first, file)).toBe('succeeded');
    const job = { definitionId, replacesId: first, reason: '乙厂税收漏报' };
    second = (await world.run(job)).snapshotId;
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
    expect(await register(second, await exported(second))).toBe('succeeded');
    expect((await dispatches.list(clerk, second)).map(({ recall }) => recall)).toEqual([false, false]);
    const moved = await compare.movements(clerk, second, first, {});
    expect(moved.counts).toMatchObject({ up: 1, down: 2 });
    expect(moved.changes).toEqual([]);
    const why = Object.fromEntries(moved.items.map(({ name, why: says }) => [name, says]));
    expect(why['乙厂']).toMatch(/^由第 2 名升到第 1 名（升 1 位）：因本企业数据变化升 1 位/);
    expect(why['丙厂']).toMatch(/因其他企业数据变化降 1 位/);
  });

  it('leaves by a job that checks the file first, once for each time it is asked for', async () => {
    const { files, dispatches, dispatching, job } = world.filing(dir);
    const { jobs, database } = world.register;
    const made = await world.register.runJob(job, { snapshotId: second, format: 'csv' }, clerk);
    const given = { recipient: '市统计局', sentOn: '2026-01-05', way: 'mail' as const, exportJobId: made.id };
    const refusal = (asked: Promise<unknown>) =>
      asked.then(
        () => null,
        ({ code, message }: Error & { code: string }) => [code, message],
      );
    // somebody else's file and none are told alike
    const others = refusal(dispatches.register(countyOfficer, second, given));
    const absent = refusal(dispatches.register(clerk, second, { ...given, exportJobId: uuidv7() }));
    expect(await others).toEqual(await absent);
    expect(await refusal(dispatches.check(countyOfficer, { snapshotId: second, exportJobId: made.id }))).toEqual(
      await others,
    );
    for (const [snapshotId, more, code] of [
      [first, {}, 'RANKINGS.NO_FILE'],
      [second, { sentOn: '2999-01-01' }, 'RANKINGS.SENT_ON'],
    ] as const)
      await expect(dispatches.register(clerk, snapshotId, { ...given, ...more })).rejects.toMatchObject({ code });

    const kept = async () =>
      (
        await world.rows<{ rows: number; entries: number }>(
          `select (select count(*)::int from ranking_dispatch where recipient = $1) as rows,
             (select count(*)::int from audit_entry where action = 'rankings.dispatch' and after ->> 'recipient' = $1) as entries`,
          [given.recipient],
        )
      )[0];
    // two at once, each taken up by two workers
    const asked = await Promise.all([given, given].map((one) => dispatches.register(clerk, second, one)));
    await Promise.all([...asked, ...asked].map((id) => new JobRunner(database, dispatching).run(id)));
    expect((await Promise.all(asked.map((id) => jobs.get(clerk, id)))).map(({ state }) => state)).toEqual([
      ...['succeeded', 'succeeded'],
    ]);
    expect(await kept()).toEqual({ rows: 2, entries: 2 });

    // cancelled after the check: nothing is written
    const checks = {
      check: async (context: JobContext<CheckedFile>) => {
        const check = await world.filing(dir).checks.check(context);
        await jobs.cancel(clerk, context.jobId);
        return check;
      },
    } as FileChecks;
    const stopped = new RegisterDispatchJob(checks, world.documents(), new AuditTrail());
    expect((await world.work(clerk, [stopped], dispatches.register(clerk, second, given))).state).toBe('cancelled');

    const path = files.path((made.result as { sha256: string }).sha256);
    const whole = fs.readFileSync(path, 'utf8').split('\n');
    fs.writeFileSync(path, [...whole.slice(0, 4), ...whole.slice(5)].join('\n'));
    const looked = await world.work(
      clerk,
      dispatching,
      dispatches.check(clerk, { snapshotId: second, exportJobId: made.id }),
    );
    const check = looked.result as FileCheck;
    expect([check.ok, check.rowsShown, check.rowsInFile, check.faults[0]]).toEqual([
      false,
      5,
      4,
      '屏幕上 5 行，文件里 4 行',
    ]);
    const failed = await world.work(clerk, dispatching, dispatches.register(clerk, second, given));
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'RANKINGS.CHECK_FAILED' } });
    expect(failed.error?.message).toMatch(
      /^文件没有通过自检，没有登记：屏幕上 5 行，文件里 4 行；.*请重新导出后再报送。$/,
    );
    expect(await kept()).toEqual({ rows: 2, entries: 2 });
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
