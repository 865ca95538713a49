import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer, checkInvariants, systemActor } from '@tidu/platform';
import { rounds } from '@tidu/test/rounds';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { measureInvariants } from '../measure-invariants';
import { moveBudget, takeOfCap } from './budget-line';

const people = 50;
jest.setTimeout(600_000);

describe('a budget under many hands', () => {
  let test: TestDatabase;
  let enterprises: string[];
  const line = uuidv7();
  beforeAll(async () => {
    test = await createTestDatabase();
    enterprises = Array.from({ length: people }, () => uuidv7());
    await test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", demo)
       select id, '91410305MA9' || lpad(n::text, 6, '0') || 'X', '企业' || n, '410305', 'given', false
       from unnest($1::uuid[]) with ordinality e(id, n)`,
      [enterprises],
    );
    await test.asSuperuser(
      `insert into budget_line (id, code, year, name, allocation, total, "changedByName") values ($1, 'race', 2026, '竞争', 'firstCome', 1000, 'x')`,
      [line],
    );
  });
  afterAll(() => test.drop());

  const planted = async () => {
    const ids = enterprises.map(() => uuidv7());
    await test.asSuperuser(
      `insert into measure_case (id, "measureId", "measureCode", "enterpriseId", period, state, amount, "lineId", "reviewedBy", "changedByName")
       select c.id, m.id, 'race-' || $3, e.id, 0, 'submitted', 100, $4, $5, 'x'
       from unnest($1::uuid[], $2::uuid[]) c(id, "enterpriseId") join enterprise e on e.id = c."enterpriseId", (select id from measure limit 1) m`,
      [ids, enterprises, uuidv7(), line, builtInOfficer.id],
    );
    return ids.map((caseId, i) => ({ caseId, enterpriseId: enterprises[i] ?? '', lineId: line, amount: 100n }));
  };
  const state = async () =>
    (
      await test.asSuperuser<{ used: string }>(
        'select (reserved + committed + paid)::text as used from budget_line where id = $1',
        [line],
      )
    )[0]?.used;

  it('50 confirm at once what is there for 10: ten have it, forty are told, nothing is overspent, round after round', async () => {
    for (let round = 0; round < rounds('F17'); round++) {
      const cases = await planted();
      const done = await Promise.allSettled(
        cases.map((one) =>
          test.database.write(systemActor, async (tx) => {
            await moveBudget(tx, 'reserve', one);
            await tx.rows(`update measure_case set held = 'reserved' where id = $1`, [one.caseId]);
          }),
        ),
      );
      const got = cases.filter((_, i) => done[i]?.status === 'fulfilled');
      const told = done.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
      expect(got).toHaveLength(10);
      expect(new Set(told)).toEqual(new Set(['MEASURES.BUDGET_SHORT']));
      expect(await state()).toBe('1000');
      expect(await checkInvariants(test.database, measureInvariants)).toMatchObject([{ holds: true }]);
      await test.database.write(systemActor, async (tx) => {
        for (const one of got) {
          await moveBudget(tx, 'release', one);
          await tx.rows(`update measure_case set held = 'none' where id = $1`, [one.caseId]);
        }
      });
      expect(await state()).toBe('0');
    }
  });

  it('an enterprise takes from its yearly cap at 50 hands what is there, never more', async () => {
    const cap = { enterpriseId: enterprises[0] ?? '', cap: 'race', year: 2026, most: 1010n };
    const taken = await Promise.all(
      Array.from({ length: people }, () => test.database.write(systemActor, (tx) => takeOfCap(tx, cap, 100n))),
    );
    expect(taken.reduce((sum, one) => sum + one, 0n)).toBe(1010n);
    expect(taken.filter((one) => one === 100n)).toHaveLength(10);
  });

  it('the table itself refuses what the program would not do', async () => {
    const broken = (set: string) => test.asSuperuser(`update budget_line set ${set} where id = $1`, [line]);
    await expect(broken('reserved = total + 1')).rejects.toThrow('budget_line_never_overspent');
    await expect(broken('paid = -1')).rejects.toThrow('budget_line_paid_check');
    const [one] = await planted();
    const both = `update measure_case set "approvedBy" = "reviewedBy" where id = $1`;
    await expect(test.asSuperuser(both, [one?.caseId])).rejects.toThrow('measure_case_two_persons');
  });
});
