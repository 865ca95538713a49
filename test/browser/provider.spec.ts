import { TestProvider } from '@tidu/test/identity-provider';
import { letProofsLapse, signInAtProduct } from '@tidu/test/product';
import { administrator } from '@tidu/test/signed-in';
import net from 'node:net';
import {
  accessibilityFaults,
  arrived,
  describeWithBrowser,
  type Desk,
  keepPicture,
  openDesk,
  openPage,
  settled,
  visit,
} from './support';

jest.setTimeout(120_000);

/** A port nobody listens on: the provider must know where to send back to before the product starts. */
const freePort = () =>
  new Promise<number>((done) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => done(port));
    });
  });

describeWithBrowser('首次设置与统一认证', () => {
  let provider: TestProvider;
  let desk: Desk;
  beforeAll(async () => {
    const port = await freePort();
    provider = await TestProvider.start(`http://127.0.0.1:${port}/sign-in/provider`);
    desk = await openDesk(['--empty'], { PORT: String(port), ...provider.environment() });
  });
  afterAll(async () => {
    await desk.close();
    await provider.stop();
  });

  it('leads who sets the installation up to the profile, which then stands in the head of every page', async () => {
    const as = await signInAtProduct(desk.home, administrator('system'));
    const { page, faults, close } = await openPage(desk, { as });
    await visit(page, '/console/persons');
    await arrived(page, '/console/profile');
    await page.getByRole('region', { name: '首次设置' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('区县名称').fill('涧西区');
    await page.getByLabel('行政区划').fill('涧西');
    await page.getByTitle(/涧西区 410305/).click();
    await page.getByLabel('主管部门全称').fill('洛阳市涧西区工业和信息化局');
    await keepPicture(page, 'profile-first');
    await page.getByRole('button', { name: '写下本区档案' }).click();
    await page.locator('.shell__district').getByText('涧西区').waitFor();
    await page.getByText('首次设置好了').waitFor();
    await keepPicture(page, 'profile-written');
    expect(await page.getByRole('region', { name: '首次设置' }).count()).toBe(0);
    await page.getByRole('link', { name: '给同事建账号' }).click();
    await arrived(page, '/console/persons');
    expect(faults).toEqual([]);
    await close();
  });

  it('ties an account, lets it in, proves it once more in another window, and says when nobody is tied', async () => {
    await provider.standIn({ subject: 'wang', amr: ['mfa'] });
    const as = await signInAtProduct(desk.home, administrator('system'));
    const { page, close } = await openPage(desk, { as });
    await visit(page, '/console/own');
    await page.getByRole('button', { name: '关联统一认证账号' }).click();
    await page.getByText('已关联统一认证的账号').waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('button', { name: '用“统一身份认证”登录' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'sign-in-by-provider');
    await page.getByRole('button', { name: '用“统一身份认证”登录' }).click();
    await arrived(page, '/console');
    await settled(page);
    await letProofsLapse(desk.home);
    await visit(page, '/console/persons');
    await page.getByRole('button', { name: '新建账号' }).click();
    await page.getByLabel('登录名').fill('lisi');
    await page.getByLabel('姓名').fill('李四');
    await page.getByRole('button', { name: '建账号，得到一次性链接' }).click();
    await page.getByRole('button', { name: /用“统一身份认证”确认/ }).waitFor();
    await keepPicture(page, 'step-up-by-provider');
    await page.getByRole('button', { name: /用“统一身份认证”确认/ }).click();
    await page.getByText('李四 的一次性链接，只显示这一次').waitFor();
    await close();

    await provider.standIn({ subject: 'nobody' });
    const other = await openPage(desk, { as: null });
    await visit(other.page, '/sign-in');
    await other.page.getByRole('button', { name: '用“统一身份认证”登录' }).click();
    await other.page.getByText(/还没有关联本系统的可用账号/).waitFor();
    await keepPicture(other.page, 'provider-unlinked');
    await other.close();
  });
});
