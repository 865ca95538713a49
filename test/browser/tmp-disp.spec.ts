import fs from 'node:fs';
import path from 'node:path';
import { aYearlyRanking } from './rankings-desk';
import { describeWithBrowser, type Desk, openDesk, openPage, visit } from './support';

jest.setTimeout(240_000);
describeWithBrowser('tmp', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  it('shows', async () => {
    const { snapshot } = await aYearlyRanking(desk);
    const { page } = await openPage(desk, {});
    const panel = () => page.locator('section[aria-labelledby="sending"]');
    const shot = async (name: string) => {
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.waitForTimeout(400);
        await panel().screenshot({ path: `test-results/disp-${name}-${width}.png` });
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    };
    await visit(page, `/console/yearly-rankings/${snapshot}`);
    let fake: object | null = { state: 'running', stage: '逐行核对', done: 420000, total: 1000000, result: null };
    let held = '';
    await page.route('**/api/console/jobs/*', async (route) => {
      const answer = await route.fetch();
      const job = (await answer.json()) as { id: string; task: string };
      const isIt = job.task === held;
      await route.fulfill({ response: answer, json: isIt && fake ? { ...job, ...fake } : job });
    });
    held = 'rankings.checkFile';
    await page.getByRole('button', { name: '生成文件' }).click();
    await page.getByText('取消自检').waitFor();
    await shot('checking');
    fake = null;
    await page.getByText('自检通过').waitFor();
    await shot('checked');
    held = 'rankings.dispatch';
    fake = { state: 'running', stage: '逐行核对', done: 420000, total: 1000000, result: null };
    await page.getByLabel('报给谁（必填）').fill('市工业和信息化局运行监测协调科、市统计局工业科、市发展和改革委员会产业协调科（联合收文）');
    await page.getByLabel('报送日期（必填）').fill('2026-01-09');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: '登记报送' }).click();
    await page.getByText('取消登记报送').waitFor();
    await shot('sending');
    fake = null;
    await page.getByText('报送已登记').waitFor();
    await page.waitForTimeout(500);
    await shot('sent');
    // what was changed since the check is refused
    const files = path.join(desk.home, 'files');
    const [newest = ''] = fs.readdirSync(files).filter((n) => /^[0-9a-f]{64}$/.test(n)).sort((a, b) => fs.statSync(path.join(files, b)).mtimeMs - fs.statSync(path.join(files, a)).mtimeMs);
    const bytes = fs.readFileSync(path.join(files, newest));
    fs.appendFileSync(path.join(files, newest), 'x');
    await page.getByLabel('报给谁（必填）').fill('市统计局');
    await page.getByLabel('报送日期（必填）').fill('2026-01-09');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: '登记报送' }).click();
    await page.getByText('登记报送没有完成').waitFor();
    await shot('refused');
    fs.writeFileSync(path.join(files, newest), bytes);
    fs.renameSync(path.join(files, newest), path.join(files, `${newest}.gone`));
    await page.getByRole('button', { name: '重新自检' }).click();
    await page.getByText('没有这份导出文件').waitFor();
    await shot('gone');
    fs.renameSync(path.join(files, `${newest}.gone`), path.join(files, newest));
    await page.unroute('**/api/console/jobs/*');

    const runs = (await (await desk.ask('/api/console/scoring-runs?limit=1')).json()) as { items: { id: string }[] };
    await visit(page, `/console/rankings?run=${runs.items[0]?.id}`);
    const answer = await fetch(`${desk.url}/api/console/rankings`, { method: 'POST', headers: { 'content-type': 'application/json', ...desk.signedIn.headers }, body: JSON.stringify({ runId: runs.items[0]?.id, name: '演示区通用设备', filters: { regions: ['4103', '410399'], industries: ['34', '3411'] } }) });
    const { jobId } = (await answer.json()) as { jobId: string };
    let id = '';
    for (let i = 0; i < 60 && !id; i++) {
      await page.waitForTimeout(500);
      id = ((await (await desk.ask(`/api/console/jobs/${jobId}`)).json()) as { result: { rankingId: string } | null }).result?.rankingId ?? '';
    }
    for (const [name, address] of [['list', '/console/rankings'], ['one', `/console/rankings/${id}`]] as const)
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await visit(page, address);
        await page.screenshot({ path: `test-results/disp-quick-${name}-${width}.png`, fullPage: true });
      }
  });
});
