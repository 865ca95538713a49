import type { SignedIn } from '@tidu/test/signed-in';
import type { Page } from 'playwright-core';
import { approver, aQualified, colleague, measureOf } from './measures-desk';
import { makeMembers } from './members-desk';
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

const stamp = Date.now()
  .toString(36)
  .replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? 'x');
const code = `journey-${stamp}`;
const name = `规模上台阶奖励${stamp}`;

async function look(page: Page, picture: string): Promise<void> {
  await settled(page);
  await page.waitForTimeout(400); // a button that was just enabled changes its colour slowly
  await keepPicture(page, picture);
  expect([picture, await overflow(page)]).toEqual([picture, 0]);
  expect([picture, await accessibilityFaults(page)]).toEqual([picture, []]);
}

const press = (page: Page, label: string | RegExp) => page.getByRole('button', { name: label, exact: true }).click();
const appears = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

describeWithBrowser('扶持措施：从新文件到钱到账', () => {
  let desk: Desk;
  let officer: SignedIn;
  let measure: string;
  beforeAll(async () => {
    desk = await openDesk();
    officer = await colleague(desk);
  });
  afterAll(() => desk.close());

  /** A page of somebody, closed without a fault. */
  async function at(as: SignedIn | undefined, address: string, work: (page: Page) => Promise<void>, width = 1440) {
    const { page, faults, close } = await openPage(desk, { ...(as && { as }), width });
    await visit(page, address);
    await work(page);
    // what the server refused on purpose, the browser calls a fault of its own
    expect(faults.filter((fault) => !fault.includes('status of 400'))).toEqual([]);
    await close();
  }

  it('an officer writes the clause, sees who would qualify, and keeps it as a draft', async () => {
    await at(officer, '/console/measures', async (page) => {
      await page.getByRole('link', { name: '写一项措施' }).click();
      const text = page.getByLabel('全文（YAML）');
      await text.fill(measureOf(code, '待改').replace('fact: revenue\n', 'fact: revenu\n'));
      await press(page, /^试看/);
      await appears(page, /revenu/);
      await text.fill(measureOf(code, '待改'));
      await page.getByLabel('名称', { exact: true }).fill(name);
      await press(page, /^试看/);
      await appears(page, `试看：${name}`);
      await look(page, 'journey-measure-preview-1440');
      await page.getByLabel('这一版改了什么、为什么').fill('涧工信〔2026〕8号第三条');
      await press(page, '保存为草稿');
      await appears(page, '这一版是您写的，要由另一位有权的工作人员核对后发布。');
      measure = page.url().split('/').at(-1) ?? '';
    });
  });

  it('another publishes it, sets up the budget, has everybody matched and those told who qualify', async () => {
    await at(undefined, `/console/measures/${measure}`, async (page) => {
      await press(page, '发布这一版');
      await appears(page, '施行中');
      await visit(page, '/console/budgets');
      await press(page, '设立预算');
      await page.getByLabel('编号').fill('jianxi-growth');
      await page.getByLabel('名称', { exact: true }).fill('制造业扶持资金');
      await page.getByLabel('全年（元）').fill('500000000');
      await press(page, '设立');
      await page.getByRole('heading', { name: /^制造业扶持资金/ }).waitFor();
      await visit(page, '/console/measure-standings');
      await press(page, '匹配一遍');
      await page.getByRole('link', { name }).first().waitFor({ timeout: 120_000 });
      await look(page, 'journey-measure-matched-1440');
      await visit(page, `/console/measures/${measure}`);
    });
  });

  it('an enterprise confirms on a phone: the account must be its own', async () => {
    const firm = await aQualified(desk, measure);
    const { member } = await makeMembers(desk, firm.id);
    await at(undefined, `/console/measures/${measure}`, async (page) => {
      await press(page, '推送给符合条件的企业');
      await appears(page, /已推送 \d+ 家/);
    });
    const own = `/portal/enterprises/${firm.id}/measures`;
    await at(
      member,
      own,
      async (page) => {
        await press(page, `核对账户并确认：${name}`);
        await page.getByLabel('收款户名').fill('别家有限公司');
        await page.getByLabel('开户行').fill('中国银行洛阳涧西支行');
        await page.getByLabel('账号').fill('6222 0202 0011 2233');
        await press(page, '确认享受');
        await appears(page, /户名应与企业今天登记的名称/);
        await page.getByLabel('收款户名').fill(firm.name);
        await look(page, 'journey-measure-confirm-390');
        await press(page, '确认享受');
        await appears(page, '待审核');
      },
      390,
    );
    await at(officer, '/console/measure-cases?state=submitted', async (page) => {
      await page.getByRole('link', { name: firm.name }).first().click();
      await press(page, '审核通过');
      await page.getByLabel('核定金额（元）').fill('300000');
      await page.getByLabel('理由（给企业看）').fill('营业收入与税务数据一致');
      await page.locator('form').getByRole('button', { name: '审核通过' }).click();
      await appears(page, '待拨付，在本级手里');
      await look(page, 'journey-measure-case-1440');
      await visit(page, '/console/budgets');
      const line = page.getByRole('region', { name: /^制造业扶持资金/ });
      await line.getByRole('button', { name: '把待拨付的编成付款清单', exact: true }).click();
      await page.getByRole('link', { name: '打开' }).click();
      await appears(page, '这份清单是您编的，要由另一位有权的工作人员批准。');
    });
    await at(undefined, '/console/budgets', async (page) => {
      await page.getByRole('table', { name: '付款清单' }).getByRole('link').first().click();
      await press(page, '批准清单');
      await page.getByRole('button', { name: '取付款文件（CSV）' }).waitFor();
      await press(page, '全部已付');
      await page.getByLabel('回单日期').fill('2026-01-05');
      await page.getByLabel('回单日期').press('Tab');
      await press(page, '登记回单');
      await appears(page, '已办结');
      await look(page, 'journey-measure-paid-1440');
      await press(page, '登记到账后退回');
      await appears(page, '退回的一笔重新记为承诺');
      await look(page, 'journey-measure-back-1440');
    });
    await at(
      member,
      own,
      async (page) => {
        await appears(page, '款已付到您的账户。');
        await appears(page, '300,000.00 元');
        await look(page, 'journey-measure-received-390');
      },
      390,
    );
    // the results are published, for everybody to read without signing in
    await at(undefined, `/console/measures/${measure}`, async (page) => {
      await press(page, '公示结果');
      await press(page, '公示，任何人都能看到');
      await appears(page, '没有已到账、待公示的。');
      await look(page, 'journey-measure-published-1440');
    });
    // a wrong title is put right by another person, whose notice takes the place of the first
    const deputy = await approver(desk);
    await at(deputy, `/console/measures/${measure}`, async (page) => {
      await press(page, /^更正 /);
      await page.getByLabel('标题', { exact: true }).fill(`${name}拨付结果公示（更正）`);
      await page.getByLabel('为什么更正（必填）').fill('标题有误');
      await press(page, '核对更正前后');
      await look(page, 'journey-measure-correction-1440');
      await press(page, '发布更正，公示期重新计算');
      await appears(page, '更正了前一份（看更正前的）：标题有误');
    });
    const shown = await openPage(desk, { as: null, width: 390 });
    await visit(shown.page, '/public/support');
    await shown.page.getByRole('link', { name: new RegExp(name) }).click();
    await appears(shown.page, firm.name);
    await appears(shown.page, '300,000.00 元');
    expect(await shown.page.getByText('6222').count()).toBe(0);
    await appears(shown.page, '更正了什么');
    await look(shown.page, 'journey-measure-notice-390');
    await shown.close();
    // and the enterprise is asked once how it was handled
    await at(member, `/portal/enterprises/${firm.id}`, async (page) => {
      const panel = page.getByRole('region', { name: '请您确认和评价' });
      await panel.getByText('满意', { exact: true }).click();
      await panel.getByRole('button', { name: '提交评价' }).click();
      await holds(page, `document.querySelector('#own-ledger') === null`);
    });
    // what was got wrongly is claimed back, and may cost the right to apply
    await at(undefined, '/console/measure-cases?state=published', async (page) => {
      await page.getByRole('link', { name: firm.name }).first().click();
      await press(page, '要求退回');
      await page.getByLabel(/^理由/).fill('营业收入核减，不符合条件');
      await page.locator('form').getByRole('button', { name: '要求退回' }).click();
      await press(page, '记入限制申报');
      await page.getByLabel('决定的文号').fill('涧工信〔2026〕20号');
      await page.getByLabel('从哪一天起限制').fill('2026-11-01');
      await page.getByLabel('哪一天可以再申报').fill('2029-11-01');
      await page.getByLabel('哪一天可以再申报').press('Tab');
      await page.getByLabel('理由', { exact: true }).fill('提供的营业收入不实');
      await look(page, 'journey-measure-ban-1440');
      await page.locator('form').getByRole('button', { name: '记入限制申报' }).click();
      await appears(page, '2029-11-01 可以再申报');
      await look(page, 'journey-measure-banned-1440');
    });
  });
});
