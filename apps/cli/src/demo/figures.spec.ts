import fs from 'node:fs';
import path from 'node:path';
import { FactDictionary } from '@tidu/criteria';
import { parse } from 'csv-parse/sync';
import { projectRoot } from '../root';
import { demoRecords } from './generate';
import { sizeClass } from './standing';
import { DEMO_FACTS, type DemoValues } from './values';
import { readDemoWords } from './words';

const words = readDemoWords(path.join(projectRoot(), 'seeds/demo'));
const records = [...demoRecords({ words })];
const rows = records.flatMap(({ figures }) => figures);
const factRows = parse(fs.readFileSync(path.join(projectRoot(), 'seeds/facts.csv'), 'utf8'), { columns: true });
const dictionary = FactDictionary.fromRows(factRows as Record<string, string>[]);

const YI = 10_000_000_000;
const WAN = 1_000_000;

/** Every row with both facts known. */
function known(a: keyof DemoValues, b: keyof DemoValues): [number, number][] {
  return rows.flatMap(({ values }) => {
    const pair = [values[a], values[b]];
    return typeof pair[0] === 'number' && typeof pair[1] === 'number' ? [[pair[0], pair[1]] as [number, number]] : [];
  });
}
function quantile(numbers: number[], share: number): number {
  const sorted = [...numbers].sort((x, y) => x - y);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
}
const of2025 = (fact: keyof DemoValues) =>
  rows
    .filter(({ year }) => year === 2025)
    .flatMap(({ values }) => (typeof values[fact] === 'number' ? [values[fact]] : []));

