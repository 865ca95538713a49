import type { JobView } from '@tidu/platform';
import type { ImportListResult } from '@tidu/enterprises';
import { ParcelsWorld } from '../../testing/parcels-world';

describe('an import of parcels', () => {
  let world: ParcelsWorld;
  let firms: { id: string; creditCode: string; name: string }[];
  beforeAll(async () => {
    world = await ParcelsWorld.open();
    firms = [await world.firm(), await world.firm(), await world.firm({ regionCode: '410303' })];
  });
  afterAll(() => world.close());

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
    // it stands among all imports, with its problems and its fix file, and is never taken back as a whole
    const seen = await world.clerk.get(`/api/console/imports/${jobId}`);
    expect(seen.body).toMatchObject({ list: 'parcels', fileName: '台账.csv', copies: { ready: false } });
    const undo = await world.clerk.post(`/api/console/imports/${jobId}/undo`).send({ reason: '给错了文件' });
    expect(undo.status).toBe(202);
    const undone = await world.run((undo.body as { jobId: string }).jobId);
    expect(undone.error?.code).toBe('FIGURES.ONLY_GROWS');
    const changed = await load([row('甲一', 0, '10', { day: '2024-06-01' })]);
    expect(changed.job.result).toMatchObject({ newRecords: 0, changedRecords: 1 });
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
