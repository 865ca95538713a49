import { uuidv7 } from '@tidu/kernel';
import { signInAtProduct, until } from '@tidu/test/product';
import { oneOf } from '@tidu/test/rounds';
import type { SignedIn } from '@tidu/test/signed-in';
import { makeMembers } from './members-desk';
import type { Desk } from './support';

/** A measure of the demo district for enterprises of some revenue. */
export const measureOf = (code: string, name: string, more = ''): string => `id: ${code}
name: ${name}
source: { number: 涧工信〔2026〕8号, name: 支持先进制造业若干措施, issuer: 涧西区工业和信息化局, article: 第三条 }
confidence: C
department: 涧西区工业和信息化局
contact: 企业培育科 0379-00000000
region: '4103'
audience: 营业收入 1 亿元以上的工业企业
mode: automatic
repeat: once
validity: { from: 2026-01-01, to: 2027-12-31 }
benefit:
  kind: fixed
  levels:
    - { label: 营业收入 5 亿元以上, amount: 60万, when: [{ fact: revenue, atLeast: 5亿 }] }
    - { label: 营业收入 1 亿元以上, amount: 30万 }
rounding: halfUp
budget: jianxi-growth
${more}
requires:
  - id: scale
    label: 规模
    text: 上年度营业收入 1 亿元以上。
    fact: revenue
    atLeast: 1亿
`;

/** Somebody else of the staff, who writes, reviews and orders while the desk's own publishes and approves. */
export const colleague = (desk: Desk): Promise<SignedIn> =>
  signInAtProduct(desk.home, {
    ...{
      id: '00000000-0000-7000-8000-000000000811',
      loginName: 'walks.support',
      displayName: '张经办',
      duty: 'business',
    },
    ...{ role: 'district.officer', scopeKind: 'everything', scopeId: null },
  });

/** A second one who approves: what the desk's own published, somebody else puts right. */
export const approver = (desk: Desk): Promise<SignedIn> =>
  signInAtProduct(desk.home, {
    ...{
      id: '00000000-0000-7000-8000-000000000812',
      loginName: 'walks.deputy',
      displayName: '李副局',
      duty: 'business',
    },
    ...{ role: 'district.leader', scopeKind: 'everything', scopeId: null },
  });

type Sent = { method?: string; body?: object; version?: number; as?: SignedIn };

/** Asks the console's interface; what was refused is thrown. */
export async function sent(desk: Desk, address: string, { method = 'POST', body, version, as }: Sent = {}) {
  const answer = await fetch(`${desk.url}/api/${address}`, {
    ...{ method, body: body === undefined ? undefined : JSON.stringify(body) },
    headers: {
      ...(as ?? desk.signedIn).headers,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(version !== undefined && { 'if-match': String(version) }),
    },
  });
  if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
  return answer.status === 204 ? {} : ((await answer.json()) as Record<string, string>);
}

/** Writes and publishes a measure. */
export async function aMeasure(desk: Desk, code: string, name: string, more = ''): Promise<string> {
  const as = await colleague(desk);
  const { id = '' } = await sent(desk, 'console/measures', {
    body: { text: measureOf(code, name, more), change: '新文件' },
    as,
  });
  await sent(desk, `console/measures/${id}/publication`, { version: 1 });
  return id;
}

export async function aMatching(desk: Desk): Promise<void> {
  const { jobId = '' } = await sent(desk, 'console/measure-matchings');
  const made = await until(async () => {
    const job = (await (await desk.ask(`/api/console/jobs/${jobId}`)).json()) as { state: string };
    if (job.state === 'failed') throw new Error(JSON.stringify(job));
    return job.state === 'succeeded';
  });
  if (!made) throw new Error('nothing was matched');
}

/** An enterprise of the demo district that qualifies, of some revenue. */
export async function aQualified(desk: Desk, measureId: string): Promise<{ id: string; name: string }> {
  const list = await desk.ask(`/api/console/measure-standings?measure=${measureId}&why=notPushed&limit=50`);
  const { items } = (await list.json()) as { items: { enterpriseId: string; name: string }[] };
  const { enterpriseId: id, name } = oneOf(
    '符合条件的企业',
    items.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  );
  return { id, name };
}

/** Everything the pages show once: measures, a matching, cases, a budget, a payment list, relief. */
export async function makeMeasures(desk: Desk) {
  const stamp = uuidv7()
    .slice(-6)
    .replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? 'x');
  const matter = `matter: { code: growth-${stamp}, stacking: highest }`;
  const measure = await aMeasure(desk, `growth-${stamp}`, '规模上台阶奖励', matter);
  await aMeasure(desk, `steady-${stamp}`, '稳增长奖励', matter);
  const as = await colleague(desk);
  const { id: draft = '' } = await sent(desk, 'console/measures', {
    ...{ body: { text: measureOf(`growth-${stamp}`, '规模上台阶奖励', matter), change: '提高标准' }, as },
  });
  const year = new Date().getFullYear();
  const line = { name: '制造业扶持资金', total: '5000000', allocation: 'firstCome', code: 'jianxi-growth', year };
  const { id: lineId = '' } = await sent(desk, 'console/budget-lines', { body: line }).catch(async () => {
    const { lines } = (await (await desk.ask('/api/console/budget-lines')).json()) as {
      lines: { id: string; code: string }[];
    };
    return { id: lines.find(({ code }) => code === 'jianxi-growth')?.id ?? '' };
  });
  await aMatching(desk);
  const { id: enterprise, name } = await aQualified(desk, measure);
  const { member } = await makeMembers(desk, enterprise);
  await sent(desk, `console/enterprises/${enterprise}/tax-reliefs`, {
    body: {
      year: 2025,
      kind: `研发费用加计扣除${stamp}`,
      amount: '123456.78',
      department: '税务局',
      source: '年度减免清单',
    },
  });
  const payee = { name, bank: '中国银行洛阳涧西支行', account: '6222020200112233' };
  const { id: supportCase = '' } = await sent(desk, `portal/enterprises/${enterprise}/measures/${measure}/claims`, {
    ...{ body: { payee, inputs: [] }, as: member },
  });
  await sent(desk, `console/measure-cases/${supportCase}/reviews`, {
    ...{
      body: { act: 'review', reason: '数据与税务一致，予以通过', amount: '100000' },
      version: await versionOf(desk, supportCase),
      as,
    },
  });
  const { id: disbursement = '' } = await sent(desk, 'console/disbursements', { body: { line: lineId }, as });
  await sent(desk, `console/disbursements/${disbursement}/approval`, { version: 1 });
  return { member, ids: { enterprise, measure, draft, supportCase, disbursement } };
}

export async function versionOf(desk: Desk, supportCase: string): Promise<number> {
  return ((await (await desk.ask(`/api/console/measure-cases/${supportCase}`)).json()) as { version: number }).version;
}
