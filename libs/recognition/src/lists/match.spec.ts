import fc from 'fast-check';
import type { Bearer, Borne } from './match';
import { matchedRows, type ToMatch } from './matched-rows';

const day = '2023-06-30';
const days = fc.constantFrom(null, '2019-01-01', '2023-06-30', '2023-07-01', '2025-01-01');
const keys = ['甲', '乙', '丙', '丁'];

const borne: fc.Arbitrary<Borne> = fc.record({
  ...{ key: fc.constantFrom(...keys), kind: fc.constantFrom('registered', 'former', 'short'), name: fc.constant('名') },
  ...{ from: days, until: days, ofMerged: fc.boolean() },
});
const register: fc.Arbitrary<Bearer[]> = fc
  .array(
    fc.record({
      ...{ name: fc.constantFrom(...keys), status: fc.constantFrom('active', 'dissolved', 'movedOut', 'merged') },
      ...{ registeredOn: days, since: days, names: fc.array(borne, { minLength: 1, maxLength: 3 }) },
    }),
    { maxLength: 6 },
  )
  .map((list) => list.map((one, i) => ({ ...one, id: `e${i}` })));
const rows: fc.Arbitrary<ToMatch[]> = fc
  .array(
    fc.record({
      ...{ key: fc.constantFrom(null, ...keys), creditCode: fc.constantFrom(null, null, 'c0', 'c1', 'c9') },
      ...{ badCode: fc.constantFrom(null, null, null, '坏的代码。'), loose: fc.constantFrom(null, ...keys) },
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map((one, i) => ({ ...one, id: `r${i}`, row: i + 2 })));

const by = (bearers: Bearer[], of: (one: Bearer) => string[]) => {
  const map = new Map<string, Bearer[]>();
  for (const one of bearers) for (const key of new Set(of(one))) map.set(key, [...(map.get(key) ?? []), one]);
  return map;
};
const match = (list: ToMatch[], bearers: Bearer[]) =>
  matchedRows(
    list,
    day,
    {
      byName: by(bearers, ({ names }) => names.map(({ key }) => key)),
      byLoose: by(bearers, ({ names }) => names.map(({ key }) => key)),
      byCode: by(bearers, ({ id }) => [id.replace('e', 'c')]),
    },
    new Map(),
    8,
  );

describe('matching rows', () => {
  it('gives every row one result, whatever the order of the rows', () => {
    fc.assert(
      fc.property(rows, register, fc.infiniteStream(fc.nat()), (list, bearers, draws) => {
        const found = match(list, bearers);
        expect(found.map(({ id }) => id)).toEqual(list.map(({ id }) => id));
        const shuffled = [...list].sort(() => (draws.next().value % 2 === 0 ? 1 : -1));
        const states = (results: typeof found) =>
          new Map(results.map(({ id, state, enterpriseId }) => [id, `${state} ${enterpriseId}`]));
        const again = states(match(shuffled, bearers));
        expect([...states(found)].filter(([id, said]) => again.get(id) !== said)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('takes an enterprise for one row at most, and only one that surely bore the name or has the code', () => {
    fc.assert(
      fc.property(rows, register, (list, bearers) => {
        const taken = match(list, bearers).filter(({ state }) => state === 'matched');
        expect(new Set(taken.map(({ enterpriseId }) => enterpriseId)).size).toBe(taken.length);
        for (const { id, enterpriseId } of taken) {
          const row = list.find((one) => one.id === id);
          const firm = bearers.find((one) => one.id === enterpriseId);
          if (row?.creditCode !== null) continue;
          const then = firm?.names.some(
            ({ key, kind, ofMerged, from, until }) =>
              key === row.key &&
              kind !== 'short' &&
              !ofMerged &&
              (from ?? '') <= day &&
              (until === null || day < until),
          );
          expect([then, (firm?.registeredOn ?? '') <= day]).toEqual([true, true]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
