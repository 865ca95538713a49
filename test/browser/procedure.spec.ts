import { makeRecognition, type RecognitionDesk } from './recognition-desk';
import {
  accessibilityFaults,
  describeWithBrowser,
  type Desk,
  keepPicture,
  openDesk,
  openPage,
  settled,
  visit,
} from './support';

jest.setTimeout(90_000);

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

describeWithBrowser('部门联审与双随机抽查', () => {
  let desk: Desk;
  let made: RecognitionDesk;
  beforeAll(async () => {
    desk = await openDesk();
    made = await makeRecognition(desk);
  });
  afterAll(() => desk.close());

  it('departments are asked from the batch, answered on the list, and an objection is explained on the case', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, `/console/recognition/batches/${made.batch}`);
    await page.getByRole('button', { name: '征求部门意见' }).click();
    for (const other of ['生态环境局', '应急管理局', '市场监督管理局', '统计局', '人力资源和社会保障局'])
      await page.getByRole('checkbox', { name: other }).uncheck();
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'consultation-asking-1440');
    await page.getByRole('button', { name: '发出 1 份名单' }).click();
    await page.getByRole('link', { name: '税务局' }).click();
    await page.getByRole('heading', { name: '征求税务局意见' }).waitFor();
    await settled(page);
    await page.getByRole('checkbox').nth(1).check();
    await page.getByRole('radio', { name: '有异议' }).check();
    await page.getByLabel('答复日期（必填）').fill(today());
    await page.getByLabel('答复日期（必填）').press('Tab');
    await page.getByLabel('复函文号（必填）').fill('税函〔2026〕12 号');
    expect(await page.getByRole('button', { name: '登记 1 家' }).isDisabled()).toBe(true);
    await page.getByLabel('部门的意见（必填）').fill('2025 年有欠税 3 万元，尚未缴清');
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'consultation-reply-1440');
    await page.getByRole('button', { name: '登记 1 家' }).click();
    await page.locator('tbody .reply-tag--objects').waitFor();
    await page.locator('tbody tr').filter({ hasText: '有异议' }).getByRole('link').click();
    await page.getByText('税务局有异议：2025 年有欠税 3 万元，尚未缴清').first().waitFor();
    const pass = page.getByRole('button', { name: '初审通过' }).or(page.getByRole('button', { name: '同意推荐' }));
    await pass.first().click();
    await page.getByLabel('理由（必填，企业会看到）').fill('材料齐全，符合条件');
    const send = page.locator('form').getByRole('button', { name: /初审通过|同意推荐/ });
    expect(await send.isDisabled()).toBe(true);
    await page.getByLabel('为什么仍然办理（必填，企业看不到）').fill('欠税已于申报前缴清，完税证明在案');
    expect(await send.isDisabled()).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'case-despite-1440');
    expect(faults).toEqual([]);
    await close();
  });

  it('cases and officers are drawn with everything it takes to repeat it', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, `/console/recognition/batches/${made.batch}`);
    await page.getByRole('button', { name: /件待审的申报里抽取/ }).click();
    await page.getByRole('radio', { name: '用公开可查的数' }).check();
    await page.getByLabel('数值（必填）').fill('0 8 5');
    await page.getByLabel('出处和时间（必填）').fill('中国福利彩票 3D 第 2026330 期');
    await page.getByLabel('每件派几人').fill('1');
    await page.getByLabel('每件派几人').press('Tab');
    await page.getByRole('button', { name: /^抽取 \d+ 件$/ }).click();
    await page.getByRole('heading', { name: '第 1 次抽取' }).waitFor();
    await page.getByText('照着重做').click();
    await page.getByText(`种子 0 8 5|${made.batch}|1`).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'draw-1440');
    expect(faults).toEqual([]);
    await close();
  });

  it('a visit is recorded on a phone and stands on the case', async () => {
    const { page, faults, close } = await openPage(desk, { width: 390, height: 844 });
    // one that was returned was in no draw: whoever reviews may visit it
    await visit(page, `/console/recognition/applications/${made.applications[2]}/visit`);
    await page.getByLabel('检查人员').fill('王某、李某');
    await page.getByRole('radio', { name: '与申报不一致' }).check();
    await page.getByLabel('检查情况').fill('现场只有一条生产线，研发人员 3 人，与申报的 20 人不符。');
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'visit-390');
    await page.getByRole('button', { name: '登记检查' }).click();
    await page.waitForURL(/part=side/);
    await page.getByText('现场只有一条生产线').waitFor();
    await keepPicture(page, 'case-visit-390');
    expect(faults).toEqual([]);
    await close();
  });
});
