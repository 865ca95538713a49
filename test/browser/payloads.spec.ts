import { makeCreditCode } from '@tidu/kernel';
import { payloads } from '../fuzz/payloads';
import { describeWithBrowser, type Desk, keepPicture, openDesk, openPage, visit } from './support';

jest.setTimeout(240_000);

/** What would act in a page that took a text for more than text. */
const acting = payloads.filter((text) => /[<{$]|javascript:|&/.test(text) && !/[\r\n\t]/.test(text));

describeWithBrowser('他人填写的文字', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  const send = async (path: string, body: object): Promise<{ id: string }> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await desk.ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };

  it('stand in the pages as they were written, and nothing of them acts', async () => {
    const [region] = (
      (await (await desk.ask('/api/console/enterprises?limit=1')).json()) as { items: { regionCode: string }[] }
    ).items;
    const ids: string[] = [];
    for (const [i, text] of acting.entries()) {
      const creditCode = makeCreditCode({ region: '410305', organisation: `PL${String(i).padStart(6, '0')}` });
      const why = { reason: `${text} 核对`, source: text };
      const { id } = await send('/api/console/enterprises', {
        creditCode,
        name: `${text}有限公司`,
        regionCode: region?.regionCode,
        ...why,
      });
      ids.push(id);
      await send(`/api/console/enterprises/${id}/notes`, { text, ...why });
      await send(`/api/console/enterprises/${id}/names`, { name: `${text}简`, ...why });
    }
    expect(acting.length).toBeGreaterThanOrEqual(30); // a list that became empty would show nothing
    const { page, faults, close } = await openPage(desk);
    page.on('dialog', (dialog) => faults.push(`dialog ${dialog.message()}`));
    const acted = () => page.evaluate<unknown>('window.planted');
    await visit(page, '/console/enterprises?sort=-id');
    expect(await page.locator('main').innerText()).toContain(`${acting.at(-1)}有限公司`);
    expect(await acted()).toBeUndefined();
    await keepPicture(page, 'payloads-list');
    for (const [i, id] of ids.entries()) {
      await visit(page, `/console/enterprises/${id}`);
      expect(await page.locator('h1').first().innerText()).toContain(`${acting[i]}有限公司`);
      expect([acting[i], await acted(), faults]).toEqual([acting[i], undefined, []]);
    }
    await keepPicture(page, 'payloads-enterprise');
    expect(new URL(page.url()).origin).toBe(desk.url);
    await close();
  });
});
