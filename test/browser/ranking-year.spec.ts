import { tidu } from '@tidu/test/product';
import { cityForm } from '@tidu/test/report-form';
import type { SignedIn } from '@tidu/test/signed-in';
import ExcelJS from 'exceljs';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { officerAt, yearlyText } from './rankings-desk';
import {
  arrived,
  describeWithBrowser,
  type Desk,
  keepPaper,
  keepPicture,
  openDesk,
  openPage,
  settled,
  visit,
} from './support';

jest.setTimeout(180_000);

const formName = '市局年度排名汇总表';

/** From a letter to what was sent to whom (journey of the ranking for the city bureau): by clicking, by two persons. */
describeWithBrowser('年度排名：从来文到报送、更正', () => {
  let desk: Desk;
  let first: SignedIn;
  let second: SignedIn;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'yearly-'));
  let snapshot = '';
  beforeAll(async () => {
    desk = await openDesk();
    first = await officerAt(desk, '综合科经办');
    second = await officerAt(desk, '综合科复核');
  });
  afterAll(async () => {
    fs.rmSync(folder, { recursive: true });
    await desk.close();
  });

  const chooses = async (page: Page, box: string, option: string) => {
    await page.getByRole('combobox', { name: box }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: option }).last().click();
  };
  const clicks = async (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

  async function write(page: Page, weight: number, note: string): Promise<void> {
    await visit(page, '/console/yearly-rankings');
    await clicks(page, '写新的定义');
    await arrived(page, '/console/yearly-rankings/definitions/new');
    await page.getByLabel('定义（YAML）').fill(yearlyText(weight));
    await clicks(page, '检查，看与上一版的差别');
    await page.getByLabel('为什么写这一版（必填）').fill(note);
  }

  /** Gaps become tasks; the figure ends one, the waiver another. */
  async function gapsSettled(page: Page): Promise<void> {
    await clicks(page, '按现在的数据核对，交办缺口');
    await page.getByText(/交办了 \d+ 项任务/).waitFor();
    await keepPicture(page, 'yearly-walk-readiness');
    await page.getByText(/^缺数 \d+$/).click();
    const [filled = '', waived = ''] = await withOneGap(new URL(page.url()).pathname.slice(-36));
    await page.getByRole('link', { name: `补数据：${filled}的研发费用` }).click();
    await page.locator('.entry-field--asked input').fill('36.5');
    await page.getByLabel('依据的文件').fill('研发费用专项审计报告');
    await clicks(page, '提交，成为第 1 版');
    await page.getByRole('link', { name: '回到数据缺口清单' }).click();
    await page.getByRole('button', { name: `放行${waived}的研发费用` }).click();
    await page.getByLabel('放行的理由（必填）').fill('全年停产，没有研发');
    await page
      .getByRole('button', { name: `放行${waived}的研发费用` })
      .first()
      .click();
    await page.getByText('综合科经办放行：全年停产，没有研发').waitFor();
    await clicks(page, '按现在的数据核对，交办缺口');
    await page.getByText(/数据已经补上的 1 项办结了/).waitFor();
    await page.getByRole('link', { name: `补数据：${filled}的研发费用` }).waitFor({ state: 'detached' });
    const { items } = await read<{ items: { enterpriseName: string; state: string }[] }>(
      'desk/tasks?kind=rankings.gap&state=done&owner=all&limit=200',
    );
    expect(items.map(({ enterpriseName }) => enterpriseName).sort()).toEqual([filled, waived].sort());
  }

  /** Enterprises on the first page of what is missing of which nothing else is. */
  async function withOneGap(definition: string): Promise<string[]> {
    interface Gaps {
      items: { name: string; fact: string }[];
      next: string | null;
    }
    const gaps = `ranking-definitions/${definition}/gaps`;
    const all: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: Gaps = await read<Gaps>(`${gaps}?limit=200${next && `&after=${next}`}`);
      all.push(...page.items.map(({ name }) => name));
      next = page.next;
    }
    const { items } = await read<Gaps>(`${gaps}?kind=missing&limit=20`);
    const isOnly = ({ name, fact }: Gaps['items'][number]) =>
      fact === 'rdExpense' && all.filter((one) => one === name).length === 1;
    return items.filter(isOnly).map(({ name }) => name);
  }

  const read = async <T>(address: string) => (await (await desk.ask(`/api/console/${address}`)).json()) as T;

  /** The superior's form, filled from what is frozen: what disagrees is not registered, what agrees is, with its hash. */
  async function formSent(page: Page): Promise<void> {
    await clicks(page, '填上级模板');
    await chooses(page, '模板', formName);
    await keepPicture(page, 'yearly-walk-form');
    await clicks(page, /^生成填好的表（\d+ 行）$/);
    await page.getByText('上级模板不写根值，已逐行与冻结的名单核对').waitFor({ timeout: 60_000 });
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载文件' }).click();
    const taken = await coming;
    const bytes = fs.readFileSync(await taken.path());
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as never);
    const sheet = book.getWorksheet('推荐汇总表');
    const rows = /屏幕上 (\d+) 行，文件里 (\d+) 行/.exec((await page.locator('main').textContent()) ?? '');
    const codes = (sheet?.getColumn(3).values ?? []).filter(
      (one) => typeof one === 'string' && /^[0-9A-Z]{18}$/.test(one),
    );
    expect([rows?.[1], rows?.[2]]).toEqual([String(codes.length), String(codes.length)]);
    expect([sheet?.getCell('A5').value, sheet?.getCell('F5').formula, sheet?.getColumn(8).hidden]).toEqual([
      ...[1, 'IF(D5="","",E5/D5*100)', true],
    ]);

    const kept = path.join(desk.home, 'files', sha256);
    sheet?.spliceRows(6, 1);
    await book.xlsx.writeFile(kept);
    const registers = async () => {
      await page.getByLabel('报给谁（必填）').fill('市工信局运行科');
      await page.getByLabel('报送日期（必填）').fill('2026-01-09');
      await page.keyboard.press('Tab');
      await page.getByLabel('文号或说明').fill('随洛工信〔2026〕3 号');
      await clicks(page, '登记报送');
    };
    // checked before, changed since: what is registered is checked again
    await registers();
    await page.getByText(/^文件没有通过自检，没有登记：/).waitFor();
    expect(await page.getByText('自检通过').count()).toBe(0);
    await clicks(page, '重新自检');
    await page.getByText('自检没有通过，不能报送').waitFor();
    await keepPicture(page, 'yearly-walk-check-failed');
    expect(await page.getByRole('button', { name: '登记报送' }).count()).toBe(0);
    fs.writeFileSync(kept, bytes);
    await clicks(page, '重新自检');
    await page.getByText('自检通过').waitFor();
    // what was found is there again when the page is, and is not looked for anew
    await page.reload();
    await page.getByText('自检通过').waitFor();
    await settled(page);
    await registers();
    const sent = page.getByRole('row', { name: /市工信局运行科/ });
    await sent.getByTitle(sha256).waitFor();
    // the form came with the letter, whose task is done with it
    await sent.getByText('报送年度亩均与研发排名').waitFor();
  }

  /** Somebody else opens the address and does what the first may not. */
  async function bySecond(address: string, button: string, then: string): Promise<void> {
    const { page, faults, close } = await openPage(desk, { as: second });
    await visit(page, address);
    await clicks(page, button);
    await page.getByText(then).first().waitFor();
    expect(faults).toEqual([]);
    await close();
  }

  it('begins with a letter that becomes a task, and its form, whose columns a person confirms', async () => {
    const { page, faults, close } = await openPage(desk, { as: first });
    await visit(page, '/console/templates?view=documents');
    await clicks(page, '登记来文');
    await page.getByLabel('要报什么').fill('报送年度亩均与研发排名');
    await page.getByLabel('来文单位').fill('市工信局');
    await page.getByLabel('文号').fill('洛工信〔2026〕3 号');
    await page.getByLabel('收文日期').fill('2026-01-05');
    await page.getByLabel('报送期限').fill('2099-01-09');
    await page.keyboard.press('Tab');
    await chooses(page, '谁承办', '综合科经办');
    await clicks(page, '登记并交办');
    await page.getByRole('link', { name: '综合科经办，在办' }).click();
    await page.getByRole('heading', { level: 1, name: /报送年度亩均与研发排名/ }).waitFor();

    await visit(page, '/console/templates');
    await clicks(page, '上传模板');
    await page.getByLabel('名称', { exact: true }).fill(formName);
    await chooses(page, '报送内容', '年度排名的名单');
    await chooses(page, '随哪份来文', '洛工信〔2026〕3 号');
    const change = (sheet: ExcelJS.Worksheet) => void (sheet.getCell('A3').value = '名次');
    const file = { name: '汇总表.xlsx', mimeType: 'application/octet-stream', buffer: await cityForm({ change }) };
    await page.getByLabel('模板文件，XLSX').setInputFiles(file);
    await clicks(page, '上传并核对各列');
    await clicks(page, '核对无误，保存');
    await page.getByRole('button', { name: '保存改动' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('is written, checked, published by another, with the difference shown before anything is run', async () => {
    const { page, close } = await openPage(desk, { as: first });
    await visit(page, '/console/yearly-rankings/definitions/new');
    await page.getByLabel('定义（YAML）').fill(yearlyText(60).replace('weight: 60', 'wieght: 60'));
    await clicks(page, '检查，看与上一版的差别');
    await page
      .getByText(/第 \d+ 行：不认识“wieght”/)
      .first()
      .waitFor();
    await write(page, 60, '首次');
    await clicks(page, '存为新的一版');
    await arrived(page, '/console/yearly-rankings/definitions/0');
    await clicks(page, /核对无误，发布第 1 版/);
    await page.getByText('复核须由另一个人做').waitFor();
    await bySecond(new URL(page.url()).pathname, '核对无误，发布第 1 版', '核对发布');
    await write(page, 70, '研发权重提高');
    await page.getByText('指标：研发费用占比，权重').waitFor();
    await clicks(page, '存为新的一版');
    await arrived(page, '/console/yearly-rankings/definitions/0');
    await bySecond(new URL(page.url()).pathname, '核对无误，发布第 2 版', '核对发布');
    await visit(page, new URL(page.url()).pathname);
    await keepPicture(page, 'yearly-walk-definition');
    await gapsSettled(page);
    await clicks(page, '生成预览');
    await page.waitForURL(({ pathname }) => /^\/console\/yearly-rankings\/0[0-9a-f-]{35}$/.test(pathname), {
      timeout: 90_000,
    });
    snapshot = new URL(page.url()).pathname;
    await close();
  });

  it('is frozen by another, compared, exported, checked, verified offline and sent', async () => {
    const { page, close } = await openPage(desk, { as: first });
    await visit(page, snapshot);
    if (await page.getByRole('button', { name: '决定取舍' }).isVisible()) {
      await page.locator('.yearly__choices input').first().check();
      await page.getByLabel('理由（必填）').fill('上年无处罚');
      await clicks(page, '决定取舍');
      await page.getByText('入围线上同分的取舍').waitFor();
    }
    await page.getByRole('img', { name: '总分，参评的企业' }).waitFor();
    await page
      .getByRole('button', { name: /的名次区间$/ })
      .first()
      .click();
    await page.getByRole('heading', { name: '由哪项数字决定' }).waitFor();
    await keepPicture(page, 'yearly-walk-band');
    await page.keyboard.press('Escape');
    await clicks(page, '核对无误，冻结');
    await page.getByText('复核须由另一个人做').waitFor();
    await bySecond(snapshot, '核对无误，冻结', '快照根值');
    await visit(page, snapshot);
    await page.getByRole('button', { name: /^比较/ }).nth(0).click();
    await page.getByRole('button', { name: /^比较/ }).nth(4).click();
    await page.getByText('差距最大的一项是').waitFor();
    await page.getByLabel('CSV').check();
    await clicks(page, '生成文件');
    await page.getByText('自检通过').waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载文件' }).click(),
    ]);
    const file = path.join(folder, 'ranking.csv');
    await download.saveAs(file);
    const verified = await tidu(['ranking', 'verify', file], desk.home);
    expect(verified).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('一致：演示区亩均与研发排名') as string,
    });
    const bytes = fs.readFileSync(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    fs.writeFileSync(file, bytes);
    expect((await tidu(['ranking', 'verify', file], desk.home)).code).toBe(1);
    await page.getByLabel('报给谁（必填）').fill('市工信局综合处');
    await page.getByLabel('报送日期（必填）').fill('2026-01-09');
    await page.keyboard.press('Tab');
    await clicks(page, '登记报送');
    await page.getByText('市工信局综合处').first().waitFor();
    await formSent(page);
    await keepPicture(page, 'yearly-walk-sent');
    await close();
  });

  it('is corrected: the old one stays, marked, and who got it is to be sent the new one', async () => {
    const { page, faults, close } = await openPage(desk, { as: first });
    await visit(page, snapshot);
    await clicks(page, '做更正版');
    await page.getByLabel('为什么更正（必填）').fill('一家企业研发费用报错');
    await clicks(page, '按现在的数据生成更正版的预览');
    await page.getByText('第 2 版').first().waitFor({ timeout: 90_000 });
    await page.waitForURL(({ pathname }) => pathname !== snapshot);
    const corrected = new URL(page.url()).pathname;
    if (await page.getByRole('button', { name: '决定取舍' }).isVisible()) {
      await page.locator('.yearly__choices input').first().check();
      await page.getByLabel('理由（必填）').fill('上年无处罚');
      await clicks(page, '决定取舍');
      await page.getByText('入围线上同分的取舍').waitFor();
    }
    await bySecond(corrected, '核对无误，冻结', '快照根值');
    await visit(page, snapshot);
    await page.getByText('这一版已被更正的版本取代').waitFor();
    // who got the list, and who got the form
    await page.getByText('收到的是旧版，应收回').nth(1).waitFor();
    await visit(page, `${corrected}?with=${snapshot.slice(-36)}`);
    await page.getByRole('img', { name: '名次变动的幅度' }).waitFor();
    await keepPicture(page, 'yearly-walk-corrected');
    await visit(page, `${corrected}/print`);
    await page.getByText('（盖章）').waitFor();
    await page.getByText('全年停产，没有研发').first().waitFor();
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    keepPaper(pdf, 'yearly-print.pdf');
    expect(faults.filter((fault) => !fault.includes('403'))).toEqual([]);
    await close();
  });
});
