import type { SignedIn } from '@tidu/test/signed-in';
import type { Page } from 'playwright-core';
import { type ParcelsDesk, someParcels } from './parcels-desk';
import { officerAt } from './rankings-desk';
import { describeWithBrowser, type Desk, keepPicture, openDesk, openPage, visit } from './support';

jest.setTimeout(120_000);

/** The ledger of land: shares that add up while they are typed, an objection that changes them, areas written. */
describeWithBrowser('用地台账：划分、异议、写入', () => {
  let desk: Desk;
  let world: ParcelsDesk;
  let second: SignedIn;
  beforeAll(async () => {
    desk = await openDesk();
    world = await someParcels(desk);
    second = await officerAt(desk, '园区复核');
  }, 180_000);
  afterAll(() => desk.close());

  const click = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

  it('says by how much shares don’t add up, and takes an objection to its end', async () => {
    const { page, faults, close } = await openPage(desk, { as: second });
    await visit(page, `/console/parcels/area-lists/${world.areaList}`);
    await page.getByText('还有 1 件异议没有答复').waitFor();
    await click(page, '受理，核实');
    await page.getByLabel('核实结果（必填）').fill('合同写明十亩');
    await click(page, '异议成立，要改面积');
    await page.getByLabel('份额（亩）').first().fill('10');
    await page.getByText('还差 2.5 亩：没有人用的请记在空置里').waitFor();
    await page.getByLabel('空置面积（亩）').fill('2.5');
    await page.getByText('合计正好等于地块面积').waitFor();
    await click(page, '成立，按下面重新划分');
    await page.getByText('园区复核：合同写明十亩').waitFor();
    await page.getByLabel('提前写入的理由（必填）').fill('市里本周要用');
    await click(page, '提前写入');
    await page.getByText(/由园区复核写入，提前写入的理由：市里本周要用/).waitFor();
    await visit(page, `/console/parcels/${world.parcel}`);
    await page.getByText('合同写明十亩').first().waitFor();
    await page.getByText('（410399）').waitFor();
    await visit(page, '/console/parcels/area-lists');
    await click(page, '发布面积公示');
    await page.getByLabel('标题').fill('改正后的用地面积公示');
    await click(page, '发布，人人可看');
    await page.getByRole('heading', { level: 1, name: '改正后的用地面积公示' }).waitFor();
    await page.getByText(/公示期到/).waitFor();
    await keepPicture(page, 'area-list-published');
    expect(faults).toEqual([]);
    await close();
  });
});
