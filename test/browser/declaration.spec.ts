import { oneOf } from '@tidu/test/rounds';
import type { Page } from 'playwright-core';
import { lawfulPurpose, makeBatch, moveCase } from './declaration-desk';
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

jest.setTimeout(300_000);

async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.waitForTimeout(400); // a button that was just enabled changes its colour slowly
  await keepPicture(page, name);
  expect([name, await overflow(page)]).toEqual([name, 0]);
  expect([name, await accessibilityFaults(page)]).toEqual([name, []]);
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const saved = (page: Page) =>
  page
    .getByText(/草稿已存于/)
    .first()
    .waitFor();

describeWithBrowser('年度申报', () => {
  let desk: Desk;
  let members: Members;
  let firm: { id: string; name: string };
  beforeAll(async () => {
    desk = await openDesk();
    const answer = await desk.ask('/api/console/enterprises?limit=50&sort=-name');
    const { items } = (await answer.json()) as { items: (typeof firm)[] };
    const holders = await desk.ask('/api/console/enterprises?limit=200&title=innovativeSme');
    const holding = ((await holders.json()) as { items: (typeof firm)[] }).items.map(({ id }) => id);
    firm = oneOf(
      '还不是创新型的企业',
      items.filter(({ id }) => !holding.includes(id)),
    );
    members = await makeMembers(desk, firm.id);
  });
  afterAll(() => desk.close());

  /** The legal representative opens the link on a phone and confirms. */
  async function confirm(page: Page, first: boolean): Promise<void> {
    await page.getByLabel('法定代表人证件号码末四位').fill('123X');
    await press(page, /确认链接$/);
    const link = await page.locator('.portal-link').innerText();
    if (first) await look(page, 'declaration-link-1440');
    const phone = await openPage(desk, { as: null, width: 390, height: 844 });
    await visit(phone.page, link.trim().slice(desk.url.length));
    await phone.page.getByText('申报的内容').waitFor();
    await phone.page.getByLabel('以上内容我已看过，同意承诺书').check();
    const home = (await (
      await fetch(`${desk.url}/api/portal/enterprises/${firm.id}`, { headers: members.member.headers })
    ).json()) as {
      identity: { legalRepresentative: string | null };
    };
    await phone.page.getByLabel('您的姓名').fill(home.identity.legalRepresentative ?? '张法人');
    await phone.page.getByLabel('证件号码末四位').fill('123x');
    if (first) await look(phone.page, 'declaration-confirmation-390');
    await press(phone.page, '确认这份内容');
    await phone.page.getByRole('heading', { name: '已确认' }).waitFor();
    expect(phone.faults).toEqual([]);
    await phone.close();
    await press(page, '法定代表人确认好了，刷新');
  }

  it('is opened, filled in, confirmed by link, submitted, returned, corrected and submitted again', async () => {
    const desktop = await openPage(desk, { as: members.member, width: 1440 });
    const { page } = desktop;
    await visit(page, `/portal/enterprises/${firm.id}`);
    const batchId = await makeBatch(desk, '2026 年创新型中小企业（第一批）');
    expect(await lawfulPurpose(desk, members.member, firm.id, batchId)).not.toBeNull();
    await page.reload();
    await page.getByText('2026 年创新型中小企业（第一批）', { exact: true }).waitFor();
    await look(page, 'declaration-openings-1440');
    const opening = page.getByRole('listitem').filter({ hasText: '2026 年创新型中小企业（第一批）' });
    await opening.getByRole('button', { name: '开始申报' }).click();
    await page.getByRole('heading', { name: '填写', exact: true }).waitFor();
    await look(page, 'declaration-empty-1440');

    const known = await page.locator('.declared__known b').count();
    expect(known).toBeGreaterThan(0); // nothing of it is asked again
    await page
      .locator('#d-rdExpense')
      .getByRole('button', { name: /^提出更正/ })
      .click();
    const research = page.locator('#f-rdExpense');
    await research.fill('一百');
    await page.getByText(/还有 \d+ 处要改/).waitFor();
    await look(page, 'declaration-problem-1440');
    await research.fill('320.5');
    await page.getByText('即 320.5万元').waitFor();
    await page.getByText(/还有 1 处要改/).waitFor(); // the audit report is missing
    await page.getByLabel('上传审计报告').setInputFiles({
      ...{ name: '2025审计报告.pdf', mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7\n${Date.now()}`) },
    });
    await page.getByText('已上传').waitFor();
    await page.getByText(/处要改/).waitFor({ state: 'detached' });
    await saved(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await look(page, 'declaration-draft-390');
    await page.setViewportSize({ width: 1440, height: 900 });

    await confirm(page, true);
    await look(page, 'declaration-confirmed-1440');
    await press(page, '提交申报');
    await page.getByText('已提交，区工信局正在初审。').waitFor();
    await look(page, 'declaration-submitted-1440');
    await page.getByRole('link', { name: '打印盖章' }).click();
    await page.getByRole('button', { name: '打印', exact: true }).waitFor();
    await look(page, 'declaration-print-1440');
    const sheets = await page.pdf({ format: 'A4' });
    expect(sheets.subarray(0, 5).toString()).toBe('%PDF-');

    const application = /applications\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    await moveCase(desk, application, 'returned', [{ fact: 'rdExpense', remark: '与审计报告附注不一致' }]);
    await visit(page, `/portal/enterprises/${firm.id}/applications/${application}`);
    await page.getByText('要补正 1 处').waitFor();
    await look(page, 'declaration-returned-1440');
    expect(await page.locator('#f-rdExpense').inputValue()).toBe(''); // what was refused is not filled in again
    expect(await page.locator('.question input:not([type="radio"])').count()).toBe(1);
    await page.locator('#f-rdExpense').fill('318');
    await page.getByText('即 318万元').waitFor();
    await saved(page);
    await confirm(page, false);
    await press(page, '再次提交');
    await page.getByText('第 2 次提交').waitFor();
    expect(await page.getByText('先前盖章的打印件作废').count()).toBe(1);
    expect(desktop.faults).toEqual([]);
    await desktop.close();
  });
});
