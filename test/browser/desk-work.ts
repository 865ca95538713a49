import { leader } from '@tidu/test/signed-in';
import type { Desk } from './support';

const json = { 'content-type': 'application/json' };

/** Tasks of every kind of clock, a letter and a notice to an enterprise, by the product's own operations; returns the id of a task. */
export async function makeDesk(desk: Desk, enterprise: string): Promise<string> {
  const send = async (address: string, body: object, version?: number) => {
    const headers = { ...json, ...(version !== undefined && { 'if-match': String(version) }) };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await desk.ask(`/api/console/desk/${address}`, init);
    if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
    return answer.status === 204 ? '' : ((await answer.json()) as { id: string }).id;
  };
  const give = (title: string, more: object = {}) =>
    send('tasks', { kind: 'desk.general', title, note: null, enterprise, owner: leader.id, workingDays: 3, ...more });
  const first = await give('核对 2025 年度研发费用与审计报告是否一致，逐项写明差额的原因并请企业确认', {
    note: '审计报告第 12 页\n与税务申报表对照',
  });
  await give('今天要回的电话', { workingDays: 0 });
  await give('跨到没有公布节假日的一年', { workingDays: 120 });
  await give('全区规上企业名单核对', { enterprise: null });
  const paused = await give('等企业补正后再看');
  await send(`tasks/${paused}/pause`, { reason: '等企业补正' }, 1);
  const done = await give('已经办好的一件');
  await send(`tasks/${done}/settlement`, { reason: '电话核实无误', evidence: '通话记录 2026-11' }, 1);
  await give('补充 2024 年度审计报告', { kind: 'desk.documents', owner: 'enterprise' });
  await give('确认联系人电话', { owner: 'enterprise', note: '登记的号码打不通。' });
  await send('notices', {
    enterprise,
    subject: '年度更新开始',
    body: '请在 12 月 31 日前更新年度数据。',
    letter: false,
  });
  await send('notices', {
    enterprise,
    subject: '关于核对年度数据的函',
    body: '请贵公司核对 2025 年度数据。',
    letter: true,
  });
  return first;
}

/** Promises in every place of the ledger, one reported and waiting; returns the id of that one's task. */
export async function makeLedger(desk: Desk, enterprise: string): Promise<string> {
  const send = async (address: string, body: object, version?: number) => {
    const headers = { ...json, ...(version !== undefined && { 'if-match': String(version) }) };
    const answer = await desk.ask(`/api/console/desk/${address}`, {
      ...{ method: 'POST', headers, body: JSON.stringify(body) },
    });
    if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
    return answer.status === 204 ? '' : ((await answer.json()) as { id: string }).id;
  };
  const promise = (title: string, more: object = {}) =>
    send('promises', {
      ...{ title, note: null, enterprise, owner: leader.id, source: 'visit', sourceNote: '2026 年 11 月走访' },
      ...{ madeOn: '2026-11-16', workingDays: 10, ...more },
    });
  await promise('修订骨干企业培育办法', { enterprise: null, source: 'meeting', sourceNote: '局务会 2026 年第 20 次' });
  const id = await promise('协调解决厂区门口积水，雨季前完成排水管疏通并请企业到场查看');
  await send(`tasks/${id}/reports`, { reason: '已疏通排水管', evidence: '现场照片 3 张' }, 1);
  return id;
}
