import { checkInvariants } from '@tidu/platform';
import { Register } from '../testing/register';
import type { ScoreResult } from '../run/score.job';
import { scoringInvariants } from './scoring-invariants';

describe('the invariants of scoring', () => {
  let register: Register;
  let ids: string[];
  beforeAll(async () => {
    register = await Register.open();
    ids = await register.enterprises(Array.from({ length: 30 }, () => ({ registeredOn: '2015-03-02' })));
    for (const [i, id] of ids.entries())
      await register.figures(id, 2024, 'tax', { revenue: String(1_000_000_000 + i * 7_000_000), employees: 20 + i });
    await register.result<ScoreResult>(register.scoreJob(), {
      ...{ year: 2024, asOf: '2025-11-01', standardIds: ['miit-2022-63-innovative', 'miit-2026-2-little-giant'] },
    });
  });
  afterAll(() => register.close());
  const broken = async () => {
    const results = await checkInvariants(register.database, scoringInvariants(register.reference, register.standards));
    return results.filter(({ holds }) => !holds).map(({ id, examples }) => ({ id, examples }));
  };
  /** Breaks something, looks, and puts it back. */
  const withBroken = async (breaking: string, mending: string) => {
    await register.test.asSuperuser(breaking);
    const found = await broken();
    await register.test.asSuperuser(mending);
    return found;
  };

  it('hold after a run', async () => {
    await expect(broken()).resolves.toEqual([]);
  });

  it('name the card that is not what its sheet makes', async () => {
    const at = `where "enterpriseId" = '${ids[3]}'`;
    const found = await withBroken(
      `update score_card set met = met + 1 ${at}`,
      `update score_card set met = met - 1 ${at}`,
    );
    expect(found).toEqual([
      { id: 'I4', examples: [expect.stringContaining(ids[3] ?? '?'), expect.stringContaining(ids[3] ?? '?')] },
    ]);
  });

  it('name the card whose sheet was changed under it', async () => {
    const at = `where "enterpriseId" = '${ids[5]}'`;
    const free = `alter table fact_sheet disable trigger all;`;
    const found = await withBroken(
      `${free} update fact_sheet set employees = 100000, revenue = 100000000000 ${at}`,
      `update fact_sheet set employees = 25, revenue = 1035000000 ${at}; alter table fact_sheet enable trigger all`,
    );
    expect(found.map(({ id }) => id)).toEqual(['I4']);
    await expect(broken()).resolves.toEqual([]);
  });

  it('name the decision that the trail does not know, and the entry without a decision', async () => {
    const found = await withBroken(
      `alter table audit_entry disable trigger all; update audit_entry set action = 'scoring.other' where action = 'scoring.publish'`,
      `update audit_entry set action = 'scoring.publish' where action = 'scoring.other'`,
    );
    expect(found).toEqual([
      { id: 'I2', examples: [expect.stringContaining('scoring_run'), expect.stringContaining('scoring_run')] },
    ]);
    const forged = await withBroken(
      `insert into audit_entry ("personId", "personName", action, "objectType", "objectId") values (gen_random_uuid(), 'x', 'standards.activate', 'standard_release', 'forged')`,
      `delete from audit_entry where "objectId" = 'forged'`,
    );
    expect(forged).toEqual([{ id: 'I2', examples: [expect.stringContaining('standard_activation')] }]);
  });
});
