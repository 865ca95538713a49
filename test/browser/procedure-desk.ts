import type { RecognitionDesk } from './recognition-desk';
import type { Desk } from './support';

/** A list sent to a department with an objection in it, and a draw; returns the list's id. */
export async function makeProcedure(desk: Desk, { batch, applications }: RecognitionDesk): Promise<string> {
  const ask = async (method: string, address: string, body?: object) => {
    const headers = { 'content-type': 'application/json', 'x-requested-with': 'tidu' };
    const answer = await desk.ask(`/api/console/recognition/${address}`, {
      ...{ method, headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
    return answer.status === 204 ? {} : ((await answer.json()) as object);
  };
  const { ids } = (await ask('POST', `batches/${batch}/consultations`, {
    ...{ departments: ['tax', 'environment'], applications: [applications[0], applications[3]], note: null },
  })) as { ids: string[] };
  const [id = ''] = ids;
  const { items } = (await ask('GET', `consultations/${id}`)) as { items: { id: string; version: number }[] };
  await ask('POST', `consultations/${id}/replies`, {
    ...{ items: items.slice(0, 1).map((one) => ({ id: one.id, version: one.version })), conclusion: 'objects' },
    ...{ repliedOn: today(), document: '税函〔2026〕12 号', note: '2025 年有欠税 3 万元，尚未缴清', evidenceId: null },
    reason: null,
  });
  await ask('POST', `batches/${batch}/draws`, {
    ...{ count: 1, officersEach: 1, seed: { text: '0 8 5', source: '中国福利彩票 3D 第 2026330 期' } },
  });
  return id;
}

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
