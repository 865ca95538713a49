import { uuidv7 } from '@tidu/kernel';
import { signInAtProduct, until } from '@tidu/test/product';
import { leader, type SignedIn } from '@tidu/test/signed-in';
import type { Page } from 'playwright-core';
import { countsOf, declareAll, type Declared, letNoticesEnd } from './batch-desk';
import { announceBatch } from './recognition-desk';
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
  type WatchedPage,
} from './support';

jest.setTimeout(300_000);

const queue = '/console/recognition/applications';
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);

/** The annual batch: 120 declarations, two officers, from the queue to the titles on the official list. */
describeWithBrowser('一个批次，120 件申报，两位经办人', () => {
  let desk: Desk;
  let batch: string;
  let firms: Declared[];
  let [first, second, third]: SignedIn[] = [];
  let [one, other]: WatchedPage[] = [];
  beforeAll(async () => {
    desk = await openDesk();
    batch = await announceBatch(desk, '2026 年度创新型中小企业年度批次', 80);
    firms = await declareAll(desk, batch);
    const officer = (displayName: string) =>
      signInAtProduct(desk.home, { ...leader, id: uuidv7(), loginName: `b${uuidv7().slice(-12)}`, displayName });
    [first, second, third] = [await officer('甲经办'), await officer('乙经办'), await officer('丙复核')];
    [one, other] = [await openPage(desk, { as: first }), await openPage(desk, { as: second })];
  });
  afterAll(async () => {
    expect([...(one?.faults ?? []), ...(other?.faults ?? [])]).toEqual([]);
    await desk.close();
  });

  const counts = () => countsOf(desk, batch);
  const total = async () => Object.values(await counts()).reduce((sum, n) => sum + n, 0);
  const reasonField = (page: Page) => page.getByLabel('理由（必填，企业会看到）');

  async function look(page: Page, name: string): Promise<void> {
    await settled(page);
    expect([name, await overflow(page)]).toEqual([name, 0]);
    expect([name, await accessibilityFaults(page)]).toEqual([name, []]);
    await keepPicture(page, name);
  }

  /** Ticks every case of a list, on whatever page it stands. */
  async function chooseAll(page: Page, filter: string): Promise<void> {
    await visit(page, `${queue}?batch=${batch}&${filter}`);
    await page.getByRole('checkbox', { name: '选定本页全部' }).check();
    const all = page.getByRole('button', { name: /^选定这个条件下的全部/ });
    if ((await all.count()) === 0) return;
    await all.click();
    await all.waitFor({ state: 'detached' });
  }

  /** The chosen are previewed with these words. */
  async function preview(page: Page, act: string, words: { reason?: string; document?: string }): Promise<void> {
    await page.getByRole('combobox', { name: '批量办理' }).click();
    await page.locator('.ant-select-item-option').getByText(act, { exact: true }).click();
    if (words.reason !== undefined) await reasonField(page).fill(words.reason);
    if (words.document !== undefined) {
      await page.getByLabel('来文（必填）').fill(words.document);
      await page.getByLabel('来文日期（必填）').fill(inDays(0));
      await page.getByLabel('来文日期（必填）').press('Tab');
    }
    await page.getByRole('button', { name: '先看每一件会怎样' }).click();
    await page.getByRole('button', { name: new RegExp(`^${act} \\d+ 件$`) }).waitFor();
  }

  async function run(page: Page, act: string, count: number): Promise<void> {
    await page.getByRole('button', { name: `${act} ${count} 件`, exact: true }).click();
    await page.getByText(new RegExp(`^办好 ${count} 件`)).waitFor({ timeout: 60_000 });
  }

  it('the queue shows all of them, what nobody knows is no failure, and a phone reads it as well', async () => {
    const { page } = one!;
    await visit(page, `${queue}?batch=${batch}`);
    expect(await page.locator('.pager [role=status]').textContent()).toContain('共 120 件');
    await look(page, 'annual-queue-1440');
    for (const [outcome, count] of [
      ['met', 111],
      ['unmet', 6],
      ['unknown', 3],
    ] as const) {
      await visit(page, `${queue}?batch=${batch}&outcome=${outcome}`);
      expect([outcome, await total()]).toEqual([outcome, 120]);
      const shown = await page.locator('.pager [role=status]').textContent();
      expect(shown).toContain(`共 ${count} 件`);
    }
    const phone = await openPage(desk, { as: first!, width: 390, height: 844 });
    await visit(phone.page, `${queue}?batch=${batch}`);
    await look(phone.page, 'annual-queue-390');
    expect(phone.faults).toEqual([]);
    await phone.close();
  });

  it('what is unknown is returned; a colleague who looked at the same case before is told, and changes nothing', async () => {
    const { page } = one!;
    const late = other!.page;
    await visit(page, `${queue}?batch=${batch}&outcome=unknown`);
    await page.locator('.row-link').first().click();
    await settled(page);
    await visit(late, page.url().slice(desk.url.length));
    for (let n = 0; n < 3; n++) {
      await page.getByRole('button', { name: '退回补正', exact: true }).click();
      await page.getByRole('checkbox', { name: /^研发费用\(上年度\)/ }).check();
      await page.getByLabel(/^研发费用\(上年度\)：怎么改/).fill('没有填写，按审计报告补上');
      await reasonField(page).fill('研发费用没有填写');
      await page.locator('form').getByRole('button', { name: '退回补正' }).click();
      await page.locator('.case__stand .state-tag').filter({ hasText: '退回补正' }).waitFor();
      if (n === 2) break;
      const before = page.url();
      await page.locator('h1').first().click();
      await page.keyboard.press('j');
      await page.waitForURL((url) => url.toString() !== before);
      await settled(page);
    }
    await late.getByRole('button', { name: '初审不通过', exact: true }).click();
    await reasonField(late).fill('材料不全');
    await late.locator('form').getByRole('button', { name: '初审不通过' }).click();
    await late.getByRole('alert').filter({ hasText: '甲经办' }).waitFor();
    expect(other!.faults.splice(0)).toEqual([expect.stringContaining('409')]);
    await look(late, 'annual-stale-1440');
    expect(await counts()).toEqual({ submitted: 117, returned: 3 });
  });

  it('several pages are passed at once; when the line is cut midway the rest is done by trying again, none twice', async () => {
    const { page } = one!;
    await chooseAll(page, 'state=submitted&outcome=unmet');
    await preview(page, '初审不通过', { reason: '列入严重失信主体名单' });
    await run(page, '初审不通过', 6);
    await chooseAll(page, 'state=submitted');
    await page.getByText('已选 111 件').waitFor();
    await preview(page, '初审通过', { reason: '材料齐全，符合条件' });
    await look(page, 'annual-bulk-preview-1440');
    let sent = 0;
    await page.route('**/api/console/recognition/**', async (route) => {
      if (route.request().method() === 'POST' && ++sent >= 2) await route.abort('connectionreset');
      else await route.fallback();
    });
    await page.getByRole('button', { name: '初审通过 111 件', exact: true }).click();
    await page.getByText('已经办好的不会重办').waitFor({ timeout: 60_000 });
    const half = (await counts()).passed ?? 0;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(111);
    await page.unroute('**/api/console/recognition/**');
    await run(page, '初审通过', 111);
    for (const fault of one!.faults.splice(0)) expect(fault).toContain('ERR_CONNECTION_RESET');
    expect(await counts()).toEqual({ returned: 3, rejected: 6, passed: 111 });
  });

  it('a tie at the line stops those tied until one officer proposes and the other confirms', async () => {
    const { page } = other!;
    await chooseAll(page, 'waits=approver');
    await preview(page, '同意推荐', { reason: '集体研究同意推荐' });
    await page.getByText('可以办 78 件，不能办 33 件').waitFor();
    await look(page, 'annual-approval-preview-1440');
    await run(page, '同意推荐', 78);
    await visit(page, `/console/recognition/batches/${batch}`);
    await page.getByText('线上 5 件同分，只剩 2 个名额').waitFor();
    await page.getByText('这里是名额线前后的 25 件（前面还有 68 件，后面还有 21 件）。').waitFor();
    const tied = page.locator('.batch-ranking__tied');
    expect(await tied.count()).toBe(5);
    for (const n of [1, 3]) await tied.nth(n).getByRole('checkbox', { name: '取这一件' }).check();
    await page.getByLabel('为什么取这几件（必填）').fill('主导产品属强链补链方向');
    await look(page, 'annual-tie-1440');
    await page.getByRole('button', { name: '提出取舍，交另一人确认' }).click();
    await page.getByText('是您提出的，要由另一位有批准权限的人确认。').waitFor();
    await visit(one!.page, `/console/recognition/batches/${batch}`);
    await one!.page.getByRole('button', { name: '确认这样取舍' }).click();
    await one!.page.getByText(/甲经办 于 .* 确认/).waitFor();
    await chooseAll(page, 'waits=approver');
    await preview(page, '同意推荐', { reason: '名额线上取舍已决定' });
    await run(page, '同意推荐', 2);
    await chooseAll(page, 'waits=approver');
    await preview(page, '不予推荐', { reason: '名额已满，按分数排在名额线以下' });
    await run(page, '不予推荐', 31);
    expect(await counts()).toEqual({ returned: 3, rejected: 37, approved: 80 });
  });

  /** One of eighty names is put right: looked for, looked at before and after, published in the place of the first. */
  async function correctNotice(page: Page): Promise<void> {
    await page.getByRole('button', { name: /^更正公示 / }).click();
    const choice = page.getByRole('combobox', { name: '名单上哪一家的名称写错了' });
    await choice.fill('80');
    await choice.press('Enter');
    await page.getByLabel('第 80 家更正后的名称').fill('梯州更名以后的有限公司');
    await page.getByLabel('为什么更正（必填）').fill('企业名称写错');
    await page.getByRole('button', { name: '核对更正前后' }).click();
    const preview = page.getByRole('region', { name: '更正前后' });
    expect(await preview.textContent()).toMatch(/公示期从今天起重新计算.*企业名称写错.*名单第 80 家的名称/);
    await look(page, 'annual-correction-1440');
    await page.getByRole('button', { name: '发布更正，公示期重新计算' }).click();
    await page.getByRole('link', { name: '看更正前的' }).waitFor();
    expect(await page.getByRole('link', { name: '看更正后的' }).count()).toBe(1);
  }

  it('the notice shows eighty names to everybody; an objection stops one, and somebody else answers it', async () => {
    const { page } = other!;
    await visit(page, `/console/recognition/batches/${batch}`);
    await page.getByRole('button', { name: '写公示' }).click();
    await page.getByRole('button', { name: '公示这 80 家' }).click();
    await correctNotice(page);
    const link = page.getByRole('link', { name: '2026 年度创新型中小企业年度批次拟推荐名单公示' }).first();
    const anybody = await openPage(desk, { as: null, width: 390, height: 844 });
    await visit(anybody.page, (await link.getAttribute('href')) ?? '');
    const changed = anybody.page.getByRole('region', { name: '更正了什么' });
    await changed.getByText('梯州更名以后的有限公司').waitFor();
    await changed.getByRole('link', { name: '看更正前的公示' }).click();
    await anybody.page.getByText('有异议的，请在更正后的公示上提出').waitFor();
    expect(await anybody.page.getByRole('button', { name: /有异议$/ }).count()).toBe(0);
    await anybody.page.getByRole('link', { name: '看更正后的公示' }).click();
    await changed.waitFor();
    expect(await anybody.page.getByRole('button', { name: /有异议$/ }).count()).toBe(80);
    await anybody.page
      .getByRole('button', { name: /有异议$/ })
      .nth(4)
      .click();
    await anybody.page.getByLabel('具体事实（必填）').fill('该企业 2025 年受过环境处罚，见处罚决定书。');
    await anybody.page.getByLabel('您的姓名或单位').fill('李四');
    await anybody.page.getByLabel('联系方式').fill('13800000000');
    await look(anybody.page, 'annual-objecting-390');
    await anybody.page.getByRole('button', { name: '提交', exact: true }).click();
    await anybody.page.getByText('已收到，作为异议核实').waitFor();
    expect(anybody.faults).toEqual([]);
    await anybody.close();

    await visit(one!.page, '/console/recognition/objections');
    await one!.page.getByRole('button', { name: '受理，这一件停下来核实' }).first().click();
    await until(async () => (await counts()).objected === 1);
    expect(await counts()).toEqual({ returned: 3, rejected: 37, noticed: 79, objected: 1 });
    const judge = await openPage(desk, { as: third! });
    await visit(judge.page, '/console/recognition/objections');
    await judge.page.getByLabel('核实结果（必填，企业会看到）').fill('处罚已于 2023 年执行完毕，不影响申报条件');
    await judge.page.getByRole('button', { name: '不成立，继续办理' }).click();
    await until(async () => (await counts()).noticed === 80);
    expect(judge.faults).toEqual([]);
    await judge.close();
    await letNoticesEnd(desk, batch);
    expect(await until(async () => (await counts()).ready === 80, 150)).toBe(true);
  });

  it('what the higher levels decide is recorded with its document, and titles come from the official list', async () => {
    const { page } = one!;
    for (const [act, document] of [
      ['上报', '区工信〔2026〕58号'],
      ['登记市复核通过', '市工信企〔2026〕31号'],
    ] as const) {
      await chooseAll(page, 'waits=recorder');
      await preview(page, act, { document });
      await run(page, act, 80);
    }
    expect(await counts()).toEqual({ returned: 3, rejected: 37, atProvince: 80 });
    const answer = await desk.ask(`/api/console/recognition/applications?batch=${batch}&state=atProvince&limit=100`);
    const { items } = (await answer.json()) as { items: { enterpriseId: string }[] };
    const named = firms.filter(({ id }) => items.some(({ enterpriseId }) => enterpriseId === id)).slice(0, 79);
    expect(named).toHaveLength(79);
    await visit(page, '/console/official-lists');
    await page.getByRole('button', { name: '上传名单' }).click();
    const form = page.getByRole('form', { name: '上传名单' });
    await form.getByRole('combobox', { name: '称号' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: '创新型中小企业' }).first().click();
    await form.getByLabel('批次').fill('2026 年第二批');
    await form.getByLabel('文号').fill('豫工信企业〔2026〕99号');
    for (const [label, day] of [
      ['名单日期', inDays(0)],
      ['有效期起', inDays(0)],
      ['有效期止', inDays(1095)],
    ] as const) {
      await form.getByLabel(label).fill(day);
      await form.getByLabel(label).press('Tab');
    }
    await form.getByLabel('来文写的家数').fill('79');
    await form.getByText('粘贴', { exact: true }).click();
    const rows = named.map(({ name, creditCode }, i) => `${i + 1}\t${name}\t${creditCode}`);
    await form.getByLabel('粘贴的名单').fill(['序号\t企业名称\t统一社会信用代码', ...rows].join('\n'));
    await form.getByRole('button', { name: '上传并对账' }).click();
    await page.getByText(/还有 79 家对上了、没有登记/).waitFor({ timeout: 60_000 });
    await page.getByText('这份名单是您上传的').waitFor();
    await look(page, 'annual-list-1440');
    await visit(other!.page, page.url().slice(desk.url.length));
    await other!.page.getByRole('button', { name: '按名单登记称号（79 家）' }).click();
    await other!.page.getByText(/已登记称号 79 家，随之认定的申报 79 件/).waitFor({ timeout: 60_000 });
    expect(await counts()).toEqual({ returned: 3, rejected: 37, atProvince: 1, recognised: 79 });
    await visit(page, `/console/recognition/batches/${batch}`);
    await look(page, 'annual-end-1440');
    const phone = await openPage(desk, { as: first!, width: 390, height: 844 });
    await visit(phone.page, `/console/recognition/batches/${batch}`);
    await look(phone.page, 'annual-end-390');
    await phone.close();
  });
});
