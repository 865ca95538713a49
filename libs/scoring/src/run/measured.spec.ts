import { builtInOfficer } from '@tidu/platform';
import { ScoreCardsService } from '../cards/score-cards.service';
import { Register } from '../testing/register';
import type { ScoreResult } from './score.job';

const perMu = 'huangyan-2022-per-mu-below-scale';
const size = 'nbs-2011-300-size';
const tech = 'most-2017-115-tech-sme';

describe('standards that measure against a benchmark, look up a class or have no categories', () => {
  let register: Register;
  let ids: string[] = [];
  beforeAll(async () => {
    register = await Register.open();
    ids = await register.enterprises([{}, {}, {}]);
    const facts = [
      { taxPaid: 100_0000_00, landArea: 10_0000, electricityUse: 5_000_000_0000 }, // 85.6457
      { taxPaid: 10 ** 15, landArea: 1, electricityUse: 1 }, // far beyond what a card keeps
      { taxPaid: 100_0000_00, landArea: 10_0000 },
    ];
    const more = { employees: 1000, revenue: 39_999_0000_00, techStaff: 90, rdExpense: 3_000_0000_00, ipClass1: 1 };
    await register.manyFigures(
      ids.map((enterpriseId, i) => ({ enterpriseId, year: 2021, source: 'audit', facts: { ...facts[i], ...more } })),
    );
  });
  afterAll(() => register.close());

  it('are scored in bulk as the evaluator judges one', async () => {
    const { runs } = await register.result<ScoreResult>(register.scoreJob(), {
      ...{ year: 2021, asOf: '2022-09-01', standardIds: [perMu, size, tech] },
    });
    expect(runs.map(({ standardId, outcomes, open }) => [standardId, outcomes.met, outcomes.unknown, open])).toEqual(
      expect.arrayContaining([
        [perMu, 2, 1, 1],
        [size, 3, 0, 0],
      ]),
    );
    const service = new ScoreCardsService(register.database, register.standards, register.reference);
    const run = (id: string) => runs.find(({ standardId }) => standardId === id)?.runId ?? '';
    const card = (standard: string, i: number) => service.explained(builtInOfficer, run(standard), ids[i] ?? '');
    expect((await card(perMu, 0)).points).toEqual({ min: 85.6457, max: 85.6457 });
    // a card keeps at most 2^31 − 1 ten-thousandths; the explanation says the whole of it
    const large = await card(perMu, 1);
    expect([large.points?.min, (large.explanation.points?.min ?? 0) > 1e12]).toEqual([214748.3647, true]);
    expect([(await card(perMu, 2)).points, (await card(perMu, 2)).outcome]).toEqual([null, 'unknown']);
    expect((await card(tech, 0)).explanation.clauses.find(({ id }) => id === 'tech-staff')?.parent).toBe('scored');
  });
});
