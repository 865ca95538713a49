import { until } from '@tidu/test/product';
import type { Desk } from './support';

/** Sends JSON to the console of the desk. */
export async function send<T>(desk: Desk, path: string, body: object): Promise<T> {
  const answer = await desk.ask(`/api/console/${path}`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

export async function read<T>(desk: Desk, path: string): Promise<T> {
  return (await (await desk.ask(`/api/console/${path}`)).json()) as T;
}

/** Waits for the end of a job that this request starts. */
export async function work(desk: Desk, path: string, body: object): Promise<void> {
  const { jobId } = await send<{ jobId: string }>(desk, path, body);
  const done = await until(async () => (await read<{ state: string }>(desk, `jobs/${jobId}`)).state === 'succeeded');
  if (!done) throw new Error(`${path} did not succeed`);
}

interface FigureSet {
  year: number;
  source: string;
  values: { code: string; value: string | boolean }[];
}

/**
 * Gives an enterprise a second source that disagrees, a slip of the unit, a correction, and a judgement, and lets the
 * work lists be made: what the pages about figures are there for.
 */
export async function makeQuality(desk: Desk, enterprise: string): Promise<void> {
  const { items } = await read<{ items: FigureSet[] }>(desk, `enterprises/${enterprise}/figures`);
  const year = Math.max(...items.map((set) => set.year));
  const of = (code: string) =>
    Number(items.find((set) => set.year === year)?.values.find((one) => one.code === code)?.value ?? 1000);
  const basis = { year, source: 'tax', document: '企业所得税汇算清缴表' };
  const revenue = of('revenue');
  await send(desk, `enterprises/${enterprise}/figures`, {
    ...{ ...basis, basedOn: 0 },
    values: [
      { code: 'revenue', value: String(Math.round(revenue * 0.7)) },
      { code: 'rdExpense', value: String(Math.round(revenue * 0.001)) },
      { code: 'mainRevenue', value: String(Math.round(revenue)) },
    ],
  });
  await send(desk, `enterprises/${enterprise}/figures`, {
    ...{ ...basis, basedOn: 1, reason: '按更正申报改' },
    values: [{ code: 'totalAssets', value: String(of('totalAssets') / 10_000) }],
  });
  await send(desk, `enterprises/${enterprise}/judgements`, {
    ...{ year, fact: 'governanceSound', value: '是' },
    ...{ reason: '有五年战略规划和规范的董事会制度', basis: '2026年3月走访记录' },
  });
  await work(desk, 'figure-checks', { year });
  await work(desk, 'figure-conflicts', { year });
}
