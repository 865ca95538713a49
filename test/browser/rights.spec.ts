import { signInAtProduct, until } from '@tidu/test/product';
import type { TestPerson } from '@tidu/test/signed-in';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';
import { accessRoles, type Role } from '../../libs/access/src/rules/roles';
import { describeWithBrowser, type Desk, keepPicture, openDesk, openPage, settled, visit } from './support';

jest.setTimeout(300_000);

const staff = accessRoles().all.filter(({ duty }) => duty !== 'member');

/** Somebody of a role, over the demo district where the role is over anything. */
function holder({ code, name, duty }: Role, at: number): TestPerson {
  const isScoped = duty === 'business';
  return {
    id: `00000000-0000-7000-8000-0000000007${String(at).padStart(2, '0')}`,
    ...{ loginName: `walks.${code.replace('.', '-').toLowerCase()}`, displayName: `走查${name}`, duty, role: code },
    ...{ scopeKind: isScoped ? 'region' : null, scopeId: isScoped ? '410399' : null },
  };
}

/**
 * Where a button stands, and what one must be allowed to do with it: seen by who may, by nobody else. Null: by nobody who
 * sees but a part of the enterprises.
 */
const buttons: readonly [page: string, button: string | RegExp, permission: string | null][] = [
  ['/console/tasks', '交办任务', 'desk.act'],
  ['/console/templates', '上传模板', 'desk.act'],
  ['/console/templates?view=documents', '登记来文', 'desk.act'],
  ['/console/official-lists', '上传名单', 'recognition.manage'],
  ['/console/pool', '人工入库', 'recognition.manage'],
  ['/console/measure-standings', '匹配一遍', null],
  ['/console/budgets', '设立预算', 'measures.budget'],
  ['/console/titles?view=renewals', /^通知选中的/, 'recognition.manage'],
  ['/console/letters', '写通知或函', 'desk.letters'],
  ['/console/enterprises', '导出', 'enterprises.export'],
  ['/console/enterprises', '按电话查', 'enterprises.contacts'],
  ['/console/segments', '按规则分类', 'scoring.run'],
  ['/console/duplicates', /查找/, 'enterprises.merge'],
  ['/console/quality/conflicts', '重新查找并计算影响', 'figures.check'],
  ['/console/quality/flags', '检查全部企业', 'figures.check'],
  ['/console/scoring', /开始预评估|预评估/, 'scoring.run'],
  ['/console/code-tables?table=zone', /增加园区/, 'reference.edit'],
  ['/console/code-tables?table=region', '增加代码', 'reference.edit'],
  ['/console/persons', '新建账号', 'access.persons'],
  ['/console/profile', '修改', 'reference.profile'],
  ['{enterprise}?tab=identity', '修改', 'enterprises.edit'],
  ['{enterprise}?tab=identity', '登记旧代码', 'enterprises.edit'],
  ['{enterprise}?tab=links', '登记关系', 'enterprises.edit'],
  ['{enterprise}?tab=links', '并入另一条记录', 'enterprises.merge'],
  ['{enterprise}?tab=figures', '填写或更正数据', 'figures.write'],
  ['{enterprise}?tab=figures', '记录判断', 'figures.judge'],
  ['{enterprise}?tab=evidence', /^登记|记一次核查/, 'enterprises.evidence'],
];

