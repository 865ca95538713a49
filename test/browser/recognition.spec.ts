import { uuidv7 } from '@tidu/kernel';
import { signInAtProduct } from '@tidu/test/product';
import { leader } from '@tidu/test/signed-in';
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

const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);

describeWithBrowser('申报的办理', () => {
  let desk: Desk;
  let made: RecognitionDesk;
  beforeAll(async () => {
    desk = await openDesk();
    made = await makeRecognition(desk);
  });
  afterAll(() => desk.close());

  it('a batch is set up with each standard confirmed by hand, and announced', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, '/console/recognition/batches');
    await page.getByRole('button', { name: '设立批次' }).click();
    const send = page.getByRole('button', { name: '设立批次（先不公布）' });
    await page.getByRole('textbox', { name: '名称' }).fill('2026 年度创新型中小企业第二批');
    const choose = async (label: string, option: string) => {
      await page.getByRole('combobox', { name: label, exact: true }).click();
      await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click();
    };
    await choose('称号', '创新型中小企业');
    await choose('承办人', leader.displayName);
    await page.getByLabel('窗口从哪天').fill(inDays(20));
    await page.getByLabel('到哪天').fill(inDays(60));
    await page.getByLabel('到哪天').press('Tab');
    expect(await send.isDisabled()).toBe(true);
    await page.getByText('请选定并确认：不选，系统不替您决定。').first().waitFor();
    await page.getByRole('radiogroup', { name: '新申报适用的标准' }).getByRole('radio').first().check();
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'batch-form-1440');
    await send.click();
    await page.getByRole('heading', { name: '2026 年度创新型中小企业第二批' }).waitFor();
    await page.getByRole('button', { name: '公布批次，标准固定下来' }).click();
    await page.getByText('已公布').first().waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('a case is returned with ticked fields, and the next is one key away', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, `/console/recognition/applications/${made.applications[0]}?batch=${made.batch}&state=submitted`);
    await page.getByRole('button', { name: '退回补正', exact: true }).click();
    const send = page.locator('form').getByRole('button', { name: '退回补正' });
    expect(await send.isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: '研发费用(上年度)' }).check();
    await page.getByLabel('研发费用(上年度)：怎么改（必填，企业会看到）').fill('按审计报告更正');
    await page.getByLabel('理由（必填，企业会看到）').fill('研发费用与审计报告不一致');
    await page.getByRole('textbox', { name: '内部意见（企业看不到）' }).fill('税务数待核');
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'case-returning-1440');
    await send.click();
    await page.locator('.case__stand .state-tag').filter({ hasText: '退回补正' }).waitFor();
    await page.getByText('按审计报告更正（还没有补上）').waitFor();
    const before = page.url();
    await page.locator('h1').first().click();
    await page.keyboard.press('j');
    await page.waitForURL((url) => url.toString() !== before);
    await settled(page);
    expect(await page.locator('.case__stand .state-tag').textContent()).toBe('待初审');
    expect(faults).toEqual([]);
    await close();
  });

  it('several are passed at once, each told before and after, and approved by somebody else', async () => {
    const { page, faults, close } = await openPage(desk);
    await visit(page, `/console/recognition/applications?batch=${made.batch}&state=submitted`);
    await page.getByRole('checkbox', { name: '选定本页全部' }).check();
    await page.getByRole('combobox', { name: '批量办理' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: '初审通过' }).first().click();
    await page.getByLabel('理由（必填，企业会看到）').fill('材料齐全，符合条件');
    await page.getByRole('button', { name: '先看每一件会怎样' }).click();
    await page.getByText(/^可以办 \d+ 件/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'bulk-preview-1440');
    await page.getByRole('button', { name: /^初审通过 \d+ 件$/ }).click();
    await page.getByText(/^办好 \d+ 件/).waitFor();
    await close();

    const second = { ...leader, id: uuidv7(), loginName: `rs${Date.now()}`, displayName: '批准人' };
    const other = await openPage(desk, { as: await signInAtProduct(desk.home, second) });
    await visit(other.page, `/console/recognition/applications/${made.applications[1]}?waits=approver`);
    await other.page
      .getByLabel('理由（必填，企业会看到）')
      .or(other.page.getByRole('button', { name: '同意推荐' }))
      .first()
      .click();
    await other.page.getByLabel('理由（必填，企业会看到）').fill('集体研究同意');
    await other.page.locator('form').getByRole('button', { name: '同意推荐' }).click();
    await other.page.locator('.case__stand .state-tag').filter({ hasText: '待公示' }).waitFor();
    expect([...faults, ...other.faults]).toEqual([]);
    await other.close();
  });
});
