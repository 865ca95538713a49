import { makeCreditCode } from '@tidu/kernel';
import { anonymous, Database } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { rounds, tell } from '@tidu/test/rounds';
import { membersRules } from '../rules/members-rules';
import { takeRegistration } from './budgets';

describe('the budget of registrations (F17)', () => {
  let test: TestDatabase;
  let wide: Database;
  beforeAll(async () => {
    test = await createTestDatabase();
    wide = await Database.connect({ url: test.appUrl, entities: [], poolSize: 50 });
  });
  afterAll(async () => {
    await wide.close();
    await test.drop();
  });

  const most = 10;
  const plenty = { perAddress: 1000, perCreditCode: 1000, total: 1000 };
  const codes = Array.from({ length: 50 }, (_, i) =>
    makeCreditCode({ region: '410305', organisation: `MA7${String(i).padStart(5, '0')}` }),
  );
  const used = async () =>
    (await test.asSuperuser<{ used: number }>('select max(used)::int as used from member_budget'))[0]?.used;

  /** Fifty at once; how many were let through. */
  async function fifty(budget: typeof plenty, of: (i: number) => { address: string; code: string }): Promise<number> {
    await test.asSuperuser('delete from member_budget');
    const asked = await Promise.allSettled(
      codes.map((_, i) => {
        const { address, code } = of(i);
        return wide.write(anonymous, (tx) => takeRegistration(tx, address, code, budget));
      }),
    );
    for (const one of asked)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ kind: 'tooMany', code: 'MEMBERS.BUDGET' });
    return asked.filter(({ status }) => status === 'fulfilled').length;
  }

  it('is never overspent by fifty at once, whichever of the three is the short one', async () => {
    const code = codes[0] ?? '';
    const shortage = [
      () => fifty({ ...plenty, perAddress: most }, (i) => ({ address: '203.0.113.1', code: codes[i] ?? '' })),
      () => fifty({ ...plenty, perCreditCode: most }, (i) => ({ address: `203.0.113.${i}`, code })),
      () => fifty({ ...plenty, total: most }, (i) => ({ address: `203.0.113.${i}`, code: codes[i] ?? '' })),
    ];
    let over = 0;
    for (let round = 0; round < rounds('F17'); round++) {
      if ((await shortage[round % shortage.length]?.()) !== most) over++;
      expect(await used()).toBe(most);
    }
    expect(over).toBe(0);
    tell('F17', { 轮: rounds('F17'), 超出: over });
  });

  it('of the rules that are delivered lets the same number through, once and for the day', async () => {
    const { perCreditCode } = membersRules().budget;
    const same = (i: number) => ({ address: `203.0.113.${i}`, code: codes[0] ?? '' });
    expect(await fifty(membersRules().budget, same)).toBe(perCreditCode);
  });

  it('counts an address however long it says to be, and forgets days long past', async () => {
    await test.asSuperuser('delete from member_budget');
    const day = `(now() at time zone 'Asia/Shanghai')::date`;
    await test.asSuperuser(
      `insert into member_budget (key, day, used) values ('total', ${day} - 32, 1), ('total', ${day} - 31, 1)`,
    );
    const from = (end: string) =>
      wide.write(anonymous, (tx) =>
        takeRegistration(tx, `${'f'.repeat(200)}${end}`, codes[0] ?? '', { ...plenty, perAddress: 1 }),
      );
    await from('1');
    await expect(from('2')).rejects.toMatchObject({
      code: 'MEMBERS.BUDGET',
      message: expect.stringContaining('您所在的网络'),
    });
    const kept = await test.asSuperuser<{ age: number }>(
      `select ${day} - day as age from member_budget where key = 'total' order by 1`,
    );
    expect(kept).toEqual([{ age: 0 }, { age: 31 }]);
  });
});
