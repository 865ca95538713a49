import { until } from '@tidu/test/product';
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

jest.setTimeout(60_000);

describeWithBrowser('每一页', () => {
  let desk: Desk;
  /** What stands for `:name` in an address. */
  const ids: Record<string, string> = {};

  async function firstOf(list: string): Promise<string> {
    const answer = await fetch(`${desk.url}/api/console/${list}`);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    return items[0]?.id ?? '';
  }

  async function aRanking(): Promise<string> {
    const runId = await firstOf('scoring-runs?standardId=miit-2022-63-innovative&limit=1');
    const answer = await fetch(`${desk.url}/api/console/rankings`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ runId, name: '演示区创新型企业排名' }),
    });
    const { jobId } = (await answer.json()) as { jobId: string };
    const made = await until(async () => {
      const job = (await (await fetch(`${desk.url}/api/console/jobs/${jobId}`)).json()) as { state: string };
      return job.state === 'succeeded';
    });
    if (!made) throw new Error('the ranking was not made');
    return firstOf('rankings?limit=1');
  }

  /** A version that waits beside the one in use. */
  async function aSecondVersion(): Promise<void> {
    const { standard, cases, ...files } = nextVersion('luoyang-2019-58-hidden-champion');
    const answer = await fetch(`${desk.url}/api/console/standard-releases`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ document: standard, cases, ...files }),
    });
    if (answer.status !== 201 && answer.status !== 400) throw new Error(await answer.text());
  }

  async function aRehearsal(): Promise<string> {
    const standardId = 'miit-2022-63-innovative';
    const overlay = `extends: ${standardId}\noverrides:\n  total: { atLeast: 70 }\n  direct-institution: { oneOf: [nation] }\n`;
    const { years } = (await (await fetch(`${desk.url}/api/console/summary`)).json()) as { years: number[] };
    const answer = await fetch(`${desk.url}/api/console/rehearsals`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ year: years[0], standardId, against: { overlay } }),
    });
    const { jobId } = (await answer.json()) as { jobId: string };
    const made = await until(async () => {
      const job = (await (await fetch(`${desk.url}/api/console/jobs/${jobId}`)).json()) as { state: string };
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
    ids.ranking = await aRanking();
    ids.rehearsal = await aRehearsal();
  });
  afterAll(() => desk.close());

  describe.each([1440, 768, 390])('at %i px', (width) => {
    it.each([
      ['home', '/console'],
      ['enterprises', '/console/enterprises'],
      ['enterprise', '/console/enterprises/:enterprise'],
      ['enterprise-figures', '/console/enterprises/:enterprise?tab=figures'],
      ['letter', '/console/enterprises/:enterprise/letter'],
      ['advice', '/console/enterprises/:enterprise/advice?standard=miit-2026-2-specialized'],
      ['conflicts', '/console/quality/conflicts'],
      ['flags', '/console/quality/flags'],
      ['waiting', '/console/quality/waiting?only=all'],
      ['imports', '/console/imports'],
      ['scoring', '/console/scoring'],
      ['standards', '/console/standards'],
      ['standard', '/console/standards/miit-2022-63-innovative'],
      ['standard-compared', '/console/standards/luoyang-2019-58-hidden-champion?version=2&compare=1'],
      ['rehearsals', '/console/rehearsals'],
      ['rehearsal', '/console/rehearsals/:rehearsal'],
      ['tuning', '/console/rehearsals/tuning?standard=miit-2022-63-innovative'],
      ['rankings', '/console/rankings'],
      ['ranking', '/console/rankings/:ranking'],
      ['not-found', '/console/nowhere'],
      ['self-check', '/portal/self-check'],
      ['self-check-questions', '/portal/self-check?title=littleGiant&day=2026-06-01'],
      ['portal-not-found', '/portal/nowhere'],
    ])('%s fits, reads and can be read aloud', async (name, address) => {
      const { page, faults, close } = await openPage(desk, { width });
      await visit(
        page,
        address.replace(/:(\w+)/, (_, key: string) => ids[key] ?? ''),
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
      expect(await accessibilityFaults(page)).toEqual([]);
      await keepPicture(page, `${name}-${width}`);
      expect(faults).toEqual([]);
      await close();
    });
  });
});
