import { tidu } from '@tidu/test/product';
import type { SignedIn } from '@tidu/test/signed-in';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { officerAt, yearlyText } from './rankings-desk';
import { arrived, describeWithBrowser, type Desk, keepPicture, openDesk, openPage, visit } from './support';

jest.setTimeout(180_000);

/** From a definition to what was sent to whom (journey of the ranking for the city bureau): by clicking, by two persons. */
describeWithBrowser('年度排名：从口径到报送、更正', () => {
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

  const clicks = async (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

  async function write(page: Page, weight: number, note: string): Promise<void> {
    await visit(page, '/console/yearly-rankings');
    await clicks(page, '写新的定义');
    await arrived(page, '/console/yearly-rankings/definitions/new');
    await page.getByLabel('定义（YAML）').fill(yearlyText(weight));
    await clicks(page, '检查，看与上一版的差别');
    await page.getByLabel('为什么写这一版（必填）').fill(note);
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
    await page.getByText('收到的是旧版，应收回').waitFor();
    await visit(page, `${corrected}?with=${snapshot.slice(-36)}`);
    await page.getByRole('img', { name: '名次变动的幅度' }).waitFor();
    await keepPicture(page, 'yearly-walk-corrected');
    await visit(page, `${corrected}/print`);
    await page.getByText('（盖章）').waitFor();
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    fs.mkdirSync('test-results', { recursive: true });
    fs.writeFileSync('test-results/yearly-print.pdf', pdf);
    expect(faults.filter((fault) => !fault.includes('403'))).toEqual([]);
    await close();
  });
});
