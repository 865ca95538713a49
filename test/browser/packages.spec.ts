import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { systemActor } from '@tidu/platform';
import { inDatabase } from '@tidu/test/product';
import { makeNotice } from './notices-desk';
import { makeRecognition, type RecognitionDesk } from './recognition-desk';
import { accessibilityFaults, describeWithBrowser, type Desk, keepPicture, openDesk, openPage, visit } from './support';

jest.setTimeout(90_000);

/** From the case to a file on a stick: a package opens anywhere, checks itself and shows what was changed. */
describeWithBrowser('一案一包、上会材料、漏斗、邀请', () => {
  let desk: Desk;
  let made: RecognitionDesk;
  let noticeId = '';
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stick-'));
  const file = path.join(folder, 'case.html');
  beforeAll(async () => {
    desk = await openDesk();
    made = await makeRecognition(desk);
    noticeId = await makeNotice(desk, made);
  });
  afterAll(async () => {
    fs.rmSync(folder, { recursive: true });
    await desk.close();
  });

  /** A file in a browser without a network. */
  const opened = async (
    name: string,
    width = 1440,
  ): Promise<{ page: Page; asked: string[]; close: () => Promise<void> }> => {
    const context = await desk.browser.newContext({ viewport: { width, height: 900 }, offline: true });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => !/^(file|data|blob):/.test(request.url()) && asked.push(request.url()));
    await page.goto(`file://${name}`);
    return { page, asked, close: () => context.close() };
  };

  it('is taken from the case, and says the root that is printed on the notice', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, `/console/recognition/applications/${made.applications.at(-1)}`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '取网页（HTML）' }).click(),
    ]);
    await download.saveAs(file);
    await visit(page, `/public/notices/${noticeId}`);
    const root = /[0-9a-f]{64}/.exec((await page.locator('.notice__root').textContent()) ?? '')?.[0] ?? 'none';
    expect(fs.readFileSync(file, 'utf8')).toContain(`"root":"${root}"`);
    expect(faults).toEqual([]);
    await close();
  });

  it.each([1440, 390])('opens without a network at %i px, is whole, and comes out the same', async (width) => {
    const { page, asked, close } = await opened(file, width);
    await page.getByText('✓ 复算一致').waitFor();
    await page.getByText(/^✓ 校验一致/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, `case-package-${width}`);
    await page.getByLabel('选择一个案卷包文件（可以就是本文件）').setInputFiles(file);
    await page.getByText('已逐字节核对：case.html').waitFor();
    expect(await page.getByText('✓ 复算一致').count()).toBe(2);
    expect(asked).toEqual([]);
    await close();
  });

  it('shows what was changed: a value, a hash, or the program itself', async () => {
    const text = fs.readFileSync(file, 'utf8');
    const tampered = async (from: string, to: string) => {
      const name = path.join(folder, 'other.html');
      expect(text).toContain(from);
      fs.writeFileSync(name, text.replace(from, to));
      const { page, close } = await opened(name);
      const said = (await page.locator('main').textContent()) ?? '';
      await close();
      return said;
    };
    expect(
      await tampered('"name":"content.facts.revenue","value":"8', '"name":"content.facts.revenue","value":"9'),
    ).toMatch(/✗ 校验不一致.*✗ 复算不一致.*content\.facts\.revenue/);
    expect(await tampered('"result.stored","value":{"', '"result.stored","value":{"x":1,"')).toMatch(/✗ 校验不一致/);
    // the browser itself refuses a program that is another
    expect(await tampered('校验不一致：文件被改动过', '校验一致了：没有改动')).toMatch(/^✗ 没有核对/);
  });

  it('the order is frozen for a meeting, printed a sheet a case, and what moves since is told beside it', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, `/console/recognition/batches/${made.batch}`);
    await page.getByRole('button', { name: '冻结一份上会材料' }).click();
    await page.getByLabel('为哪次会准备（必填）').fill('局党组会议');
    await page.getByRole('button', { name: '冻结现在的名次' }).click();
    await page.getByRole('link', { name: '局党组会议' }).click();
    await page.getByText('✓ 冻结以来没有变动').waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    const sheets = await page.locator('.meeting__sheet').count();
    expect(sheets).toBeGreaterThan(2);
    // every sheet says which snapshot it is of, and begins on a page of its own
    expect(
      await page
        .locator('.meeting__head')
        .filter({ hasText: `快照 ${id}` })
        .count(),
    ).toBe(sheets);
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(paper.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThanOrEqual(sheets);
    expect(await accessibilityFaults(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '取推荐汇总表（XLSX）' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^推荐汇总表.*\.xlsx$/);
    await inDatabase(desk.home, (database) =>
      database.write(systemActor, (tx) =>
        tx.rows(`update application set state = 'withdrawn' where id = $1`, [made.applications[0]]),
      ),
    );
    await visit(page, `/console/recognition/meeting-packs/${id}`);
    await page.getByText('已不在（撤回或办结）').waitFor();
    expect(await page.locator('.meeting__sheet').count()).toBe(sheets);
    await keepPicture(page, 'meeting-pack-moved-1440');
    expect(faults).toEqual([]);
    await close();
  });

  it('each number of the funnel opens whom it counts', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/recognition/funnel?title=innovativeSme');
    const declared = page.getByRole('link', { name: /^已申报/ });
    const count = Number(/\d+/.exec((await declared.textContent()) ?? '')?.[0]);
    expect(count).toBeGreaterThan(0);
    await declared.click();
    await page.getByRole('heading', { name: '已申报的企业' }).waitFor();
    await page.locator('#stage-list ~ * .row-link').first().waitFor();
    expect(await page.locator('#stage-list ~ * .row-link').count()).toBe(Math.min(count, 20));
    expect(faults).toEqual([]);
    await close();
  });

  it('who is near by the pre-run is invited, once', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, `/console/recognition/batches/${made.batch}/invitations?outcome=unmet&invited=false`);
    await page.getByRole('checkbox').nth(1).check();
    await page.getByRole('button', { name: '邀请这 1 家申报' }).click();
    await page.getByText(/^已邀请“/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '知道了' }).click();
    await visit(page, `/console/recognition/batches/${made.batch}/invitations?invited=true`);
    await page.getByText('信函：待发').waitFor();
    expect(await page.locator('.row-link').count()).toBe(1);
    await keepPicture(page, 'invited-1440');
    expect(faults).toEqual([]);
    await close();
  });
});
