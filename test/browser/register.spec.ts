import type { Advice } from '@tidu/criteria';
import fs from 'node:fs';
import { read as readBook, utils } from '@e965/xlsx';
import { read } from './figures-desk';
import {
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

jest.setTimeout(240_000);

interface Statement {
  values: object;
  validFrom: string | null;
  validUntil: string | null;
  source: string;
}

describeWithBrowser('企业名单与企业页面', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  it('finds the cheapest ways of an enterprise to a standard, and until a day', async () => {
    const { page, faults, close } = await openPage(desk);
    const standard = 'miit-2022-63-innovative';
    const ask = async (id: string, more = '') => {
      const answer = await desk.ask(`/api/console/enterprises/${id}/advice?standardId=${standard}${more}`);
      return (await answer.json()) as { sheetAsOf: string; advice: Advice };
    };
    const list = await desk.ask(`/api/console/enterprises?limit=40`);
    const { items } = (await list.json()) as { items: { id: string; name: string }[] };
    let found: { id: string; name: string; sheetAsOf: string; advice: Advice } | undefined;
    for (const one of items) {
      const answer = await ask(one.id);
      if (answer.advice.alternatives.length > 1) found = { ...one, ...answer };
      if (found) break;
    }
    if (!found) throw new Error('nobody of the demo district is short of anything');

    await visit(page, `/console/enterprises/${found.id}`);
    await page.getByRole('button', { name: /创新型中小企业评价标准/ }).click();
    await page.getByRole('article', { name: /创新型/ }).waitFor();
    await page.getByRole('link', { name: /差一步清单/ }).click();
    await page.locator('.advice__ways').first().waitFor();
    expect(new URL(page.url()).searchParams.get('standard')).toBe(standard);
    expect(await page.locator('main').textContent()).toContain(found.name);
    expect(await page.locator('.advice-ground').textContent()).toContain('预评估，非认定');
    const ways = page.locator('.advice__ways').first().locator('> li');
    expect(await ways.count()).toBe(found.advice.alternatives.length);
    expect(found.advice.alternatives.length).toBeLessThanOrEqual(5);
    const shown = await page.locator('.advice').innerText();
    for (const { steps } of found.advice.alternatives) for (const { text } of steps) expect(shown).toContain(text);
    await keepPicture(page, 'advice-ways-1440');

    // until a day: what cannot move by then is left out and said
    const day = page.getByLabel('最迟哪天达到');
    await day.fill(found.sheetAsOf.slice(0, 6));
    expect(await page.locator('.field__error').textContent()).toContain('2027-06-30');
    const { advice } = await ask(found.id, `&deadline=${found.sheetAsOf}`);
    await day.fill(found.sheetAsOf);
    await page.getByText(`${advice.text}。`).waitFor();
    for (const { text } of advice.held) expect(await page.locator('.advice').innerText()).toContain(text);
    await day.fill('2020-01-01');
    await page.getByText(/截止日 2020-01-01 早于评价日/).waitFor();
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
    await close();
  });

  it('keeps filters in the address and comes back by it', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/enterprises');
    await page.locator('main input[type="search"]').pressSequentially('轴承有限', { delay: 120 });
    await page.waitForURL((address) => address.searchParams.get('q') === '轴承有限');
    expect(await page.locator('main input[type="search"]').inputValue()).toBe('轴承有限');
    expect(await page.evaluate('document.activeElement.type')).toBe('search');
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.waitForURL((address) => address.search === '');
    expect(await page.locator('main input[type="search"]').inputValue()).toBe('');
    await visit(page, '/console/enterprises?ownership=stateOwned');
    const first = await page.locator('tbody .row-link').first().textContent();
    expect(await page.locator('tbody tr').first().textContent()).toContain('国有');
    await page.getByRole('button', { name: '下一页' }).click();
    await page.waitForURL(/after=/);
    await holds(page, `document.querySelector('tbody .row-link')?.textContent !== ${JSON.stringify(first)}`);
    expect(await page.locator('.pager').textContent()).toMatch(/第 51–\d+ 家/);
    await page.goBack();
    await holds(page, `document.querySelector('tbody .row-link')?.textContent === ${JSON.stringify(first)}`);
    await page.getByRole('button', { name: /企业名称/ }).click();
    await page.waitForURL(/sort=name/);
    expect(await page.locator('th[aria-sort="ascending"]').textContent()).toContain('企业名称');
    expect(faults).toEqual([]);
    await close();
  });

  it('renames an enterprise from a day on, reads it as of the day before, and is told who was faster', async () => {
    const { page, faults, close } = await openPage(desk);
    const list = (await (await desk.ask(`/api/console/enterprises?limit=1&q=精密`)).json()) as {
      items: { id: string; name: string }[];
    };
    const { id = '', name = '' } = list.items[0] ?? {};
    await visit(page, `/console/enterprises/${id}?tab=identity`);
    await page.getByRole('button', { name: '更名' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: '保存新名称' }).click();
    await drawer.getByText('请写明原因，至少两个字').waitFor();
    await drawer.getByLabel('新名称（必填）').fill('洛阳更名试验有限公司');
    await drawer.getByLabel('自哪天起（必填）').fill('2024-07-01');
    await drawer.getByLabel('原因（必填）').fill('登记机关核准更名');
    await drawer.getByRole('button', { name: '保存新名称' }).click();
    await page.locator('h1', { hasText: '洛阳更名试验有限公司' }).waitFor();
    expect(await page.getByRole('region', { name: '曾用名与简称' }).last().textContent()).toContain(name);

    await page.getByLabel('看哪天的').fill('2024-06-30');
    await page.getByRole('button', { name: '查看' }).click();
    await page.locator('h1', { hasText: name }).waitFor();
    expect(await page.getByRole('button', { name: '更名' }).count()).toBe(0);
    await page.getByRole('link', { name: '回到今天' }).click();
    await page.locator('h1', { hasText: '洛阳更名试验有限公司' }).waitFor();
    await page.getByRole('link', { name: '变更记录' }).click();
    await page.getByText('登记机关核准更名').waitFor();

    // somebody else is faster: what was typed stays, who it was is said, and the next try goes through
    await page.getByRole('link', { name: '登记事项' }).click();
    await page.getByRole('button', { name: '修改' }).click();
    await page.getByLabel('法定代表人').fill('王建国');
    const { version } = (await (await desk.ask(`/api/console/enterprises/${id}`)).json()) as {
      version: number;
    };
    await desk.ask(`/api/console/enterprises/${id}`, {
      ...{ method: 'PATCH', headers: { 'content-type': 'application/json', 'if-match': String(version) } },
      body: JSON.stringify({ values: { officerName: '张科长' }, reason: '换了责任人' }),
    });
    await page.getByLabel('更正：原来就记错了').check();
    await page.getByLabel('原因（必填）').fill('核对营业执照');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    expect(await page.getByRole('alert').textContent()).toContain('本机经办人');
    await page.getByText('责任人 张科长').waitFor();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.locator('.identity', { hasText: '王建国' }).waitFor();
    expect(faults.filter((fault) => !fault.includes('409'))).toEqual([]);
    await close();
  });

  it('says what is wrong in words, with code and request number beside', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/enterprises/01900000-0000-7000-8000-000000000000');
    const alert = page.getByRole('alert');
    expect(await alert.textContent()).toMatch(/没有.*ENTERPRISES\.[A-Z_]+ · 请求号/s);
    await visit(page, '/console/enterprises?q=没有这样的企业名称');
    expect(await page.locator('.state--empty').textContent()).toContain('没有符合条件的企业');
    await visit(page, '/console/no/such/page');
    expect(await page.locator('h1').textContent()).toBe('没有这个页面');
    await page.route('**/api/console/standards', (route) => route.abort());
    await page.goto('/console/scoring');
    await page.getByText('连不上服务器').first().waitFor();
    // what the browser itself notes of the refusals is expected, nothing else is
    expect(faults.filter((fault) => !fault.startsWith('Failed to load resource'))).toEqual([]);
    await close();
  });

  it('records a patent with its proof, corrects it, withdraws it, and reads who did what', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/enterprises');
    await page.locator('tbody .row-link').first().click();
    await page.waitForURL(/enterprises\/[0-9a-f-]{36}/);
    await page.getByRole('link', { name: '佐证' }).click();
    const kinds = page.getByRole('navigation', { name: '佐证的种类' });
    // nothing recorded, nobody has checked: not none, but unknown
    expect(await kinds.getByRole('link', { name: /^知识产权/ }).textContent()).toContain('未知');

    await page.getByRole('button', { name: '登记知识产权' }).click();
    const form = page.getByRole('form', { name: '登记知识产权' });
    const choose = async (label: string, option: string) => {
      await form.getByLabel(label, { exact: true }).click();
      await page.locator('.ant-select-item-option').getByText(option, { exact: true }).click();
    };
    await form.locator('button[type=submit]').click();
    await form.getByText(/请改正标出的/).waitFor();
    await choose('种类 *', '发明专利');
    await choose('取得方式 *', '受让');
    await form.getByLabel('专利号或登记号 *').fill('ZL202010000001.2');
    await form.getByLabel('受让日期 *').fill('2024-06-01');
    await form.getByLabel('授权（登记）日期 *').fill('2021-03-09');
    await form.getByLabel('来源 *').fill('国家知识产权局公告');
    await form.getByLabel('登记依据 *').fill('按公告登记');
    await form.getByRole('button', { name: '上传材料' }).click();
    await form.getByLabel('佐证材料文件').setInputFiles({
      ...{ name: '专利公告.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 ZL202010000001.2') },
    });
    await form.getByRole('button', { name: '上传', exact: true }).click();
    await form.getByRole('link', { name: '专利公告.pdf' }).waitFor();
    await form.locator('button[type=submit]').click();
    const row = page.getByRole('row', { name: /ZL202010000001\.2/ });
    await row.waitFor();
    await row.getByRole('link', { name: '专利公告.pdf' }).waitFor();
    expect(await row.textContent()).toMatch(/有效.*2021-03-09/);
    await kinds.getByRole('link', { name: /^知识产权\s*1 条/ }).waitFor();

    await row.getByRole('button', { name: /^更正/ }).click();
    const correction = page.getByRole('form', { name: /^更正/ });
    await correction.getByLabel('失效日期').fill('2026-01-01');
    await correction.getByLabel('为什么更正 *').fill('未缴年费，已终止');
    // somebody else is faster: who is said, what was typed stays, and the next try goes through
    const own = `enterprises/${new URL(page.url()).pathname.split('/').pop() ?? ''}/evidence/ipRight`;
    const [there] = (await read<{ items: (Statement & { id: string; version: number })[] }>(desk, own)).items;
    if (!there) throw new Error('the patent is gone');
    const { values, validFrom, validUntil, source } = there;
    const faster = await desk.ask(`/api/console/${own}/${there.id}`, {
      ...{ method: 'PUT', headers: { 'content-type': 'application/json', 'if-match': String(there.version) } },
      body: JSON.stringify({ ...{ values, validFrom, validUntil, source }, note: '同事补记', reason: '同事更正' }),
    });
    expect(faster.status).toBe(200);
    await correction.getByRole('button', { name: '保存更正' }).click();
    await correction.getByText(/这条佐证已由本机经办人.*改为第 2 版，您的修改没有保存/).waitFor();
    expect(await correction.getByLabel('失效日期').inputValue()).toBe('2026-01-01');
    await correction.getByRole('button', { name: '保存更正' }).click();
    await row.getByText('已结束').waitFor();
    await page.getByText('失效日期：没有填 → 2026-01-01').waitFor();
    // what nobody touched stays, the file too
    await row.getByRole('link', { name: '专利公告.pdf' }).waitFor();

    await row.getByRole('button', { name: /^撤回/ }).click();
    await page.getByLabel('为什么撤回 *').fill('是另一家的专利');
    await page.getByRole('button', { name: '撤回这一条' }).click();
    await page.locator('.state--empty', { hasText: '还没有登记知识产权' }).waitFor();
    await page.getByRole('checkbox', { name: '只看撤回的' }).check();
    await page.getByRole('row', { name: /是另一家的专利/ }).waitFor();

    // checked and found to be none: that is knowledge
    await kinds.getByRole('link', { name: /^已核查/ }).click();
    await page.getByRole('checkbox', { name: '只看撤回的' }).uncheck();
    await page.getByRole('button', { name: '记一次核查' }).click();
    const check = page.getByRole('form', { name: '登记已核查' });
    await check.getByLabel('核查的种类 *', { exact: true }).click();
    await page.locator('.ant-select-item-option').getByText('知识产权', { exact: true }).click();
    await check.getByLabel('核查日期 *').fill('2026-02-01');
    await check.getByLabel('来源 *').fill('电话核实');
    await check.getByLabel('登记依据 *').fill('企业书面确认没有专利');
    await check.locator('button[type=submit]').click();
    await kinds.getByRole('link', { name: /^知识产权.*没有.*2026-02-01 核查/ }).waitFor();
    expect(await overflow(page)).toBe(0);
    expect(faults.filter((fault) => !fault.startsWith('Failed to load resource'))).toEqual([]);
    await close();
  });

  it('reads the official list as of a day, and who may soon enter or leave it', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/enterprises');
    await page.getByRole('link', { name: '规上名单与预警' }).click();
    await page.locator('tbody .row-link').first().waitFor();
    await page.getByLabel('截至哪一天').fill('1999-01-31');
    await page.getByLabel('截至哪一天').press('Enter');
    await page.getByText('名单是空的').waitFor();
    await page.getByRole('link', { name: /^可能升规/ }).click();
    await page.locator('tbody .row-link').first().waitFor();
    expect(await page.locator('thead').textContent()).toMatch(/\d{4} 年主营业务收入（万元）/);
    await page.locator('tbody .row-link').first().click();
    await page.getByRole('heading', { name: '规上名单' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('narrows the list, keeps it as a view, chooses some and takes them away as a workbook', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/enterprises');
    const pick = async (label: string, option: string) => {
      await page.getByRole('combobox', { name: label, exact: true }).click();
      await page.locator('.ant-select-item-option').getByText(option, { exact: true }).click();
    };
    await pick('所有制', '国有');
    await page.waitForURL(/ownership=stateOwned/);
    await pick('规上', '在规上名单内');
    await page.waitForURL(/aboveScale=true/);
    await settled(page);
    // a list that arrives may move what is about to be clicked
    const arrived = page.waitForResponse((answer) => /enterprises\?.*sort=name/.test(answer.url()));
    await page.getByRole('button', { name: /企业名称/ }).click();
    await page.waitForURL(/sort=name/);
    await arrived;

    await page.getByRole('button', { name: '保存为视图' }).click();
    await page.getByLabel('视图名称').fill('规上国企');
    await page.getByRole('button', { name: '保存视图' }).click();
    await page.getByRole('button', { name: '删除此视图' }).waitFor();
    await visit(page, '/console/enterprises');
    await page.getByRole('combobox', { name: '打开保存的视图' }).click();
    await page.locator('.ant-select-item-option').getByText('规上国企', { exact: true }).click();
    await page.waitForURL(/ownership=stateOwned/);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      ...{ ownership: 'stateOwned', aboveScale: 'true', sort: 'name' },
    });
    await holds(page, `document.querySelector('tbody tr')?.textContent.includes('国有') === true`);

    const rows = page.locator('tbody tr');
    const names = await page.locator('tbody .row-link').allTextContents();
    for (const n of [0, 2, 3]) await rows.nth(n).getByRole('checkbox').check();
    await page.getByText('已选 3 家').waitFor();
    await page.getByRole('button', { name: '指定责任人' }).click();
    await page.getByLabel('责任人姓名').fill('赵科员');
    await page.getByLabel('原因').fill('分片包联');
    await page.getByRole('button', { name: '为选定的 3 家指定' }).click();
    await page.getByText('已为 3 家登记').waitFor();

    await visit(page, '/console/enterprises');
    await page.getByRole('combobox', { name: '责任人', exact: true }).click();
    await page.keyboard.type('赵科');
    await page.locator('.ant-select-item-option').getByText('赵科员（3 家）').click();
    await page.waitForURL(/officer=/);
    await holds(page, `document.querySelectorAll('tbody tr').length === 3`);
    expect((await page.locator('tbody .row-link').allTextContents()).sort()).toEqual(
      [0, 2, 3].map((n) => names[n]).sort(),
    );
    await page.getByRole('checkbox', { name: '选定本页全部' }).check();

    await page.getByRole('button', { name: '导出选定的' }).click();
    await page.getByText('将导出选定的 3 家').waitFor();
    await page.getByRole('button', { name: '生成 XLSX 文件' }).click();
    const link = page.getByRole('link', { name: '下载文件' });
    await link.waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const book = readBook(fs.readFileSync(await download.path()));
    const [list, definition] = book.SheetNames.map((name) => book.Sheets[name] ?? {});
    const exported = utils.sheet_to_json<Record<string, string>>(list ?? {}).map((row) => row['企业名称']);
    expect([...exported].sort()).toEqual([0, 2, 3].map((n) => names[n]).sort());
    expect(JSON.stringify(utils.sheet_to_json(definition ?? {}, { header: 1 }))).toContain('由人选定的 3 家');
    await keepPicture(page, 'journey-export');
    expect(faults).toEqual([]);
    await close();
  });

  it('finds by the whole number who calls, and says that part of one finds nobody', async () => {
    const { items } = (await (await desk.ask('/api/console/enterprises?limit=1')).json()) as {
      items: { id: string; name: string }[];
    };
    const [one] = items;
    const added = await desk.ask(`/api/console/enterprises/${one?.id}/contacts`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() } },
      body: JSON.stringify({ role: 'finance', name: '王联系', phone: '0379-6491 2345', reason: '走访' }),
    });
    expect(added.status).toBe(201);
    const { page, faults, close } = await openPage(desk, { width: 390, height: 844 });
    await visit(page, '/console/enterprises');
    await page.getByRole('button', { name: '按电话查' }).click();
    const number = page.getByLabel('来电号码');
    await number.fill('64912345');
    await page.getByRole('button', { name: '查是哪家企业' }).click();
    await page.getByText('没有联系人登记过这个号码').waitFor();
    await number.fill('037964912345');
    await page.getByRole('button', { name: '查是哪家企业' }).click();
    const found = page.locator('.phone-finds').getByRole('link', { name: one?.name });
    await found.waitFor();
    expect(await page.locator('.phone-finds').innerText()).toContain('财务');
    await keepPicture(page, 'phone-finder-390');
    await found.click();
    await page.waitForURL(/tab=identity/);
    expect(faults).toEqual([]);
    await close();
  });

  it('corrects a figure with its document, judges what waits for a person, and reads both again', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/enterprises');
    await page.locator('tbody .row-link').nth(4).click();
    await page.getByRole('link', { name: '年度数据', exact: true }).click();
    await page.getByRole('button', { name: '填写或更正数据' }).click();
    const form = page.locator('form.entry-form');
    // bad input first: what cannot be read is said beside the field and not sent
    await form.getByLabel('营业收入', { exact: true }).fill('一千二');
    await form.getByLabel('营业收入', { exact: true }).blur();
    await form.locator('.field__error, .number-field__problem, [role="alert"]').first().waitFor();
    expect(await form.getByRole('button', { name: /^提交，成为/ }).isDisabled()).toBe(true);
    await form.getByLabel('营业收入', { exact: true }).fill('23456.78');
    await form.getByLabel('依据的文件').fill('豫审字〔2026〕12号');
    await form.getByLabel('更正的理由').fill('按审计报告');
    await form.getByRole('button', { name: '提交，成为第 2 版' }).click();
    await page.locator('table', { hasText: '23,456.78' }).first().waitFor();

    await page.getByRole('button', { name: '记录判断' }).first().click();
    const judging = page.getByRole('region', { name: '人工判断' });
    await judging.getByLabel('判断什么').click();
    await page.locator('.ant-select-item-option').first().click();
    await judging.getByRole('radio', { name: '是', exact: true }).check();
    await judging.getByLabel('理由').fill('有国家级检测报告');
    await judging.getByLabel('依据').fill('2026年3月走访记录');
    await judging.locator('button[type=submit]').click();
    await judging.getByText('有国家级检测报告（依据').waitFor();
    // taken back with a reason it stays readable
    await judging.getByRole('button', { name: '撤销', exact: true }).click();
    await judging.getByLabel('撤销的理由').fill('报告已过期');
    await judging.getByRole('button', { name: '撤销这条判断' }).click();
    await judging.getByText('已撤销的判断（1 条）').click();
    await judging.getByText(/报告已过期/).waitFor();
    expect(faults).toEqual([]);
    await close();
  });
});
