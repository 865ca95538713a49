import { uuidv7 } from '@tidu/kernel';
import { signInAtProduct } from '@tidu/test/product';
import { leader, type SignedIn } from '@tidu/test/signed-in';
import type { Page } from 'playwright-core';
import { makeMembers, type Members } from './members-desk';
import {
  accessibilityFaults,
  describeWithBrowser,
  type Desk,
  holds,
  keepPicture,
  openDesk,
  openPage,
  overflow,
  settled,
  visit,
} from './support';

jest.setTimeout(300_000);

async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.waitForTimeout(400); // a button that was just enabled changes its colour slowly
  await keepPicture(page, name);
  expect([name, await overflow(page)]).toEqual([name, 0]);
  expect([name, await accessibilityFaults(page)]).toEqual([name, []]);
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();

/** From a promise made on a visit to the enterprise's own word that it was kept, and the bulletin that tells so. */
describeWithBrowser('承诺台账：部署、检查、落实', () => {
  let desk: Desk;
  let members: Members;
  let second: SignedIn;
  let firm: { id: string; name: string };
  let task = '';
  beforeAll(async () => {
    desk = await openDesk();
    const { items } = (await (await desk.ask('/api/console/enterprises?limit=1&sort=-name')).json()) as {
      items: (typeof firm)[];
    };
    firm = items[0]!;
    members = await makeMembers(desk, firm.id);
    second = await signInAtProduct(desk.home, {
      ...{ ...leader, id: uuidv7(), loginName: `second${Date.now()}`, displayName: '核对的人' },
    });
  });
  afterAll(() => desk.close());

  it('a promise has owner, day and source, and is reported with a file', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/ledger');
    await press(page, '记一项承诺');
    await page.getByLabel('承诺了什么').fill('协调解决厂区门口积水');
    await page.getByLabel('哪次会议、走访或哪份文件').fill('2026 年 11 月走访');
    await page.getByLabel('部署日期').fill('2026-11-16');
    await page.getByLabel('对哪家企业').fill(firm.name);
    await page.getByText(firm.name, { exact: false }).last().click();
    await page.getByLabel('责任人').click();
    await page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: leader.displayName })
      .first()
      .click();
    await press(page, '记入台账');
    await page.waitForURL(/\/console\/tasks\//);
    task = new URL(page.url()).pathname.split('/').pop() ?? '';
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: '疏通前后.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n照片') },
    });
    await page.getByRole('link', { name: '疏通前后.pdf' }).waitFor();
    await press(page, '报告落实');
    await page.getByLabel(/办了什么/).fill('已疏通排水管');
    await page
      .getByRole('form', { name: /报告落实/ })
      .getByRole('button', { name: '报告落实' })
      .click();
    await page.getByText('待核对').first().waitFor();
    expect(await page.getByRole('button', { name: '核对：确已落实' }).count()).toBe(0);
    await look(page, 'ledger-reported');
    await visit(page, '/console/ledger?state=checking');
    await page.getByRole('link', { name: '协调解决厂区门口积水' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('a second person finds it not done; reported again, the enterprise confirms and says how satisfied it is', async () => {
    const other = await openPage(desk, { as: second });
    await visit(other.page, `/console/tasks/${task}`);
    await press(other.page, '核对：没有落实');
    await other.page.getByLabel(/看到了什么/).fill('雨后仍有积水');
    await press(other.page, '退回继续办');
    await other.page.getByText('核对为没有落实').waitFor();
    expect(other.faults).toEqual([]);
    await other.close();
    const { task: now } = (await (await desk.ask(`/api/console/desk/tasks/${task}`)).json()) as {
      task: { version: number };
    };
    const again = await desk.ask(`/api/console/desk/tasks/${task}/reports`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json', 'if-match': String(now.version) } },
      body: JSON.stringify({ reason: '换了管径，雨后看过', evidence: null }),
    });
    expect(again.status).toBe(204);
    for (const width of [390, 1440]) {
      const own = await openPage(desk, { as: members.member, width });
      await visit(own.page, `/portal/enterprises/${firm.id}`);
      const panel = own.page.getByRole('region', { name: '请您确认和评价' });
      if (width === 390) {
        await look(own.page, 'ledger-confirm-390');
        await panel.getByRole('button', { name: /^已经落实/ }).click();
        await panel.getByLabel(/说明/).fill('确实不积水了');
        await panel.getByRole('button', { name: '确认已经落实' }).click();
        await panel.getByText('很不满意').waitFor();
        await look(own.page, 'ledger-rate-390');
      } else {
        await panel.getByText('很不满意').click();
        await panel.getByLabel('说一句').fill('拖得太久');
        await panel.getByRole('button', { name: '提交评价' }).click();
        await holds(own.page, `document.querySelector('#own-ledger') === null`);
      }
      expect(own.faults).toEqual([]);
      await own.close();
    }
  });

  it('the low answer is another one’s task, and the bulletin tells it by sums, on screen and as the same file twice', async () => {
    // who handled it isn't told who looks into it
    const { items } = (await (await desk.ask('/api/console/desk/tasks?owner=all&kind=desk.followUp')).json()) as {
      items: { title: string }[];
    };
    expect(items.filter(({ title }) => title.includes('协调解决厂区门口积水'))).toEqual([]);
    for (const width of [1440, 390]) {
      const { page, faults, close } = await openPage(desk, { as: second, width });
      await visit(page, '/console/tasks?owner=all&kind=desk.followUp');
      await page.getByRole('link', { name: '回访：协调解决厂区门口积水' }).waitFor();
      await visit(page, '/console/ledger?state=settled');
      await page.getByRole('link', { name: '协调解决厂区门口积水' }).waitFor();
      await look(page, `ledger-${width}`);
      await visit(page, '/console/bulletin');
      await page
        .getByText(/答复太少，不显示/)
        .first()
        .waitFor();
      await look(page, `bulletin-${width}`);
      expect(faults).toEqual([]);
      await close();
    }
    const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
    const file = async () =>
      Buffer.from(await (await desk.ask(`/api/console/desk/bulletin/workbook?month=${month}`)).arrayBuffer());
    const [one, two] = [await file(), await file()];
    expect(one.length).toBeGreaterThan(1000);
    expect(one.equals(two)).toBe(true);
  });
});
