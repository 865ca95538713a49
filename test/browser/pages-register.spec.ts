import { leader } from '@tidu/test/signed-in';
import { describeEveryPage } from './every-page';
import { makeQuality } from './figures-desk';
import { aHistory, aRanking, aRehearsal, aSecondVersion, firstOf } from './pages-desk';

jest.setTimeout(60_000);

describeEveryPage(
  '每一页：企业、指标、标准、排名与管理',
  [
    ['home', '/console'],
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
    ['code-tables', '/console/code-tables'],
    ['code-tables-industry', '/console/code-tables?table=industry&q=轴承'],
    ['code-tables-emerging', '/console/code-tables?table=strategicEmerging&q=345'],
    ['calendar', '/console/code-tables?table=calendar&year=2027'],
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
    ['not-found', '/console/nowhere'],
    ['self-check', '/portal/self-check'],
    ['self-check-questions', '/portal/self-check?title=littleGiant&day=2026-06-01'],
    ['portal-not-found', '/portal/nowhere'],
    ['sign-in', '/sign-in?to=/console', null],
    ['sign-in-link', '/sign-in/link', null],
    ['sign-in-provider', '/sign-in/provider', null],
    ['profile', '/console/profile', 'system'],
    ['profile-read', '/console/profile', 'audit'],
    ['persons', '/console/persons', 'system'],
    ['person-account', '/console/persons/:person', 'system'],
    ['person-rights', '/console/persons/:person', 'security'],
    ['persons-audit', '/console/persons?status=active', 'audit'],
    ['audit', '/console/audit', 'audit'],
    ['audit-entry', '/console/audit?action=scoring.publish&entry=1', 'audit'],
  ],
  async (desk) => {
    await aSecondVersion(desk);
    const enterprise = await firstOf(desk, 'enterprises?limit=1');
    await makeQuality(desk, enterprise);
    const twin = await aHistory(desk, enterprise);
    const ranking = await aRanking(desk);
    const rehearsal = await aRehearsal(desk);
    const run = await firstOf(desk, 'scoring-runs?limit=1');
    return { ids: { enterprise, twin, ranking, rehearsal, run, person: leader.id } };
  },
  {
    ranking: (page) => page.locator('.distribution__chart svg').waitFor(),
    tuning: async (page) => {
      await page.getByRole('button', { name: '读入数据，开始试调' }).click();
      // by the keyboard: one step to the right at a time
      const total = page.getByRole('slider', { name: /^总分/ });
      for (let step = 0; step < 8; step++) await total.press('ArrowRight');
      await page.locator('.nearest li').first().waitFor();
    },
    // every year of the figures is seen without moving sideways
    'enterprise-figures': async (page) =>
      expect(await page.evaluate(`(e => e.scrollWidth - e.clientWidth)(document.querySelector('.figures'))`)).toBe(0),
  },
);
