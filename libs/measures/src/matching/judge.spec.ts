import { FactDictionary, type FactValue, outcomeName } from '@tidu/criteria';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { workOut } from '../rules/amount';
import { readMeasure } from '../rules/read-measure';
import { measureText } from '../testing/measures-world';
import { Matcher, outcomeOf } from './judge';

const dictionary = FactDictionary.fromRows(
  parse(fs.readFileSync(path.resolve(__dirname, '../../../../seeds/facts.csv'), 'utf8'), { columns: true, bom: true }),
);
const levels = (kind: string) =>
  `{ kind: ${kind}, levels: [{ label: 大, amount: 60万, when: [{ fact: revenue, atLeast: 4亿 }] }, { label: 中, amount: 30万, when: [{ fact: employees, atLeast: 100 }] }] }`;
const measures = [
  { code: 'plain' },
  { code: 'levels', benefit: levels('fixed'), more: 'caps: { item: 40万 }' },
  { code: 'top-up', benefit: levels('topUp'), more: 'matter: { code: one, stacking: topUp }' },
  { code: 'other', more: 'matter: { code: one, stacking: topUp }' },
  { code: 'town', region: '410302' },
  { code: 'service', budget: null, benefit: '{ kind: service, what: 上门诊断 }' },
  {
    ...{ code: 'loan', mode: 'application' as const },
    ...{ benefit: '{ kind: interest, principal: principal, rate: 1%, days: days }' },
    more: 'inputs: [{ code: principal, label: 贷款本金, type: money }, { code: days, label: 天数, type: days }]',
  },
].map((seed) => ({ measure: readMeasure(measureText(seed), dictionary, 'x.yaml') }));

describe('matching in bulk', () => {
  it('says the same outcomes and amounts as one by one, whatever is known and was paid', () => {
    const matcher = new Matcher(measures);
    const valueOf: Record<string, fc.Arbitrary<FactValue>> = {
      titleLittleGiant: fc.constantFrom(true, true, false, null),
      revenue: fc.constantFrom(null, 0, 39_999_999_999, 40_000_000_000),
      employees: fc.constantFrom(null, 99, 100),
    };
    const paid = fc.dictionary(fc.constantFrom('top-up', 'other', 'plain'), fc.bigInt({ min: 0n, max: 70_000_000n }));
    const values = fc.tuple(...matcher.facts.map((code) => valueOf[code] ?? fc.constant(null)));
    const [outcomes, amounts] = [[], []] as [never[], never[]];
    const seen = new Set<string>();
    fc.assert(
      fc.property(values, fc.constantFrom('410302', '410303'), fc.option(paid), (row, regionCode, before) => {
        const own = before === null ? undefined : new Map(Object.entries(before));
        matcher.judge({ regionCode, values: row, paid: own }, outcomes, amounts);
        const facts = new Map(matcher.facts.map((code, i) => [code, row[i] ?? null]));
        const expected = measures.map(({ measure }) => {
          const outcome = outcomeOf(measure, regionCode, facts);
          const other = { 'top-up': 'other', other: 'top-up' }[measure.code] ?? '';
          const { amount } = workOut(measure, facts, {}, own?.get(other) ?? 0n);
          return [outcomeName(outcome), outcomeName(outcome) === 'met' ? amount : null];
        });
        const found = measures.map((_, k) => [outcomeName(outcomes[k] ?? 0), amounts[k] ?? null]);
        expect(found).toEqual(expected);
        for (const [k, [outcome, amount]] of found.entries()) seen.add(`${k} ${String(outcome)} ${String(amount)}`);
      }),
      { numRuns: 500, seed: 20261129 },
    );
    // every level, the cap, what is made up to nothing, and a level that can't be told
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...['1 met 40000000', '1 met 30000000', '1 met null', '1 met 0', '2 met 60000000', '2 met 0'],
        ...['4 notApplicable null', '4 met 30000000', '5 met null', '6 met null', '0 unknown null'],
      ]),
    );
  });
});
