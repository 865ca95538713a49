import { until } from '@tidu/test/product';
import { leader } from '@tidu/test/signed-in';
import type { Desk } from './support';

/** A list with rows of every kind: of the day, of another time, alike, not ours, twice; returns its id. */
export async function makeOfficialList(desk: Desk): Promise<string> {
  const answer = await desk.ask('/api/console/enterprises?limit=6');
  const { items } = (await answer.json()) as { items: { name: string; creditCode: string }[] };
  const [first, ...others] = items.map(({ name }) => name);
  const alike = `${(first ?? '').replace(/股份有限公司|有限公司/, '')}股份有限公司`;
  const names = [
    ...others,
    first?.replace(/有限公司$/, '有限责任公司'),
    alike,
    '郑州查无此企精密机械有限公司',
    others[0],
  ];
  const lines = ['序号,企业名称,所属地区', ...names.map((name, i) => `${i + 1},${name ?? ''},洛阳市`)];
  const form = new FormData();
  const terms = {
    ...{ title: 'specializedSme', level: 'province', batch: '2024 年第一批', document: '豫工信企业〔2024〕18号' },
    ...{ listedOn: '2024-05-20', validFrom: '2024-06-01', validUntil: '2027-06-01', statedCount: String(names.length) },
  };
  for (const [name, value] of Object.entries(terms)) form.set(name, value);
  form.set('file', new Blob([lines.join('\n')], { type: 'text/csv' }), '名单.csv');
  const brought = await desk.ask('/api/console/official-lists', { method: 'POST', body: form as never });
  if (!brought.ok) throw new Error(await brought.text());
  const { id, jobId } = (await brought.json()) as { id: string; jobId: string };
  const read = await until(async () => {
    const job = (await (await desk.ask(`/api/console/jobs/${jobId}`)).json()) as { state: string; error: unknown };
    if (job.state === 'failed') throw new Error(JSON.stringify(job.error));
    return job.state === 'succeeded';
  });
  if (!read) throw new Error('the list was not read');
  return id;
}

/** An enterprise in the pool with steps of its plan, and proposals by a run; returns the id of the entry. */
export async function makePool(desk: Desk, enterprise: string): Promise<string> {
  const send = async (address: string, body: object, version?: number) => {
    const headers = { 'content-type': 'application/json', ...(version && { 'if-match': String(version) }) };
    const answer = await desk.ask(`/api/console/pool${address}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
    return answer.status === 204 ? {} : ((await answer.json()) as { id?: string; jobId?: string });
  };
  const aim = { enterprise, track: 'specialty', title: 'littleGiant', year: 2027, officer: leader.id };
  const { id = '' } = await send('', {
    ...aim,
    note: '等 2026 年审计报告出来再看',
    ground: '为龙头企业配套多年，产品细分。',
  });
  const steps = [
    { text: '研发费用再增加 291.6 万元（从 8.4 万元到 300 万元）', fact: 'rdExpense', dueOn: '2026-01-31' },
    { text: '走访企业，问清主导产品的市场占有率和依据', fact: null, dueOn: '2027-03-31' },
  ];
  await send(`/${id}/steps`, { steps }, 1);
  const { jobId = '' } = await send('/runs', {});
  const over = await until(async () => {
    const job = (await (await desk.ask(`/api/console/jobs/${jobId}`)).json()) as { state: string; error: unknown };
    if (job.state === 'failed') throw new Error(JSON.stringify(job.error));
    return job.state === 'succeeded';
  });
  if (!over) throw new Error('the run did not end');
  return id;
}
