import { makeCreditCode } from '@tidu/kernel';
import {
  processesWith,
  signInAtProduct,
  spawnTidu,
  startProduct,
  temporaryHome,
  tidu,
  until,
} from '@tidu/test/product';
import fs from 'node:fs';
import path from 'node:path';
import { look, ownProcesses } from './installation';

jest.setTimeout(600_000);

const standard = 'miit-2022-63-innovative';

/** A figures file of `firms` invented firms with two years each. */
function writeFigures(file: string, firms: number): void {
  const lines = [
    '统一社会信用代码,企业名称,年度,营业收入（万元）,研发费用（万元）,资产总额（万元）,负债总额（万元）,职工总数',
  ];
  for (let i = 0; i < firms; i++) {
    const code = makeCreditCode({ region: '410305', organisation: `MA${String(i).padStart(6, '0')}` });
    for (const year of [2024, 2025])
      lines.push(
        `${code},甲乙丙机械第${i}有限公司,${year},${1000 + (i % 7000)},${i % 300},${5000 + i},${i % 4000},${20 + (i % 500)}`,
      );
  }
  fs.writeFileSync(file, lines.join('\n'));
}

const counted = async (home: string) =>
  (
    await look<{ enterprises: number; figures: number; staged: number; runs: number; partitions: number }>(
      home,
      `select (select count(*)::int from enterprise) as enterprises, (select count(*)::int from figures) as figures,
            (select count(*)::int from figures_staging) as staged,
            (select count(*)::int from scoring_run where state = 'published') as runs,
            (select count(*)::int from pg_inherits where inhparent = 'score_card'::regclass) as partitions`,
    )
  )[0];

/** Kills the command the moment its stderr says `stage`. */
async function killAt(args: string[], home: string, stage: string): Promise<void> {
  const child = spawnTidu(args, home);
  let said = '';
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.includes(stage)) child.kill('SIGKILL');
  });
  await ended;
  expect(said).toContain(stage);
  expect(child.signalCode).toBe('SIGKILL');
  expect(await until(() => processesWith(home).length === 0)).toBe(true);
}

describe('kill -9 in the middle of a job', () => {
  const home = temporaryHome();
  const file = path.join(home.dir, 'figures.csv');
  const firms = 20_000;
  beforeAll(async () => {
    writeFigures(file, firms);
    expect(await tidu(['migrate'], home.dir)).toMatchObject({ code: 0 });
  });
  afterAll(() => home.remove());

  it.each(['读取与校验', '写入'])(
    'of an import at “%s” leaves nothing visible, and the import is repeatable',
    async (stage) => {
      await killAt(['import', file], home.dir, stage);
      expect(await counted(home.dir)).toMatchObject({ enterprises: 0, figures: 0 });
    },
  );

  it('the same import then takes everything in once', async () => {
    expect(await tidu(['import', file], home.dir)).toMatchObject({ code: 0 });
    expect(await counted(home.dir)).toMatchObject({ enterprises: firms, figures: 2 * firms });
    expect(JSON.parse((await tidu(['import', file], home.dir)).stdout)).toMatchObject({
      newRevisions: 0,
      unchanged: 2 * firms,
    });
  });

  it.each(['汇总事实表', '评价'])(
    'of a scoring at “%s” leaves no visible half, and the scoring is repeatable',
    async (stage) => {
      const before = await counted(home.dir);
      await killAt(['score', '--year', '2025', '--standard', standard], home.dir, stage);
      expect(await counted(home.dir)).toMatchObject({ runs: before?.runs, partitions: before?.partitions });
      const again = await tidu(['score', '--year', '2025', '--standard', standard], home.dir);
      expect(JSON.parse(again.stdout)).toMatchObject({ runs: [{ total: firms }] });
      expect(await counted(home.dir)).toMatchObject({ runs: (before?.runs ?? 0) + 1 });
    },
  );

  it('of the worker: another takes the import up and it is taken in once', async () => {
    const other = temporaryHome();
    const product = await startProduct(other.dir, ['--empty']);
    const { headers } = await signInAtProduct(other.dir);
    const form = new FormData();
    form.append('file', new Blob([fs.readFileSync(file)]), 'figures.csv');
    const accepted = await fetch(`${product.url}/api/console/imports`, { method: 'POST', headers, body: form });
    expect(accepted.status).toBe(202);
    const { jobId } = (await accepted.json()) as { jobId: string };
    const job = async () =>
      (await (await fetch(`${product.url}/api/console/jobs/${jobId}`, { headers })).json()) as {
        state: string;
        result: { newRevisions: number } | null;
      };
    expect(await until(async () => (await job()).state === 'running')).toBe(true);
    process.kill(ownProcesses(other.dir).worker, 'SIGKILL');
    expect(await until(async () => (await job()).state === 'succeeded', 180)).toBe(true);
    expect((await job()).result).toMatchObject({ newRevisions: 2 * firms });
    expect(await counted(other.dir)).toMatchObject({ enterprises: firms, figures: 2 * firms, staged: 0 });
    const [row] = await look<{ attempts: number }>(other.dir, `select attempts from job_run where id = '${jobId}'`);
    expect(row?.attempts).toBe(2);
    await product.stop();
    other.remove();
  });
});
