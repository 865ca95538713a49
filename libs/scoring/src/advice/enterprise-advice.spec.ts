import { builtInOfficer } from '@tidu/platform';
import { countyOfficer, Register } from '../testing/register';
import { EnterpriseAdviceService } from './enterprise-advice.service';

const scored = 'miit-2022-63-innovative';

/** Everything a small enterprise is asked, one point short of the line by its research expense. */
const short = {
  ...{ registeredInChina: true, enterpriseSize: 'small', abnormalOperation: false, seriousDishonesty: false },
  ...{ prohibitedProduct: false, majorIncident3y: false, strategicEmerging: true, titleHighTech: false },
  ...{ titleInnovationDemo: false, titleIpAdvantage: false, awardProvincialOrNational3y: false },
  ...{ rdInstitutionLevel: 'none', equityFinancing3y: 0, ipClass1HighValue: 0, ipClass1SelfDeveloped: 0 },
  ...{ ipClass1: 1, ipClass2: 0, rdExpense: 1_990_000_00, revenue: 100_000_000_00, mainRevenue: 60_000_000_00 },
  ...{ totalLiabilities: 70_000_000_00, totalAssets: 100_000_000_00 },
};

describe('the 差一步清单 of a registered enterprise', () => {
  let register: Register;
  let service: EnterpriseAdviceService;
  let id: string;
  beforeAll(async () => {
    register = await Register.open();
    service = new EnterpriseAdviceService(register.database, register.standards, register.reference);
    id = await register.enterprise({ regionCode: '410302', registeredOn: '2012-05-06' });
    await register.figures(id, 2020, 'enterprise', { mainRevenue: 57_000_000_00, revenue: 90_000_000_00 });
    await register.figures(id, 2021, 'enterprise', short);
    for (const year of [2020, 2021])
      await register.result(register.scoreJob(), { year, asOf: '2022-09-01', standardIds: [scored] });
  });
  afterAll(() => register.close());

  const of = (query: object = {}) => service.of(builtInOfficer, id, { standardId: scored, ...query });

  it('is not given to whoever may not see the enterprise', async () => {
    await expect(service.of(countyOfficer, id, { standardId: scored })).rejects.toMatchObject({
      ...{ kind: 'notFound', code: 'SCORING.ENTERPRISE_NOT_FOUND' },
    });
  });

  it('names at most five ways from the newest sheet, the cheapest first, by the bureau’s costs', async () => {
    const found = await of();
    expect(found).toMatchObject({ year: 2021, sheetAsOf: '2022-09-01', outcome: 'unmet' });
    expect(found.points).toEqual({ min: 55, max: 55 });
    const { advice } = found;
    expect(advice).toMatchObject({ state: 'possible', date: '2022-09-01', deadline: null, notice: '预评估，非认定' });
    expect(advice.alternatives.length).toBeLessThanOrEqual(5);
    const costs = advice.alternatives.map(({ cost }) => cost);
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    // 2 for any change and 1 for each 10 万, as seeds/advice-costs.yaml says
    const [step] =
      advice.alternatives.find(({ steps }) => steps.every(({ fact }) => fact === 'rdExpense'))?.steps ?? [];
    expect(step).toMatchObject({ kind: 'short', from: '1990000', to: '2000000', change: '10000', cost: 2.1 });
    expect(step?.text).toContain('再增加 1万元');
    expect(step?.how).not.toBe('');
    const names = new Map(found.clauses.map(({ id: clause, label }) => [clause, label]));
    for (const clause of step?.clauses ?? []) expect(names.get(clause)).toBeTruthy();
  });

  it('leaves out what the deadline leaves no time for, and says when', async () => {
    const { advice } = await of({ deadline: '2022-12-31' });
    expect(advice.alternatives.flatMap(({ steps }) => steps).map(({ fact }) => fact)).not.toContain('rdExpense');
    expect(advice.held).toContainEqual(
      expect.objectContaining({ fact: 'rdExpense', reason: 'closed', earliest: 2023 }),
    );
    await expect(of({ deadline: '2022-08-31' })).rejects.toMatchObject({ code: 'CRITERIA.ADVICE_DATES' });
  });

  it('works from the year asked for, and keeps what is not known apart from what is short', async () => {
    const { advice, year } = await of({ year: 2020 });
    expect(year).toBe(2020);
    const kinds = new Set(advice.alternatives.flatMap(({ steps }) => steps).map(({ kind }) => kind));
    expect(kinds).toContain('unknown');
    expect(kinds).toContain('evidence');
  });

  it('says what is missing where there is no sheet or no such standard', async () => {
    await expect(of({ year: 2019 })).rejects.toMatchObject({
      code: 'SCORING.NO_SHEET',
      message: expect.stringContaining('2021、2020 年度'),
    });
    const bare = await register.enterprise();
    await expect(service.of(builtInOfficer, bare, { standardId: scored })).rejects.toMatchObject({
      ...{ kind: 'notFound', code: 'SCORING.NO_SHEET' },
    });
    await expect(of({ standardId: 'nobody-knows' })).rejects.toMatchObject({ code: 'SCORING.STANDARD_NOT_FOUND' });
  });
});
