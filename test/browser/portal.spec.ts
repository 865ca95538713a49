import { address, choose, listen, panel, type } from './self-check-page';
import {
  accessibilityFaults,
  describeWithBrowser,
  type Desk,
  holds,
  keepPicture,
  openDesk,
  openPage,
  visit,
} from './support';

jest.setTimeout(240_000);

describeWithBrowser('企业的浏览器', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  it('goes through the questions by keyboard alone and sees the result change, without a single request', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/portal');
    await page.getByRole('link', { name: '看看够不够条件' }).press('Enter');
    await page.waitForURL('**/portal/self-check');
    expect(await page.locator('nav[aria-label="主导航"]').count()).toBe(0);
    expect(await page.locator('main').textContent()).toContain('不保存、不上传');

    // the title: into the group by Tab, along it by the arrows
    await page.locator('input[name="title"]').first().focus();
    while ((await page.evaluate('document.activeElement.value')) !== 'innovativeSme')
      await page.keyboard.press('ArrowRight');
    if (!(await page.locator('input[name="title"][value="innovativeSme"]').isChecked()))
      await page.keyboard.press('Space');
    await page.getByText('适用：').waitFor();
    await page.locator('#questions').waitFor();
    expect(new URL(page.url()).searchParams.get('title')).toBe('innovativeSme');
    await page.waitForLoadState('networkidle');
    const asked = listen(page);

    expect(await panel(page).textContent()).toMatch(/缺数据.*5–100 分/s);
    await page.locator('input[name="q-registeredInChina"]').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.name')).toBe('q-enterpriseSize');
    await page.keyboard.press('ArrowRight');
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowRight'); // the second choice: 否
    }
    const head = page.locator('.question-section', { has: page.locator('#section-exclusions') });
    expect(await head.locator('header .outcome').textContent()).toBe('满足');
    expect(await panel(page).textContent()).toContain('已答 6 题');

    await type(page, 'rdExpense', '287.6');
    expect(await page.locator('#q-rdExpense-note').textContent()).toBe('即 287.6万元');
    await type(page, 'revenue', '10000');
    expect(await page.locator('#q-revenue-note').textContent()).toBe('即 1亿元');
    expect(await page.locator('#clause-rd-ratio').textContent()).toContain('研发费用再增加 12.4万元，可得 15 分');
    await type(page, 'revenue', '9586');
    expect(await page.locator('#clause-rd-ratio .clause__points').textContent()).toMatch(/^15 分/);
    expect(asked).toEqual([]);

    // one way out is enough: the title decides, and the rest need not be answered
    expect(await page.locator('.question', { has: page.locator('#q-rdExpense') }).textContent()).toContain('研发费用占比'); // prettier-ignore
    await choose(page, 'titleHighTech', 'true');
    expect(await panel(page).textContent()).toMatch(/满足.*结果已经确定/s);
    await holds(page, `document.querySelector('.result-panel [role="status"]').textContent.includes('满足')`);
    expect(asked).toEqual([]);
    await keepPicture(page, 'self-check-answered-1440');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('loads within its weight: at most 450 kB compressed before the questions stand', async () => {
    const { page, close } = await openPage(desk);
    const loads: Promise<number>[] = [];
    page.on('requestfinished', (request) =>
      loads.push(request.sizes().then(({ responseBodySize }) => responseBodySize)),
    );
    await visit(page, address);
    await page.locator('#questions').waitFor();
    const weight = (await Promise.all(loads)).reduce((sum, size) => sum + size, 0);
    process.stdout.write(`自测首屏（压缩后）：${Math.round(weight / 1024)} kB，${loads.length} 个文件\n`);
    expect(weight).toBeGreaterThan(50_000);
    expect(weight).toBeLessThanOrEqual(450 * 1024);
    await close();
  });
});
