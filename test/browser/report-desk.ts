import { cityForm } from '@tidu/test/report-form';
import type { Desk } from './support';

const desks = '/api/console/desk';

/** A template of the city, mapped as it is proposed; returns its id. */
export async function makeTemplate(desk: Desk, name = '市局推荐汇总表'): Promise<string> {
  const form = new FormData();
  form.set('name', name);
  form.set('source', 'recognition.batch');
  form.set('file', new Blob([new Uint8Array(await cityForm())]), '推荐汇总表.xlsx');
  const answer = await fetch(`${desk.url}${desks}/templates`, {
    method: 'POST',
    headers: desk.signedIn.headers,
    body: form,
  });
  if (!answer.ok) throw new Error(await answer.text());
  const { id } = (await answer.json()) as { id: string };
  return id;
}
