import { inDatabase } from '@tidu/test/product';
import { goodFacts, plantApplication } from '../../libs/recognition/src/testing/plant';
import { announceBatch } from './recognition-desk';
import { scanFile } from './scan-file';
import {
  accessibilityFaults,
  describeWithBrowser,
  type Desk,
  keepPicture,
  openDesk,
  openPage,
  overflow,
  visit,
} from './support';

jest.setTimeout(180_000);

describeWithBrowser('看长扫描件', () => {
  let desk: Desk;
  let application: string;
  const scan = scanFile(80, 760);
  beforeAll(async () => {
    desk = await openDesk();
    const { items } = (await (await desk.ask('/api/console/enterprises?limit=1')).json()) as {
      items: { id: string }[];
    };
    const [{ id: enterpriseId } = { id: '' }] = items;
    const upload = async (content: Buffer, name: string) => {
      const form = new FormData();
      form.set('kind', 'auditReport');
      form.set('file', new Blob([new Uint8Array(content)], { type: 'application/pdf' }), name);
      const answer = await fetch(`${desk.url}/api/console/enterprises/${enterpriseId}/evidence-files`, {
        ...{ method: 'POST', headers: desk.signedIn.headers, body: form },
      });
      if (!answer.ok) throw new Error(await answer.text());
      const { id, sha256 } = (await answer.json()) as { id: string; sha256: string };
      return { kind: 'auditReport', recordId: id, name, period: '2025-01-01/2025-12-31', fileHash: sha256 };
    };
    const evidence = [await upload(scan, '审计报告扫描件.pdf'), await upload(scan.subarray(0, 3000), '传坏的.pdf')];
    const batchId = await announceBatch(desk, '看扫描件的批次', 3);
    application = await inDatabase(desk.home, (database) =>
      plantApplication(database, { batchId, enterpriseId, facts: goodFacts, evidence }),
    );
  });
  afterAll(() => desk.close());

  it('page 1 of 80 is there without the rest of 60 MB, another page on asking; at 390 px too', async () => {
    expect(scan.length).toBeGreaterThan(58_000_000);
    for (const width of [1440, 390]) {
      const { page, faults, close } = await openPage(desk, { width });
      let fetched = 0;
      page.on('response', (answer) => {
        if (answer.url().endsWith('/content')) fetched += Number(answer.headers()['content-length'] ?? 0);
      });
      await visit(page, `/console/recognition/applications/${application}?part=side`);
      const evidence = page.getByRole('listitem').filter({ hasText: '审计报告扫描件.pdf' });
      await evidence.getByText('看文件').click();
      const shown = (n: number) =>
        evidence.locator(`.pdf__page[aria-busy="false"][aria-label="审计报告扫描件.pdf 第 ${n} 页"]`).waitFor();
      await shown(1);
      expect(fetched).toBeLessThan(8_000_000);
      await evidence.getByRole('button', { name: '下一页' }).click();
      await shown(2);
      await evidence.getByLabel('第几页（共 80 页）').fill('77');
      await page.keyboard.press('Enter');
      await shown(77);
      expect(fetched).toBeLessThan(12_000_000);
      const dark = await page.evaluate<number>(
        `[...document.querySelector('canvas').getContext('2d').getImageData(10, 0, 1, 400).data].filter((one) => one < 60).length`,
      );
      expect(dark).toBeGreaterThan(20);
      await evidence.getByRole('button', { name: '放大' }).click();
      await shown(77);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      await keepPicture(page, `scan-${width}`);
      expect(faults).toEqual([]);
      await close();
    }
  });

  it('a broken file says so and can be taken away', async () => {
    const { page, close } = await openPage(desk);
    await visit(page, `/console/recognition/applications/${application}`);
    const evidence = page.getByRole('listitem').filter({ hasText: '传坏的.pdf' });
    await evidence.getByText('看文件').click();
    await evidence.getByRole('alert').filter({ hasText: '已损坏' }).waitFor();
    expect(await evidence.getByRole('alert').getByRole('link', { name: '下载传坏的.pdf' }).count()).toBe(1);
    expect(await page.locator('.pdf__page').count()).toBe(0);
    await close();
  });
});
