import type { FactDefinition, FactValue } from '@tidu/criteria';
import { elapsedYears } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import fc from 'fast-check';
import { Register } from '../testing/register';
import { canonicalFacts, factsHash } from './canonical';
import { readSheet } from './sheet-reader';
import { type Precedence, readPrecedence } from '@tidu/figures';
import { statedSources } from './sources';

interface Stated {
  year: number;
  source: string;
  facts: Record<string, FactValue>;
}
interface Firm {
  registeredOn: string | null;
  ownership: string | null;
  stated: Stated[];
}

const asOf = '2022-06-01';
const years = [2018, 2019, 2020, 2021, 2022];

/** Any value the dictionary allows for a fact, its ends among them. */
function anyValue(fact: FactDefinition): fc.Arbitrary<FactValue> {
  if (fact.type === 'boolean') return fc.boolean();
  if (fact.type === 'enum') return fc.constantFrom(...fact.values);
  const [min, max] = [fact.min ?? 0n, fact.max ?? 0n];
  return fc.oneof(fc.constantFrom(min, max, 0n < min ? min : 0n), fc.bigInt({ min, max })).map((value) => {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  });
}

/** The rules of the README once more, one fact at a time and without SQL. */
class Model {
  readonly facts = new Map<string, FactValue>();
  readonly origins = new Map<string, string>();

  constructor(
    dictionary: readonly FactDefinition[],
    private readonly precedence: Precedence,
    firm: Firm,
    regionCode: string,
  ) {
    for (const fact of dictionary) {
      if (fact.code === 'establishedYears')
        this.note(fact.code, firm.registeredOn && elapsedYears(firm.registeredOn, asOf), 'computed');
      else if (fact.code === 'ownership') this.note(fact.code, firm.ownership, 'register');
      else if (fact.code === 'regionCode') this.note(fact.code, regionCode, 'register');
      else if (fact.code === 'industryCode') this.note(fact.code, '3811', 'register');
      else this.stated(fact, firm);
    }
  }

  private stated(fact: FactDefinition, firm: Firm): void {
    const year = 2021 + (fact.base === null ? 0 : fact.offset);
    for (const source of this.precedence.sourcesOf(fact.base ?? fact.code)) {
      const figures = firm.stated.find((one) => one.year === year && one.source === source);
      const value = figures?.facts[fact.base ?? fact.code] ?? null;
      if (value !== null) return this.note(fact.code, value, source);
    }
  }

  private note(code: string, value: FactValue, source: string): void {
    if (value === null) return;
    this.facts.set(code, value);
    this.origins.set(code, source);
  }
}

describe('fact sheets against a model', () => {
  let register: Register;
  beforeAll(async () => {
    register = await Register.open();
  });
  afterAll(() => register.close());

  it('resolve every fact of every year from every source as the rules say', async () => {
    const catalogue = await register.reference.facts();
    const { facts: all } = catalogue.dictionary;
    const precedence = await register.database.read(builtInOfficer, readPrecedence);
    const columns = await register.test.asSuperuser<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'figures'::regclass and attnum > 0`,
    );
    const enterable = all.filter(({ code }) => columns.some(({ name }) => name === code));
    const figures = fc
      .subarray(enterable.slice(), { minLength: 0, maxLength: 40 })
      .chain((chosen) => fc.record(Object.fromEntries(chosen.map((fact) => [fact.code, fc.option(anyValue(fact))]))));
    const stated: fc.Arbitrary<Stated> = fc.record({
      year: fc.constantFrom(...years),
      source: fc.constantFrom(...statedSources.map(({ code }) => code)),
      facts: figures,
    });
    const firm: fc.Arbitrary<Firm> = fc.record({
      registeredOn: fc.option(fc.constantFrom('1978-12-18', '2000-02-29', '2021-06-01', '2022-06-01', '2030-01-01')),
      ownership: fc.option(fc.constantFrom('private', 'foreign')),
      stated: fc.uniqueArray(stated, {
        selector: ({ year, source }) => `${year} ${source}`,
        minLength: 1,
        maxLength: 9,
      }),
    });
    const firms = fc.sample(firm, { numRuns: 120, seed: 7 });

    const ids = await register.enterprises(firms.map(({ registeredOn, ownership }) => ({ registeredOn, ownership })));
    await register.manyFigures(
      firms.flatMap((one, i) =>
        one.stated.map(({ year, source, facts }) => ({
          enterpriseId: ids[i] ?? '',
          year,
          source,
          facts: texts(facts),
        })),
      ),
    );
    const counts = await register.sheets.refreshAll(builtInOfficer, { year: 2021, asOf });
    const expectedSheets = firms.filter((one) => one.stated.some(({ year }) => year === 2021)).length;
    expect(counts).toEqual({ sheets: expectedSheets, written: expectedSheets });
    expect(expectedSheets).toBeGreaterThan(30);

    for (const [i, one] of firms.entries()) {
      const key = { enterpriseId: ids[i] ?? '', year: 2021, asOf, version: 1 };
      const sheet = await register.database.read(builtInOfficer, (tx) => readSheet(tx, catalogue, key));
      if (!one.stated.some(({ year }) => year === 2021)) {
        expect(sheet).toBeNull();
        continue;
      }
      const model = new Model(all, precedence, one, '410302');
      expect(canonicalFacts(sheet?.facts ?? new Map(), catalogue.dictionary)).toBe(
        canonicalFacts(model.facts, catalogue.dictionary),
      );
      const origins = all.flatMap(({ code }) => {
        const origin = sheet?.origin(code);
        return origin ? [[code, origin.source.code]] : [];
      });
      expect(Object.fromEntries(origins)).toEqual(Object.fromEntries(model.origins));
      expect(sheet?.hash).toBe(factsHash(model.facts, catalogue.dictionary));
    }
  });
});

/** bigints can't stand in JSON; PostgreSQL takes their digits. */
function texts(facts: Record<string, FactValue>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([code, value]) => [code, typeof value === 'bigint' ? value.toString() : value]),
  );
}
