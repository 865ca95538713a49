import { oneOf } from '@tidu/test/rounds';
import type { Page } from 'playwright-core';
import { makeMembers, type Members } from './members-desk';
import {
  accessibilityFaults,
  describeWithBrowser,
  type Desk,
  keepPicture,
  openDesk,
  openPage,
  overflow,
  settled,
  visit,
} from './support';
import { makeUpdates } from './updates-desk';

jest.setTimeout(300_000);

async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.waitForTimeout(400); // a button that was just enabled changes its colour slowly
  await keepPicture(page, name);
  expect([name, await overflow(page)]).toEqual([name, 0]);
  expect([name, await accessibilityFaults(page)]).toEqual([name, []]);
}

/** A photo as a phone held sideways makes it: 40 × 20 pixels, red on the left, and beside them that it is to be turned. */
async function sidewaysPhoto(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate<number[]>(`(async () => {
    const canvas = new OffscreenCanvas(40, 20);
    const context = canvas.getContext('2d');
    context.fillStyle = 'red';
    context.fillRect(0, 0, 20, 20);
    context.fillStyle = 'blue';
    context.fillRect(20, 0, 20, 20);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  })()`);
  // EXIF, little-endian, one entry: orientation (0x0112) 6, a quarter turn to the right
  const tiff = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];
  const exif = [...Buffer.from('Exif\0\0'), ...tiff];
  const app1 = [0xff, 0xe1, 0, exif.length + 2, ...exif];
  return Buffer.from([...bytes.slice(0, 2), ...app1, ...bytes.slice(2)]);
}

/** How a picture stands on the page: its size and what is on top and below. */
const shownPicture = (page: Page, name: string) =>
  page.evaluate(`(async () => {
    const image = document.querySelector('img[alt="${name}"]');
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(image, 0, 0);
    const at = (y) => (([red, , blue]) => (red > blue ? 'red' : 'blue'))(context.getImageData(width / 2, y, 1, 1).data);
    return { width, height, top: at(4), bottom: at(height - 5) };
  })()`);

/** Whether the register has the year's revenue, so that the firm is asked to correct it, not to fill it in. */
async function knowsRevenue(desk: Desk, id: string): Promise<boolean> {
  const { items } = (await (await desk.ask(`/api/console/enterprises/${id}/figures`)).json()) as {
    items: { year: number; values: { code: string; value: string | null }[] }[];
  };
  return items.some(
    ({ year, values }) => year === 2025 && values.some(({ code, value }) => code === 'revenue' && value !== null),
  );
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();

describeWithBrowser('年度更新和重大变化', () => {
  let desk: Desk;
  let members: Members;
  let firm: { id: string; name: string };
  beforeAll(async () => {
    desk = await openDesk();
    const { items } = (await (await desk.ask('/api/console/enterprises?limit=40&sort=-name')).json()) as {
      items: (typeof firm)[];
    };
    const holders = await desk.ask('/api/console/enterprises?limit=200&title=specializedSme');
    const holding = ((await holders.json()) as { items: (typeof firm)[] }).items.map(({ id }) => id);
    const free = items.filter(({ id }) => !holding.includes(id));
    const known = await Promise.all(free.map(({ id }) => knowsRevenue(desk, id)));
    firm = oneOf(
      '已有营业收入的企业',
      free.filter((_, at) => known[at]),
    );
    members = await makeMembers(desk, firm.id);
    await makeUpdates(desk, firm.id);
  });
  afterAll(() => desk.close());

  it('a missed year is filed late with what is known standing there, and has a receipt', async () => {
    const { page, faults, close } = await openPage(desk, { as: members.member, width: 1440 });
    await visit(page, `/portal/enterprises/${firm.id}`);
    await page.getByRole('heading', { name: '年度更新' }).waitFor();
    await page.getByText('还没有报告，期限').waitFor();
    await look(page, 'updates-home-1440');
    await page.getByRole('link', { name: '2026 年的更新' }).click();
    await page.getByRole('heading', { name: '填写', exact: true }).waitFor();
    expect(await page.locator('.declared__known b').count()).toBeGreaterThan(0); // nothing of it is asked again
    await look(page, 'update-form-1440');
    await page
      .locator('#d-revenue')
      .getByRole('button', { name: /^提出更正/ })
      .click();
    await page.locator('#f-revenue').fill('一千');
    await page.getByText(/还有 1 处要改/).waitFor();
    await page.locator('#f-revenue').fill('23456');
    await page.getByText(/处要改/).waitFor({ state: 'detached' });
    await page.getByText(/草稿已存于/).waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await look(page, 'update-form-390');
    await press(page, '提交 2026 年的更新');
    await page.getByText('回执编号').waitFor();
    await look(page, 'update-filed-390');
    await visit(page, `/portal/enterprises/${firm.id}/updates`);
    await page.getByText('已更新').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('the change the register knows is reported, and the officer keeps the title', async () => {
    const own = await openPage(desk, { as: members.member, width: 1440 });
    await visit(own.page, `/portal/enterprises/${firm.id}/changes`);
    await own.page.getByText('登记簿里知道、还没有报告的').waitFor();
    await own.page.getByLabel('变化的情况（必填）').fill('更名，主导产品、研发和人员都没有变。');
    await own.page.getByLabel('上传证明材料（变更登记、决议等）').setInputFiles({
      ...{ name: '变更登记.jpg', mimeType: 'image/jpeg', buffer: await sidewaysPhoto(own.page) },
    });
    await own.page.getByText('已上传').waitFor();
    await look(own.page, 'change-report-1440');
    await press(own.page, '报告');
    await own.page.getByText('登记簿里知道、还没有报告的').waitFor({ state: 'detached' });
    await own.page.getByText('更名，主导产品、研发和人员都没有变。').waitFor();
    expect(own.faults).toEqual([]);
    await own.close();

    const { page, faults, close } = await openPage(desk, { width: 1440 });
    await visit(page, `/console/titles?view=changes&state=waiting&q=${encodeURIComponent(firm.name)}`);
    await page
      .getByRole('link', { name: `办理：${firm.name}` })
      .last()
      .click();
    await page.getByText('看图').click();
    await page.getByRole('img', { name: '变更登记.jpg' }).waitFor();
    // held sideways, shown upright: what lay left is on top
    expect(await shownPicture(page, '变更登记.jpg')).toEqual({ width: 20, height: 40, top: 'red', bottom: 'blue' });
    await page.getByLabel('仍符合条件，称号保留').check();
    await page.getByLabel('理由').fill('核对变更登记，主营业务没有变化。');
    await look(page, 'change-case-1440');
    await press(page, '决定保留');
    await page
      .getByText(/✓ 称号保留/)
      .first()
      .waitFor();
    await visit(page, `/console/titles?view=updates&state=filed&q=${encodeURIComponent(firm.name)}`);
    await page.getByText('补报').waitFor();
    await look(page, 'title-updates-filed-1440');
    expect(faults).toEqual([]);
    await close();
  });
});