/** What may open the pages on which the buttons stand; the others aren't led there. */
const opens: readonly [page: RegExp, permission: string][] = [
  [/^\/console\/(enterprises|duplicates)|^\{/, 'enterprises.read'],
  [/^\/console\/(tasks|templates)/, 'desk.read'],
  [/^\/console\/(official-lists|pool)/, 'recognition.read'],
  [/^\/console\/titles/, 'recognition.read'],
  [/^\/console\/(measure-standings|budgets)/, 'measures.read'],
  [/^\/console\/letters/, 'desk.letters'],
  [/segments|conflicts|scoring/, 'scoring.read'],
  [/flags/, 'figures.read'],
  [/code-tables/, 'reference.read'],
  [/persons|profile/, 'access.read'],
];

describeWithBrowser('每种角色', () => {
  let desk: Desk;
  let enterprise: string;
  beforeAll(async () => {
    desk = await openDesk();
    const { items } = (await (await desk.ask('/api/console/enterprises?region=410399&limit=1')).json()) as {
      items: { id: string }[];
    };
    enterprise = items[0]?.id ?? '';
  });
  afterAll(() => desk.close());

  /** A page that notes every answer by which somebody was refused, and knows whether it still waits for one. */
  const watched = async (role: Role, at: number, width?: number) => {
    const as = await signInAtProduct(desk.home, holder(role, at));
    const opened = await openPage(desk, { as, ...(width && { width }) });
    const refused: string[] = [];
    const asked = new Set<Request>();
    opened.page.on('request', (request) => asked.add(request));
    opened.page.on('requestfinished', (request) => asked.delete(request));
    opened.page.on('requestfailed', (request) => asked.delete(request));
    opened.page.on('response', (answer) => {
      if ([401, 403].includes(answer.status())) refused.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
    });
    const atRest = async () => {
      await settled(opened.page);
      const quiet = async () => asked.size === 0 && (await pause(50), asked.size === 0);
      if (!(await until(quiet))) throw new Error(`still waiting: ${[...asked].map((one) => one.url()).join(' ')}`);
    };
    return { ...opened, refused, atRest };
  };

  it.each(staff.map((role, at) => [role.name, role, at] as const))(
    '%s opens every place of its navigation without a refusal, and is offered the buttons it may use, and no other',
    async (_, role, at) => {
      const { page, refused, atRest, close } = await watched(role, at);
      const may = (permission: string) => (role.permissions as readonly string[]).includes(permission);
      const seen = new Set<string>();
      /** What stands on the place that is open: every button of the table that belongs there. */
      const expectButtons = async (place: string) => {
        seen.add(place);
        for (const [of, name, permission] of buttons)
          if (of === place) {
            const shown = await page
              .locator('main')
              .getByRole('button', { name, exact: typeof name === 'string' })
              .count();
            const isOffered = permission !== null && may(permission);
            expect([role.name, place, String(name), shown > 0]).toEqual([role.name, place, String(name), isOffered]);
          }
      };
      await visit(page, '/console');
      let opened = 0;
      for (const group of await hrefs(page, '.shell__nav a')) {
        await page.locator(`.shell__nav a[href="${group}"]`).click();
        await atRest();
        for (const place of await hrefs(page, '.shell__pages a')) {
          await page.locator(`.shell__pages a[href="${place}"]`).click();
          await atRest();
          opened++;
          expect([role.name, place, refused]).toEqual([role.name, place, []]);
          await expectButtons(place);
        }
        expect([role.name, group, refused]).toEqual([role.name, group, []]);
      }
      expect(opened).toBeGreaterThan(1);
      await keepPicture(page, `role-${role.code}`);

      for (const place of new Set(buttons.map(([of]) => of))) {
        if (seen.has(place) || !may(opens.find(([of]) => of.test(place))?.[1] ?? '')) continue;
        await visit(page, place.replace('{enterprise}', `/console/enterprises/${enterprise}`));
        await atRest();
        await expectButtons(place);
      }
      expect(refused).toEqual([]);
      await close();
    },
  );

  it('keeps the person’s name in the bar of a phone', async () => {
    const role = staff[0];
    if (!role) throw new Error('no role');
    const { page, close } = await watched(role, 0, 390);
    await visit(page, '/console');
    const name = page.locator('.shell__who a');
    expect(await name.isVisible()).toBe(true);
    expect(await name.evaluate((node) => node.scrollWidth <= node.clientWidth)).toBe(true);
    await keepPicture(page, 'bar-390');
    await close();
  });
});

/** Where the links of a bar lead. */
async function hrefs(page: Page, selector: string): Promise<string[]> {
  const links = await page.locator(selector).all();
  return Promise.all(links.map(async (link) => (await link.getAttribute('href')) ?? ''));
}
