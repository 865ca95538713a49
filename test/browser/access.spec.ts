import { letProofsLapse, signInAtProduct, tidu } from '@tidu/test/product';
import { administrator } from '@tidu/test/signed-in';
import type { Page } from 'playwright-core';
import { totpCode, totpStep } from '../../libs/access/src/secrets/totp';
import { arrived, describeWithBrowser, type Desk, keepPicture, openDesk, openPage, settled, visit } from './support';

jest.setTimeout(180_000);

const password = 'Luoyang#2026x';

/** Types name and password and sends them. */
async function signIn(page: Page, loginName: string, given: string): Promise<void> {
  await page.getByLabel('登录名').fill(loginName);
  await page.getByLabel('口令', { exact: true }).fill(given);
  await page.getByRole('button', { name: '登录' }).click();
}

/** The code that a phone with this secret (base32) shows, some half minutes from now. */
function codeOf(secret: string, later = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = (bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2));
  return totpCode(Buffer.from(bytes), totpStep(Date.now()) + later);
}

describeWithBrowser('登录、账号与权限', () => {
  let desk: Desk;
  /** Passwords of the demo accounts, as the program prints them. */
  const demo = new Map<string, string>();
  beforeAll(async () => {
    desk = await openDesk();
    const { stdout } = await tidu(['demo', 'passwords'], desk.home);
    for (const [, name = '', given = ''] of stdout.matchAll(/^ {4}(\w+) +(\S{19}) /gm)) demo.set(name, given);
  });
  afterAll(() => desk.close());
  /** The leader of the demo district, signed in by hand, before the list of enterprises. */
  const atRegister = async () => {
    const opened = await openPage(desk, { as: null });
    await opened.page.goto('/console/enterprises');
    await signIn(opened.page, 'fuzeren', demo.get('fuzeren') ?? '');
    await arrived(opened.page, '/console/enterprises');
    await settled(opened.page);
    return opened;
  };

  it('leads who isn’t signed in to the sign-in and back to where they wanted to go, and out again', async () => {
    expect(demo.size).toBe(9);
    const { page, faults, close } = await openPage(desk, { as: null });
    await page.goto('/console/enterprises?q=轴承');
    await page.waitForURL(/sign-in\?to=/);
    await signIn(page, 'fuzeren', 'Wrong#password1');
    await page.getByText('登录名或口令不对，请核对后重试。').waitFor();
    expect(await page.getByLabel('登录名').inputValue()).toBe('fuzeren');
    await signIn(page, 'fuzeren', demo.get('fuzeren') ?? '');
    await arrived(page, '/console/enterprises');
    await settled(page);
    expect(new URL(page.url()).searchParams.get('q')).toBe('轴承');
    expect(await page.locator('.shell__who').textContent()).toContain('演示区县负责人');
    await page.getByRole('button', { name: '退出' }).click();
    await arrived(page, '/sign-in');
    await page.goto('/console/own');
    await arrived(page, '/sign-in');
    // the wrong password's answer is the only thing the browser complains of
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
    await close();
  });

  it('shows each role its own places alone', async () => {
    const places = async (name: string) => {
      const { page, close } = await openPage(desk, { as: null });
      await page.goto('/');
      await page.getByLabel('登录名').waitFor();
      await signIn(page, name, demo.get(name) ?? '');
      await page.locator('.shell__nav a').first().waitFor();
      await settled(page);
      const labels = await page.locator('.shell__nav a').allTextContents();
      await close();
      return labels;
    };
    expect(await places('xitong')).toEqual(['设置']);
    expect(await places('shiji')).toEqual(['工作台', '企业', '数据', '认定', '扶持', '评估', '设置']);
  });

  it('makes an account by two administrators and a phone: link, password, role, second factor', async () => {
    const system = await openPage(desk, { as: await signInAtProduct(desk.home, administrator('system')) });
    await visit(system.page, '/console');
    await arrived(system.page, '/console/persons');
    await system.page.getByRole('button', { name: '新建账号' }).click();
    await system.page.getByLabel('登录名').fill('zhangsan');
    await system.page.getByLabel('姓名').fill('张三');
    await system.page.getByRole('button', { name: /建账号/ }).click();
    const link = (await system.page.locator('.persons__link').textContent()) ?? '';
    expect(link).toContain(`${desk.url}/sign-in/link#`);

    const person = await openPage(desk, { as: null });
    await person.page.goto(link.trim());
    await person.page.getByText('张三，登录名 zhangsan').waitFor();
    await person.page.getByLabel('新口令').fill('password');
    await person.page.getByLabel('再输一遍').fill('password');
    await person.page.getByRole('button', { name: /设好口令/ }).click();
    await person.page.getByText(/口令不合要求/).waitFor();
    await person.page.getByLabel('新口令').fill(password);
    await person.page.getByLabel('再输一遍').fill(password);
    await person.page.getByRole('button', { name: /设好口令/ }).click();
    await arrived(person.page, '/console/own');

    await person.page.getByRole('button', { name: '设置动态口令' }).click();
    await person.page.locator('.own__factor svg').first().waitFor();
    const secret = ((await person.page.locator('.own__factor .code').textContent()) ?? '').replaceAll(' ', '');
    await keepPicture(person.page, 'own-factor');
    await person.page.getByLabel('动态口令', { exact: true }).fill(codeOf(secret, -1));
    await person.page.getByRole('button', { name: '确认，开始使用' }).click();
    await person.page.getByText(/^已设置。/).waitFor();
    await visit(person.page, '/console');
    await person.page.getByText('账号还不能使用').waitFor();

    const security = await openPage(desk, { as: await signInAtProduct(desk.home, administrator('security')) });
    await visit(security.page, '/console/persons?q=zhangsan');
    await security.page.getByRole('link', { name: '张三' }).click();
    await security.page.getByRole('combobox', { name: '角色' }).click();
    await security.page.getByTitle('区县经办').click();
    await security.page.getByLabel('理由（必填）').fill('任命文件');
    await security.page.getByRole('button', { name: '授予角色' }).click();
    await security.page.getByRole('cell', { name: '区县经办', exact: true }).waitFor();
    await keepPicture(security.page, 'person-granted');
    expect([...system.faults, ...security.faults]).toEqual([]);

    // the role takes effect at once: the old sign-in is over
    await visit(person.page, '/console/enterprises');
    await arrived(person.page, '/sign-in');
    await signIn(person.page, 'zhangsan', password);
    await person.page.getByRole('textbox', { name: '动态口令' }).fill(codeOf(secret));
    await person.page.getByRole('button', { name: '继续' }).click();
    await arrived(person.page, '/console/enterprises');
    await settled(person.page);
    expect(await person.page.locator('.shell__nav').textContent()).not.toContain('账号');
    for (const { close } of [system, person, security]) await close();
  });

  it('keeps whoever proves themselves anew where they are, also when something was asked with the session before', async () => {
    const { page, close } = await atRegister();
    const [old] = await page.context().cookies();
    const ownPage = { 'X-Requested-With': 'tidu' };
    const proof = { data: { password: demo.get('fuzeren'), code: '' }, headers: ownPage };
    expect((await page.request.post('/api/access/session/step-up', proof)).status()).toBe(200);
    const late: number[] = [];
    await page.route(
      '**/api/console/enterprises?*',
      async (route) => {
        const headers = { ...ownPage, cookie: `${old?.name}=${old?.value}` };
        const answer = await fetch(route.request().url(), { headers });
        late.push(answer.status);
        await route.fulfill({ status: answer.status, contentType: 'application/json', body: await answer.text() });
      },
      { times: 1 },
    );
    await page.getByRole('searchbox').fill('轴承');
    await page.waitForURL(/q=/);
    await settled(page);
    expect(late).toEqual([401]);
    await page.locator('main tbody tr').first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/enterprises');
    await close();
  });

  it('asks for the password once more before an export, and goes on by itself', async () => {
    const { page, close } = await atRegister();
    await letProofsLapse(desk.home);
    await page.getByRole('button', { name: '导出', exact: true }).click();
    await page.getByRole('button', { name: '生成 XLSX 文件' }).click();
    const dialog = page.getByRole('dialog', { name: '再确认一次是您本人' });
    await dialog.getByLabel('口令', { exact: true }).fill(demo.get('fuzeren') ?? '');
    await keepPicture(page, 'step-up');
    await dialog.getByRole('button', { name: '确认' }).click();
    await page.getByRole('link', { name: '下载文件' }).waitFor({ timeout: 60_000 });
    await close();
  });
});
