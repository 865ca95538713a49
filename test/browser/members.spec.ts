import { oneOf } from '@tidu/test/rounds';
import type { Page } from 'playwright-core';
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

jest.setTimeout(240_000);

/** A page of the phone and one of the desk at a time: what is wide, unreadable or wrong on either is named. */
async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.waitForTimeout(400); // a button that was just enabled changes its colour slowly
  expect([name, await overflow(page)]).toEqual([name, 0]);
  await keepPicture(page, name);
  expect([name, await accessibilityFaults(page)]).toEqual([name, []]);
}

const fill = (page: Page, label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** What is masked is told for a reason, and on this page alone. */
async function discloseApplicant(page: Page): Promise<void> {
  expect(await page.getByText('13800001111').count()).toBe(0);
  await page.getByRole('button', { name: /^看全/ }).first().click();
  const asking = page.getByRole('dialog', { name: /^看全/ });
  await asking.getByLabel('理由').fill('核对授权书');
  await look(page, 'console-disclosure-1440');
  await page.setViewportSize({ width: 390, height: 844 });
  await look(page, 'console-disclosure-390');
  await page.setViewportSize({ width: 1440, height: 900 });
  await asking.getByRole('button', { name: '看全', exact: true }).click();
  await page.getByText('13800001111').waitFor();
}

describeWithBrowser('企业的人', () => {
  let desk: Desk;
  let firm: { id: string; creditCode: string; name: string };
  const stamp = Date.now().toString(36);
  beforeAll(async () => {
    desk = await openDesk();
    const answer = await desk.ask('/api/console/enterprises?limit=50&sort=-name');
    const { items } = (await answer.json()) as { items: (typeof firm)[] };
    firm = oneOf('企业', items);
  });
  afterAll(() => desk.close());

  it('register on a phone, are approved at the desk, invite an agent, fill in and submit', async () => {
    const phone = await openPage(desk, { as: null, width: 390, height: 844 });
    const { page } = phone;
    await visit(page, '/portal');
    await look(page, 'portal-welcome-390');
    await page.getByRole('link', { name: '注册企业账号' }).click();
    await settled(page);
    await fill(page, '统一社会信用代码', firm.creditCode);
    await fill(page, '企业名称', firm.name);
    await fill(page, '您的电话', '13800001111');
    await fill(page, '您的姓名', '王小明');
    await fill(page, '登录名', `wang-${stamp}`);
    await fill(page, '口令', 'Sturdy-Bridge-77');
    await fill(page, '再输一遍', 'Sturdy-Bridge-77');
    await look(page, 'portal-register-390');
    await press(page, '注册，下一步提交证明');
    await page.getByText('待提交证明').waitFor();
    await look(page, 'portal-request-390');
    await page.locator('input[type="file"]').setInputFiles({
      ...{ name: '授权书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nstamped') },
    });
    await press(page, '上传授权书');
    await page.getByText('待审核').waitFor();

    const office = await openPage(desk);
    await visit(office.page, '/console/members');
    await look(office.page, 'console-members-1440');
    await office.page.getByRole('link', { name: firm.name }).last().click();
    await office.page.getByText('申请与登记簿').waitFor();
    await look(office.page, 'console-member-request-1440');
    await discloseApplicant(office.page);
    await press(office.page, '授权书属实，通过');
    await press(office.page, '通过');
    await office.page.getByText('已通过').first().waitFor();
    expect(office.faults).toEqual([]);

    await visit(page, '/portal');
    await page.getByRole('link', { name: firm.name }).click();
    await page.getByText('登记信息').waitFor();
    await look(page, 'portal-enterprise-390');
    await page.getByRole('link', { name: '谁可以代表本企业' }).click();
    await page.getByText('可以代表本企业的人').waitFor();
    await fill(page, '邀请谁', '代账公司赵会计');
    await page.locator('input[name="invite-role"][value="member.agent"]').check({ force: true });
    await fill(page, '到哪天为止（必填）', new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10));
    await press(page, '发邀请，得到链接');
    const link = await page.locator('.portal-link').innerText();
    await look(page, 'portal-people-390');

    const agent = await openPage(desk, { as: null, width: 1440 });
    await visit(agent.page, link.trim().slice(desk.url.length));
    await fill(agent.page, '您的姓名', '赵会计');
    await fill(agent.page, '登录名', `zhao-${stamp}`);
    await fill(agent.page, '口令', 'Sturdy-Bridge-88');
    await fill(agent.page, '再输一遍', 'Sturdy-Bridge-88');
    await look(agent.page, 'portal-invitation-1440');
    await press(agent.page, '建账号并接受邀请');
    await agent.page.getByRole('link', { name: firm.name }).click();
    await agent.page.getByRole('link', { name: /2023 年度/ }).click();
    await agent.page.getByText('金额单位').waitFor();
    await agent.page.locator('#draft-revenue-input').fill('一千');
    await agent.page.locator('.portal-figures__problem').waitFor();
    await look(agent.page, 'portal-figures-problem-1440');
    await agent.page.locator('#draft-revenue-input').fill('12000');
    await agent.page.locator('#draft-employees-input').fill('80');
    await agent.page.locator('.portal-figures__problem').waitFor({ state: 'detached' });
    expect(await agent.page.locator('main').textContent()).toContain('您可以填写，不能提交');
    expect(await agent.page.getByRole('button', { name: /^提交/ }).count()).toBe(0);
    expect(agent.faults).toEqual([]);

    await visit(page, `/portal/enterprises/${firm.id}/figures/2023`);
    await page.getByText(/草稿已存于/).waitFor();
    await look(page, 'portal-figures-390');
    const submit = page.getByRole('button', { name: /^提交/ });
    if (await page.getByLabel('更正的理由（必填）').count()) await fill(page, '更正的理由（必填）', '按审定数更正');
    await submit.click();
    await page.getByText(/已提交第 \d+ 版/).waitFor();
    await visit(page, '/portal/security');
    await look(page, 'portal-security-390');
    await press(page, '退出');
    expect(phone.faults).toEqual([]);
    for (const one of [phone, office, agent]) await one.close();
  });

  it('prove by a letter; staff and strangers are led to their own doors', async () => {
    const creditCode = firm.creditCode;
    const { page, close } = await openPage(desk, { as: null, width: 768 });
    await visit(page, '/portal/register');
    await fill(
      page,
      '统一社会信用代码',
      creditCode.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    );
    await fill(page, '企业名称', firm.name);
    await page.getByText('校验码').waitFor();
    await fill(page, '统一社会信用代码', creditCode);
    await fill(page, '您的电话', '13800001111');
    await fill(page, '您的姓名', '李四');
    await fill(page, '登录名', `li-${stamp}`);
    await fill(page, '口令', 'Sturdy-Bridge-77');
    await fill(page, '再输一遍', 'Sturdy-Bridge-77');
    await press(page, '注册，下一步提交证明');
    await page.getByText('待提交证明').waitFor();
    await visit(page, '/console');
    await page.waitForURL('**/portal');

    const office = await openPage(desk);
    await visit(office.page, '/portal');
    expect(await office.page.locator('main').textContent()).toContain('工作人员账号');
    await visit(office.page, '/console/members');
    await office.page.getByRole('link', { name: firm.name }).last().click();
    await office.page.getByText('申请与登记簿').waitFor();
    await look(office.page, 'console-member-letter-before-1440');
    await office.close();
    await close();
  });
});
