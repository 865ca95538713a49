import type { JobView } from '@tidu/platform';
import type { ImportListResult } from '@tidu/enterprises';
import { makeCreditCode } from '@tidu/kernel';
import { ParcelsWorld } from '../../testing/parcels-world';

describe('an import of parcels', () => {
  let world: ParcelsWorld;
  let firms: { id: string; creditCode: string; name: string }[];
  beforeAll(async () => {
    world = await ParcelsWorld.open();
    firms = [await world.firm(), await world.firm(), await world.firm({ regionCode: '410303' })];
  });
  afterAll(() => world.close());

  /** A good code of nobody. */
  const strange = makeCreditCode({ region: '410302', organisation: 'MA4TRANG' });
  const head =
    '地块编号,县区代码,园区代码,坐落,起算日,地块面积(亩),公共面积,空置面积,统一社会信用代码,企业名称,份额(亩),依据';
  const row = (
    number: string,
    n: number | null,
    share: string,
    more: Partial<Record<'region' | 'day' | 'area' | 'vacant' | 'name', string>> = {},
  ) => {
    const { region = '410302', day = '2024-01-01', area = '10', vacant = '', name } = more;
    const firm = n === null ? null : firms[n];
    return [
      number,
      region,
      '',
      '创业路 1 号',
      day,
      area,
      '',
      vacant,
      firm?.creditCode ?? '',
      name ?? firm?.name ?? '',
      share,
      '合同',
    ].join(',');
  };
  async function load(rows: string[], options: { dryRun?: boolean } = {}, as = world.clerk) {
    const answer = await as
      .post('/api/console/parcels/imports')
      .field({ source: '自然资源局', ...(options.dryRun && { dryRun: 'true' }) })
      .attach('file', Buffer.from([head, ...rows].join('\n')), '台账.csv');
    expect([answer.status, answer.body]).toEqual([202, { jobId: expect.any(String) as string }]);
    const { jobId } = answer.body as { jobId: string };
    const job = (await world.run(jobId)) as JobView & { result: ImportListResult };
    const problems = await world.sql<{ row: number; message: string }>(
      'select row, message from import_problem where "jobId" = $1 and not warning order by position',
      [jobId],
    );
    return { jobId, job, problems: problems.map((one) => [one.row, one.message]) };
  }
  async function undo(jobId: string): Promise<JobView> {
    const answer = await world.clerk.post(`/api/console/imports/${jobId}/undo`).send({ reason: '给错了文件' });
    expect(answer.status).toBe(202);
    return world.run((answer.body as { jobId: string }).jobId);
  }
  const numbers = async () =>
    (await world.sql<{ number: string }>('select number from parcel order by 1')).map(({ number }) => number);

  it('takes in nothing of somebody else’s place or tenants', async () => {
    const { problems } = await load(
      [row('外一', 2, '10', { region: '410303' }), row('外二', 0, '10', { region: '410303' })],
      {},
      world.elsewhere,
    );
    expect(problems).toEqual([[3, expect.stringContaining('不在您的范围里')]]);
    expect(await numbers()).toEqual(['外一']);
    const { problems: own } = await load(
      [row('外一', 2, '10', { region: '410303', day: '2024-02-01' })],
      {},
      world.elsewhere,
    );
    expect(own).toEqual([]); // as it was: nothing changes
    await world.parcel([[firms[2]!, '10']], { number: '内一' });
    const { problems: place } = await load([row('内一', 2, '10', { day: '2024-02-01' })], {}, world.elsewhere);
    expect(place).toEqual([[2, expect.stringContaining('不在您负责的区划')]]);
  });

  it('takes a parcel whole or not at all, names every bad row, tries out without writing, and twice is once', async () => {
    const rows = [
      row('甲一', 0, '6'),
      row('甲一', 1, '4'),
      row('乙一', 0, '6'), // adds up to 9
      row('乙一', 1, '3'),
      row('丙一', 0, '六'), // not a number
      row('丙一', 1, '4'),
      row('丁一', null, '', { vacant: '10' }),
      row('戊一', 0, '10', { day: '2999-01-01' }),
      row('己一', 0, '10', { name: '别的名称' }),
      row('庚一', 0, '5'),
      row('庚一', 1, '5', { area: '11' }),
    ];
    const before = await numbers();
    const trial = await load(rows, { dryRun: true });
    expect(trial.problems).toEqual([
      [4, expect.stringContaining('少 1.0000 亩')],
      [5, expect.stringContaining('少 1.0000 亩')],
      [6, expect.stringContaining('亩')],
      [7, expect.stringContaining('整个地块没有导入')],
      [9, expect.stringContaining('起算日还没有到')],
      [11, expect.stringContaining('写得不同')],
      [12, expect.stringContaining('写得不同')],
    ]);
    expect(await numbers()).toEqual(before);
    const { job, jobId } = await load(rows);
    expect(job.result).toMatchObject({ rows: 11, accepted: 4, rejected: 7, newRecords: 4, warnings: 1 });
    expect(await numbers()).toEqual([...before, '丁一', '己一', '甲一'].sort());
    const again = await load(rows);
    expect(again.job.result).toMatchObject({ newRecords: 0, changedRecords: 0, unchanged: 4 });
    // it stands among all imports, with its problems and its fix file
    const seen = await world.clerk.get(`/api/console/imports/${jobId}`);
    expect(seen.body).toMatchObject({ list: 'parcels', fileName: '台账.csv', copies: { ready: false } });
    const changed = await load([row('甲一', 0, '10', { day: '2024-06-01' })]);
    expect(changed.job.result).toMatchObject({ newRecords: 0, changedRecords: 1 });
  });

  it('names all that is wrong with a parcel at once, each in its row', async () => {
    const unknown = row('多一', 0, '2', { region: '990000', day: '2999-01-01' }).replace(firms[0]!.creditCode, strange);
    const { problems } = await load([
      row('多一', 1, '3', { region: '990000', day: '2999-01-01' }),
      unknown,
      row('多一', 0, '5', { region: '990000', day: '2999-01-01' }),
      row('多二', 0, '5', { area: '12' }),
      row('多二', 0, '4', { area: '12' }),
      row('多二', 1, '1', { area: '12' }),
      row('多三', 0, '六', { area: '', day: '去年' }),
    ]);
    const said = (at: number) => problems.filter(([one]) => one === at).map(([, message]) => String(message));
    expect(said(2)).toEqual([expect.stringContaining('起算日还没有到'), expect.stringContaining('没有“990000”')]);
    expect(said(3)).toEqual([
      ...[expect.stringContaining('起算日还没有到'), expect.stringContaining('没有“990000”')],
      expect.stringContaining(`登记簿里没有 ${strange}`),
    ]);
    expect(said(5)).toEqual([
      '第 5、6 行里有同一家企业写了两行，请合成一行。',
      expect.stringContaining('少 2.0000 亩'),
    ]);
    expect(said(7)).toEqual([expect.stringContaining('少 2.0000 亩')]);
    expect(said(8)).toEqual([
      ...[expect.stringContaining('不是日期'), '地块面积应大于 0。', expect.stringContaining('应是')],
    ]);
  });

  it('takes no parcel of more enterprises than one may have, however long the file is', async () => {
    const { job } = await load(Array.from({ length: 20_000 }, () => row('众一', 0, '1')));
    expect(job.result).toMatchObject({
      ...{ rows: 20_000, accepted: 0, rejected: 20_000 },
      reasons: [{ code: 'PARCELS.TENANTS', count: 20_000 }],
    });
  });

  it('is taken back whole: what it made goes, what it divided is as it was, day by day', async () => {
    await world.parcel([[firms[0]!, '10']], { number: '撤旧', validFrom: '2024-03-01' });
    const states = () =>
      world.sql<{ number: string; on: string; shares: string | null }>(
        `select p.number, t.day::date::text as on, (select string_agg(s.area::text, '+' order by s.area) from parcel_share s where s."divisionId" = (
           select d.id from parcel_division d where d."parcelId" = p.id and d."validFrom" <= t.day
           order by d."validFrom" desc, d.revision desc limit 1)) as shares
         from parcel p, unnest(array['2024-02-01', '2024-04-01', '2025-02-01']::date[]) t(day)
         where p.number like '撤%' order by 1, 2`,
      );
    const before = await states();
    const { job, jobId } = await load([
      row('撤新', 0, '6'),
      row('撤新', 1, '4'),
      row('撤旧', 0, '7', { day: '2024-01-01', vacant: '3' }),
      row('撤旧', 1, '10', { day: '2025-01-01' }),
    ]);
    expect(job.result).toMatchObject({ newRecords: 2, changedRecords: 2 });
    expect(await states()).not.toEqual(before);
    const done = await undo(jobId);
    expect(done).toMatchObject({ error: null, result: { undone: 3, kept: 0, years: [] } });
    expect(await states()).toEqual(before);
    const [trail] = await world.sql<{ reason: string; after: object }>(
      `select reason, after from audit_entry where action = 'parcels.undoImport' and "objectId" = $1`,
      [done.id],
    );
    expect(trail).toEqual({ reason: '给错了文件', after: { importJobId: jobId, removed: 1, divided: 2 } });
    expect((await undo(jobId)).error?.code).toBe('FIGURES.UNDONE');
    expect((await world.elsewhere.get(`/api/console/imports/${jobId}`)).status).toBe(404);
    // the number is free again, and the same file is taken in again
    const again = await load([row('撤新', 0, '10'), row('撤旧', 1, '10', { day: '2025-01-01' })]);
    expect(again.job.result).toMatchObject({ newRecords: 1, changedRecords: 1 });
    const same = await load([row('撤新', 0, '10')]);
    expect((await undo(same.jobId)).error?.code).toBe('PARCELS.NOTHING_TO_UNDO');
  });

  it('stays whole where something was built on it, naming every parcel and why', async () => {
    const { jobId } = await load(['留一', '留二', '留三', '留四'].map((number) => row(number, 0, '10')));
    const one = async (number: string) => {
      const [found] = await world.sql<{ id: string }>('select id from parcel where number = $1', [number]);
      return found?.id ?? '';
    };
    expect((await world.divide(await one('留一'), 1, world.division([[firms[1]!, '10']]))).status).toBe(204);
    const edited = await world.clerk
      .patch(`/api/console/parcels/${await one('留二')}`)
      .set('if-match', '1')
      .send({ address: '创业路 2 号', zoneCode: null, reason: '门牌变更' });
    expect(edited.status).toBe(204);
    const refused = (await undo(jobId)).error;
    expect(refused).toMatchObject({
      code: 'PARCELS.BUILT_ON',
      message:
        '不能整次撤销，一个地块也没有改：地块 留一：之后又划分过；地块 留二：之后改过坐落或园区。请在台账里打开有错的地块，重新划分并写明理由。',
    });
    const title = '面积公示甲';
    await world.published({ title });
    expect((await undo(jobId)).error?.message).toContain(`地块 留四：已按它公示面积（${title}）`);
    expect((await numbers()).filter((number) => number.startsWith('留'))).toHaveLength(4);
    expect((await world.clerk.get(`/api/console/imports/${jobId}`)).body).toMatchObject({
      undo: { state: 'failed', error: { code: 'PARCELS.BUILT_ON' } },
    });
  });

  it('refuses a file whose columns say too little, or square metres', async () => {
    const failed = async (header: string) => {
      const answer = await world.clerk
        .post('/api/console/parcels/imports')
        .field({ source: '局' })
        .attach('file', Buffer.from(`${header}\n1,2,3,4,5\n`), 'a.csv');
      return (await world.run((answer.body as { jobId: string }).jobId)).error;
    };
    expect(await failed('地块编号,起算日,地块面积,统一社会信用代码')).toMatchObject({
      code: 'PARCELS.COLUMNS',
      message: expect.stringContaining('缺少必需的一列“份额”'),
    });
    expect(await failed('地块编号,起算日,地块面积(平方米),统一社会信用代码,份额')).toMatchObject({
      message: expect.stringContaining('不是亩'),
    });
  });
});
