import { systemActor } from '@tidu/platform';
import { inDatabase } from '@tidu/test/product';
import type { RecognitionDesk } from './recognition-desk';
import type { Desk } from './support';

/** A public notice of two cases of the batch, and an objection to one of them; returns the notice's id. */
export async function makeNotice(desk: Desk, { batch, applications }: RecognitionDesk): Promise<string> {
  await inDatabase(desk.home, (database) =>
    database.write(systemActor, (tx) =>
      tx.rows(`update application set state = 'approved' where id = any ($1)`, [applications.slice(-2)]),
    ),
  );
  const post = async (address: string, body: object) => {
    const headers = { 'content-type': 'application/json', 'x-requested-with': 'tidu' };
    const answer = await desk.ask(address, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  const { id } = await post(`/api/console/recognition/batches/${batch}/notices`, {
    ...{ title: '2026 年度创新型中小企业拟推荐名单公示', body: '现将拟推荐名单予以公示。\n有异议的请在公示期内反映。' },
    workingDays: 5,
  });
  const notice = (await (await desk.ask(`/api/open/notices/${id}`)).json()) as { list: { id: string }[] };
  await post('/api/open/notices/objections', {
    ...{ itemId: notice.list[0]?.id, text: '该企业 2025 年受过环境处罚，见处罚决定书。' },
    ...{ name: '李四', contact: '13800000000' },
  });
  return id;
}
