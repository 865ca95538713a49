import { makeCreditCode } from '@tidu/kernel';
import { until } from '@tidu/test/product';
import { nextVersion } from '../../libs/scoring/src/testing/standards';
import type { Desk } from './support';

/** The id of the first entry of a list of the console. */
export async function firstOf(desk: Desk, list: string): Promise<string> {
  const answer = await desk.ask(`/api/console/${list}`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return items[0]?.id ?? '';
}

export async function aRanking(desk: Desk): Promise<string> {
  const runId = await firstOf(desk, 'scoring-runs?standardId=miit-2022-63-innovative&limit=1');
  const answer = await desk.ask(`/api/console/rankings`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ runId, name: '演示区创新型企业排名' }),
  });
  const { jobId } = (await answer.json()) as { jobId: string };
  const made = await until(async () => {
    const job = (await (await desk.ask(`/api/console/jobs/${jobId}`)).json()) as { state: string };
    return job.state === 'succeeded';
  });
  if (!made) throw new Error('the ranking was not made');
  return firstOf(desk, 'rankings?limit=1');
}

/** Names, days, people and a link for the first enterprise, and a record that looks like it. */
export async function aHistory(desk: Desk, id: string): Promise<string> {
  const send = async (method: string, address: string, body: object, version?: number) => {
    const headers = { 'content-type': 'application/json', ...(version && { 'if-match': String(version) }) };
    const answer = await desk.ask(`/api/console/${address}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
    return answer.status === 204 ? null : ((await answer.json()) as { id: string });
  };
  const reason = '演示变更';
  const own = `enterprises/${id}`;
  const { name } = (await (await desk.ask(`/api/console/${own}`)).json()) as { name: string };
  const values = { registeredCapital: '5000000', registeredAddress: '河南省洛阳市涧西区建设路 1 号' };
  await send('PATCH', own, { values, effectiveOn: '2019-05-01', reason, source: '营业执照' }, 1);
  const longName = `${name}${'高端精密农业机械装备智能制造'.repeat(2)}`.slice(0, 40);
  await send('POST', `${own}/renames`, { name: longName, effectiveOn: '2021-01-01', reason }, 2);
  await send('POST', `${own}/contacts`, { role: 'finance', name: '李会计', phone: '13800001111', reason });
  await send('POST', 'own-lists/zone', { code: 'DEMO-1', name: '洛阳先进制造业开发区', reason });
  await send('POST', `${own}/zones`, { zoneCode: 'DEMO-1', validFrom: '2018-01-01', reason });
  await send('POST', `${own}/notes`, { text: '走访记录\n第二行', reason });
  const link = { kind: 'supplies', otherName: '中国某某装备集团有限公司', product: '齿轮', reason };
  await send('POST', `${own}/links`, link);
  const twin = { creditCode: makeCreditCode({ region: '410399', organisation: 'MA9TW1N1' }), name: longName, reason };
  const made = await send('POST', 'enterprises', twin);
  await send('POST', 'duplicates/searches', {});
  return made?.id ?? '';
}

/** A version that waits beside the one in use. */
export async function aSecondVersion(desk: Desk): Promise<void> {
  const { standard, cases, ...files } = nextVersion('luoyang-2019-58-hidden-champion');
  const answer = await desk.ask(`/api/console/standard-releases`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ document: standard, cases, ...files }),
  });
  if (answer.status !== 201 && answer.status !== 400) throw new Error(await answer.text());
}

export async function aRehearsal(desk: Desk): Promise<string> {
  const standardId = 'miit-2022-63-innovative';
  const overlay = `extends: ${standardId}\noverrides:\n  total: { atLeast: 70 }\n  direct-institution: { oneOf: [nation] }\n`;
  const { years } = (await (await desk.ask(`/api/console/summary`)).json()) as { years: number[] };
  const answer = await desk.ask(`/api/console/rehearsals`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ year: years[0], standardId, against: { overlay } }),
  });
  const { jobId } = (await answer.json()) as { jobId: string };
  const made = await until(async () => {
    const job = (await (await desk.ask(`/api/console/jobs/${jobId}`)).json()) as { state: string };
    return job.state === 'succeeded';
  });
  if (!made) throw new Error('the rehearsal was not made');
  return firstOf(desk, 'rehearsals?limit=1');
}