describe('facts and dictionary', () => {
  it('every fact a source can state is in a row; judged ones and those of another year never are', () => {
    const register = ['establishedYears', 'industryCode', 'regionCode', 'ownership'];
    const stated = dictionary.facts.filter(
      ({ code, origin, base }) => origin !== 'judged' && !base && !register.includes(code),
    );
    expect([...DEMO_FACTS].sort()).toEqual(stated.map(({ code }) => code).sort());
  });

  it('every value is of its fact’s type and within its range', () => {
    const wrong: unknown[] = [];
    for (const { name, year, values } of rows) {
      for (const code of DEMO_FACTS) {
        const value = values[code];
        const fact = dictionary.get(code);
        if (value === null) continue;
        const fits =
          fact.type === 'boolean'
            ? typeof value === 'boolean'
            : fact.type === 'enum'
              ? fact.values.includes(value as string)
              : Number.isSafeInteger(value) &&
                BigInt(value) >= BigInt(fact.min ?? 0) &&
                BigInt(value) <= BigInt(fact.max ?? 0);
        if (!fits) wrong.push([name, year, code, value]);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('within a row', () => {
  it.each<[keyof DemoValues, keyof DemoValues]>([
    ['mainRevenue', 'revenue'],
    ['rdExpense', 'costExpense'],
    ['rdStaff', 'techStaff'],
    ['techStaff', 'employees'],
    ['rdStaff', 'employees'],
    ['ipClass1SelfDeveloped', 'ipClass1'],
    ['ipClass1HighValue', 'ipClass1SelfDeveloped'],
    ['ipClass1Applied', 'ipClass1'],
    ['inventionPatents', 'ipClass1'],
    ['equityFinancing2y', 'equityFinancing3y'],
    ['provinceMarketRank', 'nationalMarketRank'],
    ['nationalMarketRank', 'continentMarketRank'],
    ['continentMarketRank', 'worldMarketShareRank'],
  ])('%s is never more than %s', (less, more) => {
    const pairs = known(less, more);
    expect(pairs.length).toBeGreaterThan(100);
    expect(pairs.filter(([a, b]) => a > b)).toEqual([]);
  });

  it.each<[keyof DemoValues, keyof DemoValues]>([
    ['awardNationalTop3In3y', 'awardNationalTop5In3y'],
    ['awardNationalTop5In3y', 'awardProvincialOrNational3y'],
    ['awardProvincialTop3In3y', 'awardProvincialOrNational3y'],
    ['awardNationalTop3In3y', 'awardNationalTop3In5y'],
    ['makerChina50In3y', 'makerChina500In3y'],
    ['titleLittleGiant', 'titleSpecializedSme'],
    ['titleSpecializedSme', 'titleInnovativeSme'],
    ['qualitySystemCertified', 'managementSystemCertified'],
    ['ledStandard5y', 'standardsParticipated'],
  ])('%s implies %s', (one, other) => {
    expect(rows.filter(({ values }) => values[one] === true && values[other] === false)).toEqual([]);
    expect(rows.some(({ values }) => values[one] === true)).toBe(true);
  });

  it('the size class is that of the standard, and unknown without people or revenue', () => {
    for (const { values } of rows) {
      const { employees, revenue, enterpriseSize } = values;
      expect(enterpriseSize).toBe(employees === null || revenue === null ? null : sizeClass(employees, revenue));
    }
  });

  it.each([
    [1000, 40_000, 'large'],
    [1000, 39_999, 'medium'],
    [999, 100_000, 'medium'],
    [299, 50_000, 'small'],
    [300, 1_999, 'small'],
    [19, 50_000, 'micro'],
    [20, 299, 'micro'],
    [20, 300, 'small'],
  ] as const)('%i people and %i万 are %s', (employees, wan, size) =>
    expect(sizeClass(employees, wan * WAN)).toBe(size),
  );

  it('declared amounts are in hundredths of 万元, audited ones to the 分', () => {
    const declared = rows.filter(({ source }) => source === 'enterprise');
    expect(declared.filter(({ values }) => (values.revenue ?? 0) % 10_000 !== 0)).toEqual([]);
    const audited = rows.filter(({ source, values }) => source === 'audit' && (values.revenue ?? 0) % 100 !== 0);
    expect(audited.length).toBeGreaterThan(1000);
  });
});

describe('the district as a whole', () => {
  it('revenue: most between 500万 and 5亿, some micro, a few above 10亿', () => {
    const revenue = of2025('revenue');
    const share = (low: number, high: number) => revenue.filter((x) => x >= low && x < high).length / revenue.length;
    expect(share(500 * WAN, 5 * YI)).toBeGreaterThan(0.85);
    expect(share(0, 500 * WAN)).toBeGreaterThan(0.03);
    expect(revenue.filter((x) => x > 10 * YI).length).toBeGreaterThan(3);
    expect(revenue.filter((x) => x > 10 * YI).length).toBeLessThan(60);
    expect(quantile(revenue, 0.5) / WAN).toBeGreaterThan(2000);
    expect(quantile(revenue, 0.5) / WAN).toBeLessThan(5000);
  });

  it('ratios lie where those of industrial enterprises lie', () => {
    const ratio = (a: keyof DemoValues, b: keyof DemoValues) =>
      known(a, b)
        .filter(([, y]) => y > 0)
        .map(([x, y]) => x / y);
    const within = (list: number[], share: number, low: number, high: number) => {
      expect(quantile(list, share)).toBeGreaterThan(low);
      expect(quantile(list, share)).toBeLessThan(high);
    };
    within(ratio('totalLiabilities', 'totalAssets'), 0.5, 0.45, 0.6);
    within(ratio('totalLiabilities', 'totalAssets'), 0.95, 0.7, 0.95);
    within(ratio('rdExpense', 'revenue'), 0.5, 0.02, 0.04);
    within(ratio('rdExpense', 'revenue'), 0.95, 0.07, 0.14);
    within(ratio('mainRevenue', 'revenue'), 0.5, 0.88, 0.97);
    within(ratio('mainRevenue', 'revenue'), 0.02, 0.4, 0.75);
    within(ratio('netProfit', 'revenue'), 0.5, 0.03, 0.08);
    within(ratio('revenue', 'employees'), 0.5, 40 * WAN, 150 * WAN);
    within(ratio('valueAdded', 'revenue'), 0.5, 0.18, 0.35);
    within(ratio('taxPaid', 'landArea'), 0.5, 10 * 100, 40 * 100); // 分 over 亩 scaled by 10⁴: 万元/亩 × 100
    const losses = of2025('netProfit').filter((x) => x < 0).length / 2000;
    expect(losses).toBeGreaterThan(0.08);
    expect(losses).toBeLessThan(0.25);
  });

  it('some facts are missing, more of them at small enterprises', () => {
    const missing = (list: typeof rows) => {
      const cells = list.flatMap(({ values }) => DEMO_FACTS.map((code) => values[code]));
      return cells.filter((value) => value === null).length / cells.length;
    };
    expect(missing(rows)).toBeGreaterThan(0.1);
    expect(missing(rows)).toBeLessThan(0.14);
    const sized = (size: string[]) => rows.filter(({ values }) => size.includes(values.enterpriseSize ?? ''));
    expect(missing(sized(['micro'])) / missing(sized(['medium', 'large']))).toBeGreaterThan(1.3);
  });

  it('a few are in trouble or stood still', () => {
    const count = (holds: (values: DemoValues) => boolean) => rows.filter(({ values }) => holds(values)).length;
    for (const fact of ['abnormalOperation', 'seriousDishonesty', 'prohibitedProduct', 'majorIncident3y'] as const) {
      expect(count((values) => values[fact] === true)).toBeGreaterThan(5);
      expect(count((values) => values[fact] === true)).toBeLessThan(300);
    }
    expect(count((values) => values.revenue === 0)).toBeGreaterThan(5);
    expect(count((values) => values.revenue === 0)).toBeLessThan(60);
  });
});

describe('from year to year', () => {
  const steps = records.flatMap(({ figures }) =>
    figures.slice(1).map((after, i) => [figures[i]?.values as DemoValues, after.values] as const),
  );

  it('each enterprise has the three years in order, with one source', () => {
    for (const { enterprise, figures } of records) {
      expect(figures.map(({ year }) => year)).toEqual([2023, 2024, 2025]);
      expect(new Set(figures.map(({ source }) => source)).size).toBe(1);
      expect(figures.map(({ creditCode, name }) => [creditCode, name])).toEqual(
        figures.map(() => [enterprise.creditCode, enterprise.name]),
      );
    }
  });

  it.each<[keyof DemoValues, number, number]>([
    ['revenue', 0.55, 1.95],
    ['employees', 0.4, 2.2],
    ['totalAssets', 0.4, 2.4],
    ['nationalMarketShare', 0.5, 2],
  ])('%s grows or shrinks, but does not jump', (fact, low, high) => {
    const changes = steps.flatMap(([before, after]) => {
      const [a, b] = [before[fact], after[fact]];
      return typeof a === 'number' && typeof b === 'number' && a > 1000 && b > 0 ? [b / a] : [];
    });
    const people = fact === 'employees';
    const found = people ? headChanges() : changes;
    expect(found.length).toBeGreaterThan(500);
    expect(found.filter((change) => change < low || change > high)).toEqual([]);
  });

  /** Changes in the head counts of enterprises with more than ten people. */
  function headChanges(): number[] {
    return steps.flatMap(([{ employees: a }, { employees: b }]) => (a !== null && b !== null && a > 10 ? [b / a] : []));
  }

  it.each<keyof DemoValues>([
    'ipClass1',
    'ipClass1Applied',
    'ipClass2',
    'inventionPatents',
    'standardsCount',
    'nicheYears',
  ])('%s never falls', (fact) => {
    const falls = steps.filter(([before, after]) => {
      const [a, b] = [before[fact], after[fact]];
      return a !== null && b !== null && b < a;
    });
    expect(falls).toEqual([]);
  });

  it('years in the niche go on by one a year', () => {
    const wrong = steps.filter(
      ([a, b]) => a.nicheYears !== null && b.nicheYears !== null && b.nicheYears - a.nicheYears !== 10_000,
    );
    expect(wrong.filter(([a]) => (a.nicheYears ?? 0) > 0)).toEqual([]);
  });

  it('the average of people lies between the year’s ends', () => {
    for (const [before, { employees, averageEmployees }] of steps) {
      if (before.employees === null || employees === null || averageEmployees === null) continue;
      expect(averageEmployees).toBe((before.employees + employees) * 5000);
    }
  });
});
