import { inDatabase } from '@tidu/test/product';
import { leader } from '@tidu/test/signed-in';
import { goodFacts, plantApplication } from '../../libs/recognition/src/testing/plant';
import type { Desk } from './support';

const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
const json = { 'content-type': 'application/json' };
const at = '/api/console/recognition';

export interface RecognitionDesk {
  batch: string;
  /** Applications: one that waits, one that was returned, one that was passed. */
  applications: string[];
}

type Asked = { id: string; items: { id: string }[] };

/** Asks the console's interface; anything refused is an error. */
async function ask(desk: Desk, method: string, address: string, body?: object, version?: number): Promise<Asked> {
  const headers = { ...json, ...(version !== undefined && { 'if-match': String(version) }) };
  const answer = await desk.ask(`/api/console/${address}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
  return answer.status === 204 ? { id: '', items: [] } : ((await answer.json()) as Asked);
}

/** A batch of innovative SMEs that is announced, with the standards that fit; returns its id. */
export async function announceBatch(desk: Desk, name: string, quota: number): Promise<string> {
  const proposals = (await ask(
    desk,
    'GET',
    'recognition/standard-proposals?title=innovativeSme&date=2026-11-20&region=410399',
  )) as unknown as {
    purposes: { purpose: string; options: { releaseId: string; fits: boolean }[] }[];
  };
  const standards = proposals.purposes.flatMap(({ purpose, options }) =>
    options
      .filter(({ fits }) => fits)
      .slice(0, 1)
      .map(({ releaseId }) => ({ purpose, releaseId })),
  );
  const { id } = await ask(desk, 'POST', 'recognition/batches', {
    ...{ name, title: 'innovativeSme', level: 'province', procedure: 'districtRecommends', year: 2025, quota },
    ...{ opensAt: inDays(-10), closesAt: inDays(40), graceMinutes: 30 },
    ...{ note: '请在截止前提交。', officer: leader.id, standards },
  });
  await ask(desk, 'POST', `recognition/batches/${id}/announcement`, undefined, 1);
  return id;
}

/** A batch that was announced with applications in it; what staff do is done through the interface. */
export async function makeRecognition(desk: Desk): Promise<RecognitionDesk> {
  const batch = await announceBatch(desk, '2026 年度创新型中小企业第一批', 3);
  const { items } = await ask(desk, 'GET', 'enterprises?limit=6');
  const evidence = [
    {
      kind: 'auditReport',
      recordId: items[0]?.id ?? '',
      name: '2025 年度审计报告.pdf',
      period: '2025-01-01/2025-12-31',
    },
  ];
  const applications = await inDatabase(desk.home, (database) =>
    Promise.all(
      items.map(({ id: enterpriseId }, i) => {
        const facts = {
          ...goodFacts,
          rdExpense: String(5_000_000 - i * 900_000),
          ...(i > 3 && { totalLiabilities: '88000000' }),
        };
        return plantApplication(database, {
          batchId: batch,
          enterpriseId,
          facts,
          evidence,
          ...(i === 1 && { dueOn: '2026-11-20' }),
        });
      }),
    ),
  );
  const [, , returned = '', passed = ''] = applications;
  const act = (id: string, body: object) =>
    ask(
      desk,
      'POST',
      `${at.slice('/api/console/'.length)}/applications/${id}/reviews`,
      { reason: null, internal: null, document: null, ...body },
      1,
    );
  await act(returned, {
    action: 'return',
    reason: '研发费用与审计报告不一致',
    marks: [{ fact: 'rdExpense', remark: '按审计报告第 12 页更正' }],
  });
  await act(passed, { action: 'pass', reason: '材料齐全', internal: '研发费用与税务数一致' });
  return { batch, applications };
}

/** A meeting pack of the batch; returns its id. */
export async function makePack(desk: Desk, { batch }: RecognitionDesk): Promise<string> {
  const answer = await desk.ask(`${at}/batches/${batch}/meeting-packs`, {
    ...{ method: 'POST', headers: { ...json, 'x-requested-with': 'tidu' } },
    body: JSON.stringify({ title: '局党组会议' }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { id: string }).id;
}
