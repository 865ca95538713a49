import { uuidv7 } from '@tidu/kernel';
import { signInAtProduct, until } from '@tidu/test/product';
import { leader, type SignedIn, type TestPerson } from '@tidu/test/signed-in';
import type { Desk } from './support';

/** An officer of one's own: the built-in one, while alone, may review what he made himself. */
export function officerAt(desk: Desk, displayName: string): Promise<SignedIn> {
  const officer: TestPerson = { ...leader, id: uuidv7(), loginName: `o${uuidv7().slice(-11)}`, displayName };
  return signInAtProduct(desk.home, officer);
}

/** A definition over the demo district: every indicator with its rules, a line that no tie falls on by chance. */
export const yearlyText = (weight: number, code = 'browser-yearly') => `code: ${code}
title: 演示区亩均与研发排名
own: true
basis: 本局自定，供演示
year: 2024
asOf: 2025-06-30
indicators:
  - id: rdShare
    label: 研发费用占比
    ratio: { over: rdExpense, under: revenue }
    weight: ${weight}
    benchmark: { value: 0.05, floor: 0, cap: ${weight * 1.5} }
    gap: provisional
    minUnder: 10000
    tiny: worst
    negative: worst
  - id: growth
    label: 营业收入增长率
    growth: revenue
    weight: ${100 - weight}
    minMax: true
    gap: provisional
    negative: computed
scope:
  regions: ['410399']
  industries: ['34']
places: 20
classes:
  by: share
  list:
    - { code: A, label: 优先发展, to: 20, measure: own-priority }
    - { code: B, label: 支持发展, to: 60, measure: own-support }
    - { code: C, label: 提升发展, to: 95, measure: own-improve }
    - { code: D, label: 倒逼整治, measure: own-remedy }
provisionalSources: [enterprise]
`;

export interface YearlyDesk {
  definition: string;
  snapshot: string;
}

/** A frozen, public ranking of the demo district and its definition, made by the interface. */
export async function aYearlyRanking(desk: Desk): Promise<YearlyDesk> {
  const second = await officerAt(desk, '综合科复核');
  const send = async (address: string, body: object | null, as = desk.signedIn) => {
    const answer = await fetch(`${desk.url}/api/console/${address}`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json', ...as.headers } },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
    return answer.status === 204 ? {} : ((await answer.json()) as Record<string, string>);
  };
  const { id: definition = '' } = await send('ranking-definitions', {
    text: yearlyText(60, 'browser-pages'),
    note: '演示',
  });
  await send(`ranking-definitions/${definition}/publication`, null, second);
  const { jobId } = await send('ranking-snapshots', { definitionId: definition });
  const resultOf = async (id = '', as = desk.signedIn) => {
    let result: Record<string, string> = {};
    await until(async () => {
      const job = (await (await fetch(`${desk.url}/api/console/jobs/${id}`, { headers: as.headers })).json()) as {
        error: { message: string } | null;
        result: Record<string, string> | null;
      };
      if (job.error) throw new Error(job.error.message);
      result = job.result ?? {};
      return job.result !== null;
    });
    return result;
  };
  const { snapshotId: snapshot = '' } = await resultOf(jobId);
  const whole = (await (await desk.ask(`/api/console/ranking-snapshots/${snapshot}`)).json()) as {
    rowsRoot: string;
    tie: { codes: string[]; places: number } | null;
  };
  if (whole.tie)
    await send(`ranking-snapshots/${snapshot}/tie`, {
      chosen: whole.tie.codes.slice(0, whole.tie.places),
      reason: '演示取舍',
    });
  const freezing = await send(`ranking-snapshots/${snapshot}/freeze`, { rowsRoot: whole.rowsRoot }, second);
  await resultOf(freezing.jobId, second);
  return { definition, snapshot };
}
