import { makeCreditCode } from '@tidu/kernel';
import { signInAtProduct, until } from '@tidu/test/product';
import { administrator, leader } from '@tidu/test/signed-in';
import { nextVersion } from '../../libs/scoring/src/testing/standards';
import {
  accessibilityFaults,
  describeWithBrowser,
  type Desk,
  keepPicture,
  openDesk,
  openPage,
  overflow,
  visit,
} from './support';
import { makeQuality } from './figures-desk';
import { makeDeclarations } from './declaration-desk';
import { makeDesk } from './desk-work';
import { makeNotice } from './notices-desk';
import { makeRecognition } from './recognition-desk';
import { makeMembers, type Members } from './members-desk';
import { makeOfficialList, makePool } from './lists-desk';

jest.setTimeout(60_000);

describeWithBrowser('每一页', () => {
  let desk: Desk;
  /** What stands for `:name` in an address. */
  const ids: Record<string, string> = {};
  let members: Members;

  async function firstOf(list: string): Promise<string> {
    const answer = await desk.ask(`/api/console/${list}`);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    return items[0]?.id ?? '';
  }

  async function aRanking(): Promise<string> {
    const runId = await firstOf('scoring-runs?standardId=miit-2022-63-innovative&limit=1');
    const answer = await desk.ask(`/api/console/rankings`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ runId, name: '演示区创新型企业排名' }),
    });
    const { jobId } = (await answer.json()) as { jobId: string };
    const made = await until(async () => {
      const job = (await (await desk.ask(`/api/console/jobs/${jobId}`)).json()) as { state: string };
      return job.state === 'succeeded';
    });
    if (!made) throw new Error('the ranking was not made');
    return firstOf('rankings?limit=1');
  }

  /** Names, days, people and a link for the first enterprise, and a record that looks like it. */
  async function aHistory(id: string): Promise<string> {
    const send = async (method: string, address: string, body: object, version?: number) => {
      const headers = { 'content-type': 'application/json', ...(version && { 'if-match': String(version) }) };
      const answer = await desk.ask(`/api/console/${address}`, { method, headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
      return answer.status === 204 ? null : ((await answer.json()) as { id: string });
    };
    const reason = '演示变更';
    const own = `enterprises/${id}`;
    const { name } = (await (await desk.ask(`/api/console/${own}`)).json()) as { name: string };
    const values = { registeredCapital: '5000000', registeredAddress: '河南省洛阳市涧西区建设路 1 号' };
    await send('PATCH', own, { values, effectiveOn: '2019-05-01', reason, source: '营业执照' }, 1);
    const longName = `${name}${'高端精密农业机械装备智能制造'.repeat(2)}`.slice(0, 40);
    await send('POST', `${own}/renames`, { name: longName, effectiveOn: '2021-01-01', reason }, 2);
    await send('POST', `${own}/contacts`, { role: 'finance', name: '李会计', phone: '13800001111', reason });
    await send('POST', 'own-lists/zone', { code: 'DEMO-1', name: '洛阳先进制造业开发区', reason });
    await send('POST', `${own}/zones`, { zoneCode: 'DEMO-1', validFrom: '2018-01-01', reason });
    await send('POST', `${own}/notes`, { text: '走访记录\n第二行', reason });
    const link = { kind: 'supplies', otherName: '中国某某装备集团有限公司', product: '齿轮', reason };
    await send('POST', `${own}/links`, link);
    const twin = { creditCode: makeCreditCode({ region: '410399', organisation: 'MA9TW1N1' }), name: longName, reason };
    const made = await send('POST', 'enterprises', twin);
    await send('POST', 'duplicates/searches', {});
    return made?.id ?? '';
  }

  /** A version that waits beside the one in use. */
  async function aSecondVersion(): Promise<void> {
    const { standard, cases, ...files } = nextVersion('luoyang-2019-58-hidden-champion');
    const answer = await desk.ask(`/api/console/standard-releases`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ document: standard, cases, ...files }),
    });
    if (answer.status !== 201 && answer.status !== 400) throw new Error(await answer.text());
  }

  async function aRehearsal(): Promise<string> {
    const standardId = 'miit-2022-63-innovative';
    const overlay = `extends: ${standardId}\noverrides:\n  total: { atLeast: 70 }\n  direct-institution: { oneOf: [nation] }\n`;
    const { years } = (await (await desk.ask(`/api/console/summary`)).json()) as { years: number[] };
    const answer = await desk.ask(`/api/console/rehearsals`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ year: years[0], standardId, against: { overlay } }),
    });
    const { jobId } = (await answer.json()) as { jobId: string };
    const made = await until(async () => {
      const job = (await (await desk.ask(`/api/console/jobs/${jobId}`)).json()) as { state: string };
      return job.state === 'succeeded';
    });
    if (!made) throw new Error('the rehearsal was not made');
    return firstOf('rehearsals?limit=1');
  }

  beforeAll(async () => {
    desk = await openDesk();
    await aSecondVersion();
    ids.enterprise = await firstOf('enterprises?limit=1');
    await makeQuality(desk, ids.enterprise);
    ids.twin = await aHistory(ids.enterprise);
    ids.ranking = await aRanking();
    ids.rehearsal = await aRehearsal();
    ids.run = await firstOf('scoring-runs?limit=1');
    members = await makeMembers(desk, ids.enterprise);
    Object.assign(ids, await makeDeclarations(desk, members.member, ids.enterprise));
    ids.request = members.requestId;
    ids.task = await makeDesk(desk, ids.enterprise);
    ids.list = await makeOfficialList(desk);
    ids.entry = await makePool(desk, ids.enterprise);
    const recognition = await makeRecognition(desk);
    ids.batch = recognition.batch;
    const [application = '', , returned = '', passed = ''] = recognition.applications;
    Object.assign(ids, { application, returned, passed });
    ids.notice = await makeNotice(desk, recognition);
  });
  afterAll(() => desk.close());

  describe.each([1440, 768, 390])('at %i px', (width) => {
    it.each([
      ['home', '/console'],
      ['tasks', '/console/tasks'],
      ['tasks-all', '/console/tasks?owner=all&state=all'],
      ['task', '/console/tasks/:task'],
      ['messages', '/console/messages'],
      ['letters', '/console/letters'],
      ['enterprises', '/console/enterprises'],
      ['enterprises-found', '/console/enterprises?q=tzzc'],
      ['segments', '/console/segments'],
      ['enterprise', '/console/enterprises/:enterprise'],
      ['enterprise-figures', '/console/enterprises/:enterprise?tab=figures'],
      ['enterprise-entry', '/console/enterprises/:enterprise?tab=figures&entry=2025-tax&facts=totalAssets&back=flags'],
      ['enterprise-identity', '/console/enterprises/:enterprise?tab=identity'],
      ['enterprise-as-of', '/console/enterprises/:enterprise?tab=identity&asOf=2020-06-30'],
      ['enterprise-links', '/console/enterprises/:enterprise?tab=links'],
      ['enterprise-history', '/console/enterprises/:enterprise?tab=history'],
      ['duplicates', '/console/duplicates'],
      ['duplicate-pair', '/console/duplicates/:enterprise/:twin'],
      ['evidence', '/console/enterprises/:enterprise?tab=evidence'],
      ['scale-list', '/console/scale-list'],
      ['scale-warnings', '/console/scale-list?view=rise'],
      ['enterprise-peers', '/console/enterprises/:enterprise?tab=peers'],
      ['letter', '/console/enterprises/:enterprise/letter'],
      ['advice', '/console/enterprises/:enterprise/advice?standard=miit-2026-2-specialized'],
      ['conflicts', '/console/quality/conflicts'],
      ['flags', '/console/quality/flags'],
      ['waiting', '/console/quality/waiting?only=all'],
      ['imports', '/console/imports'],
      ['pool', '/console/pool'],
      ['pool-entry', '/console/pool/:entry'],
      ['pool-proposals', '/console/pool?view=proposals'],
      ['titles', '/console/titles'],
      ['titles-all', '/console/titles?state=all'],
      ['renewals', '/console/titles?view=renewals'],
      ['official-lists', '/console/official-lists'],
      ['official-list', '/console/official-lists/:list'],
      ['official-list-matched', '/console/official-lists/:list?section=matched'],
      ['official-list-absent', '/console/official-lists/:list?section=absent'],
      ['code-tables', '/console/code-tables'],
      ['code-tables-industry', '/console/code-tables?table=industry&q=轴承'],
      ['code-tables-emerging', '/console/code-tables?table=strategicEmerging&q=345'],
      ['calendar', '/console/code-tables?table=calendar&year=2027'],
      ['objections', '/console/recognition/objections'],
      ['batches', '/console/recognition/batches'],
      ['batch', '/console/recognition/batches/:batch'],
      ['applications', '/console/recognition/applications'],
      ['applications-mine', '/console/recognition/applications?waits=reviewer&sort=points'],
      ['case', '/console/recognition/applications/:application'],
      ['case-returned', '/console/recognition/applications/:returned?part=side'],
      ['case-passed', '/console/recognition/applications/:passed?part=list'],
      ['scoring', '/console/scoring'],
      ['scoring-run', '/console/scoring/:run?outcome=unmet'],
      ['standards', '/console/standards'],
      ['standard', '/console/standards/miit-2022-63-innovative'],
      ['standard-compared', '/console/standards/luoyang-2019-58-hidden-champion?version=2&compare=1'],
      ['rehearsals', '/console/rehearsals'],
      ['rehearsal', '/console/rehearsals/:rehearsal'],
      ['tuning', '/console/rehearsals/tuning?standard=miit-2022-63-innovative'],
      ['rankings', '/console/rankings'],
      ['ranking', '/console/rankings/:ranking'],
      ['own', '/console/own'],
      ['members', '/console/members'],
      ['member-request', '/console/members/:request'],
      ['paper-check', '/console/recognition/papers'],
      ['not-found', '/console/nowhere'],
      ['self-check', '/portal/self-check'],
      ['self-check-questions', '/portal/self-check?title=littleGiant&day=2026-06-01'],
      ['portal-not-found', '/portal/nowhere'],
    ])('%s fits, reads and can be read aloud', async (name, address) => {
      const { page, faults, close } = await openPage(desk, { width });
      await visit(
        page,
        address.replace(/:(\w+)/g, (_, key: string) => ids[key] ?? ''),
      );
      if (name === 'ranking') await page.locator('.distribution__chart svg').waitFor();
      if (name === 'tuning') {
        await page.getByRole('button', { name: '读入数据，开始试调' }).click();
        // by the keyboard: one step to the right at a time
        const total = page.getByRole('slider', { name: /^总分/ });
        for (let step = 0; step < 8; step++) await total.press('ArrowRight');
        await page.locator('.nearest li').first().waitFor();
      }
      expect(await page.title()).toMatch(/ · 梯度$/);
      // the portal shows nothing of the register, invented or not
      if (!address.startsWith('/portal'))
        expect(await page.locator('.demo-banner').textContent()).toContain('演示数据');
      expect(await overflow(page)).toBe(0);
      // every year of the figures is seen without moving sideways
      if (name === 'enterprise-figures')
        expect(await page.evaluate(`(e => e.scrollWidth - e.clientWidth)(document.querySelector('.figures'))`)).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      await keepPicture(page, `${name}-${width}`);
      expect(faults).toEqual([]);
      await close();
    });

    it.each([
      ['sign-in', '/sign-in?to=/console', null],
      ['sign-in-link', '/sign-in/link', null],
      ['sign-in-provider', '/sign-in/provider', null],
      ['profile', '/console/profile', 'system'],
      ['profile-read', '/console/profile', 'audit'],
      ['notices', '/public/notices', null],
      ['notice', '/public/notices/:notice', null],
      ['portal-welcome', '/portal', null],
      ['portal-register', '/portal/register', null],
      ['portal-invitation', '/portal/invitation', null],
      ['persons', '/console/persons', 'system'],
      ['person-account', '/console/persons/:person', 'system'],
      ['person-rights', '/console/persons/:person', 'security'],
      ['persons-audit', '/console/persons?status=active', 'audit'],
      ['audit', '/console/audit', 'audit'],
      ['audit-entry', '/console/audit?action=scoring.publish&entry=1', 'audit'],
      ['portal', '/portal', 'member'],
      ['portal-enterprise', '/portal/enterprises/:enterprise', 'member'],
      ['portal-people', '/portal/enterprises/:enterprise/people', 'member'],
      ['portal-figures', '/portal/enterprises/:enterprise/figures/2025', 'member'],
      ['portal-security', '/portal/security', 'member'],
      ['declaration-error', '/portal/enterprises/:enterprise/applications/:draftCase', 'member'],
      ['declaration-submitted', '/portal/enterprises/:enterprise/applications/:submittedCase', 'member'],
      ['declaration-returned', '/portal/enterprises/:enterprise/applications/:returnedCase', 'member'],
      ['declaration-recognised', '/portal/enterprises/:enterprise/applications/:recognisedCase', 'member'],
      ['declaration-print', '/portal/enterprises/:enterprise/applications/:submittedCase/print/1', 'member'],
      ['declaration-confirmation', '/portal/confirmation', null],
    ] as const)('%s, for whom it is meant, fits, reads and can be read aloud', async (name, address, duty) => {
      const as = duty === 'member' ? members.member : duty && (await signInAtProduct(desk.home, administrator(duty)));
      const { page, faults, close } = await openPage(desk, { width, as });
      const named: Record<string, string> = { ...ids, person: leader.id };
      await visit(
        page,
        address.replace(/:(\w+)/g, (_, key: string) => named[key] ?? ''),
      );
      expect(await page.title()).toMatch(/ · 梯度$/);
      expect(await overflow(page)).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      await keepPicture(page, `${name}-${width}`);
      expect(faults).toEqual([]);
      await close();
    });
  });
});
