import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fc from 'fast-check';
import { openSql, orderingSql, orderingWords } from './ordering';

interface Card {
  code: string;
  outcome: number;
  pointsMin: number | null;
  pointsMax: number | null;
  met: number;
  unknown: number;
}

/** The order in plain comparisons: negative when `a` stands before `b`, 0 when they share a rank. */
function compare(hasPoints: boolean, a: Card, b: Card): number {
  if (hasPoints) return (b.pointsMin ?? -1) - (a.pointsMin ?? -1) || (b.pointsMax ?? -1) - (a.pointsMax ?? -1);
  return a.outcome - b.outcome || b.met - a.met || a.unknown - b.unknown;
}

describe('the order of rankings', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  async function ranked(cards: Card[], hasPoints: boolean) {
    const order = orderingSql(hasPoints);
    return test.asSuperuser<{ code: string; rank: number; position: number; open: boolean }>(
      `select code, rank() over (order by ${order.rank})::int as rank, row_number() over (order by ${order.list})::int as position,
         ${openSql()} as open
       from json_to_recordset($1) as c(code text, outcome int, "pointsMin" int, "pointsMax" int, met int, unknown int),
         lateral (select c.code as "creditCode") e order by position`,
      [JSON.stringify(cards)],
    );
  }

  // few values each, so that equals are frequent
  const card = fc
    .record({
      outcome: fc.integer({ min: 1, max: 5 }),
      pointsMin: fc.integer({ min: 0, max: 3 }),
      more: fc.integer({ min: 0, max: 2 }),
      met: fc.integer({ min: 0, max: 2 }),
      unknown: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ more, ...one }) => ({ ...one, pointsMax: one.pointsMin + more }));
  const cards = fc
    .array(card, { minLength: 1, maxLength: 25 })
    .map((list) => list.map((one, i) => ({ ...one, code: `C${String((i * 7919) % 1000).padStart(4, '0')}` })));

  it.each([true, false])(
    'ranks as plain comparisons do, equals alike, then by code (with points: %s)',
    async (hasPoints) => {
      await fc.assert(
        fc.asyncProperty(cards, async (list) => {
          const rows = await ranked(list, hasPoints);
          const expected = [...list].sort((a, b) => compare(hasPoints, a, b) || (a.code < b.code ? -1 : 1));
          expect(rows.map(({ code }) => code)).toEqual(expected.map(({ code }) => code));
          expect(rows.map(({ rank }) => rank)).toEqual(
            expected.map((one) => 1 + list.filter((other) => compare(hasPoints, other, one) < 0).length),
          );
          expect(rows.map(({ position }) => position)).toEqual(list.map((_, i) => i + 1));
        }),
        { numRuns: 25 },
      );
    },
  );

  it('shares ranks as 1, 2, 2, 4', async () => {
    const points = [90, 80, 80, 70].map((least, i) => ({
      ...{ code: `C${i}`, outcome: 1, pointsMin: least, pointsMax: least, met: 0, unknown: 0 },
    }));
    expect((await ranked(points, true)).map(({ rank }) => rank)).toEqual([1, 2, 2, 4]);
  });

  it('calls a place open while points or outcome are, and only then', async () => {
    const of = async (one: Partial<Card>) =>
      (await ranked([{ code: 'C', outcome: 1, pointsMin: 5, pointsMax: 5, met: 0, unknown: 0, ...one }], true))[0]
        ?.open;
    expect(await of({})).toBe(false);
    expect(await of({ pointsMax: 6 })).toBe(true);
    expect(await of({ outcome: 2 })).toBe(true);
    expect(await of({ outcome: 3 })).toBe(true);
    expect(await of({ outcome: 4 })).toBe(false);
    expect(await of({ pointsMin: null, pointsMax: null, outcome: 4 })).toBe(false);
  });

  it('says in words what it does', () => {
    expect(orderingWords(true)).toMatch('最低分从高到低');
    expect(orderingWords(false)).toMatch('满足、待人工判断、缺数据、不满足、不适用');
    for (const hasPoints of [true, false]) expect(orderingWords(hasPoints)).toMatch('并列（1、2、2、4）');
  });
});
