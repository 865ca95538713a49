import { DomainError } from '@tidu/kernel';
import { seedCosts, seedCostsText } from '../testing/advice';
import { dictionary, seedEvaluator, standardIds } from '../testing/seeds';
import { loadAdviceCosts } from './load-costs';
import { PriceList } from './price-list';

const DEFAULTS = 'defaults: { document: 2, judgement: 2, data: 1, wait: 50, change: 40 }\n';
const read = (facts: string, head = DEFAULTS) => loadAdviceCosts(`${head}facts:\n${facts}`, dictionary, 'costs.yaml');

function problemsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
}

describe('seeds/advice-costs.yaml', () => {
  it('has a line for every fact that a standard with advice asks for', () => {
    const asked = new Set(standardIds.flatMap((id) => [...seedEvaluator(id).slots]));
    const lacking = [...asked].filter((code) => {
      const fact = dictionary.get(code);
      const own = fact.base ?? code;
      return !(own in seedCosts.facts) && fact.type !== 'decimal' && fact.type !== 'money';
    });
    expect(lacking).toEqual([]);
  });

  it('says what every advisable step means', () => {
    const silent = Object.entries(seedCosts.facts).filter(
      ([, { moves, how }]) => (moves === 'any' || moves === 'year') && how === '',
    );
    expect(silent.map(([code]) => code)).toEqual([]);
  });

  it('never lets years or a clean record be bought, and is plain data', () => {
    const { nicheYears, establishedYears, majorIncident3y, enterpriseSize } = seedCosts.facts;
    expect([nicheYears, establishedYears, majorIncident3y, enterpriseSize].map((line) => line?.moves)).toEqual([
      ...['yearEnds', 'days', 'never', 'never'],
    ]);
    expect(JSON.parse(JSON.stringify(seedCosts))).toEqual(seedCosts);
    expect(loadAdviceCosts(seedCostsText, dictionary, 'x')).toEqual(seedCosts);
  });
});

describe('a cost file', () => {
  it('reads a line, what is left out by default', () => {
    const costs = read('  rdExpense: { moves: year, direction: up, fixed: 2, each: 1.5, per: 10万, how: 试 }\n');
    expect(costs.facts.rdExpense).toEqual({
      ...{ moves: 'year', direction: 'up', to: true, fixed: '2', each: '1.5', per: '10万', values: null },
      ...{ missing: null, evidence: null, example: null, how: '试', notAbove: null },
    });
    expect(read('  ownBrand: { moves: any }\n').facts.ownBrand?.fixed).toBe('40');
    expect(read('  revenue: { moves: year, each: 1, per: 1万 }\n').facts.revenue?.fixed).toBe('0');
  });

  it.each([
    ['rdExpenses: { moves: any }', '第 3 行：指标字典里没有“rdExpenses”，请核对指标代码。'],
    [
      'rdExpense: { moves: sometimes }',
      '第 3 行：“moves”应为 any、year、yearEnds、days、never 之一，现在是“sometimes”。',
    ],
    ['rdExpense: { fixed: 3 }', '第 3 行：缺少“moves”，请填写。'],
    ['rdExpense: { moves: any, price: 3 }', '不认识“price”，这里可用'],
    ['rdExpense: { moves: any, fixed: 3, fixed: 4 }', '同一个键写了两次'],
    ['rdExpense: { moves: any, fixed: -3 }', '“-3”不是成本，请写 0 到 1000000 的数字，最多三位小数'],
    ['rdExpense: { moves: any, fixed: 0.0001 }', '“0.0001”不是成本'],
    ['rdExpense: { moves: any, fixed: 9999999 }', '“9999999”不是成本'],
    ['rdExpense: { moves: any, each: 1 }', '“each”与“per”须一起写，如 each: 1、per: 10万'],
    ['rdExpense: { moves: any, each: 1, per: 10 }', '金额请带单位'],
    ['rdExpense: { moves: any, each: 1, per: 0万 }', '“0万”应大于零'],
    ['rdExpense: { moves: any, to: false }', '“to”只用于是或否的指标，请删去'],
    ['rdExpense: { moves: any, values: { a: 1 } }', '“values”只用于有固定取值的指标，请删去'],
    ['rdExpense: { moves: any, notAbove: employees }', '“employees”应是单位相同的指标'],
    ['ownBrand: { moves: any, direction: up }', '“direction”只用于数值指标，请删去'],
    ['ownBrand: { moves: any, to: maybe }', '“to”应为 true、false 之一'],
    ['rdInstitutionLevel: { moves: any, values: { village: 3 } }', '“village”不是“研发机构级别”的取值'],
    ['revenueY1: { moves: year }', '“revenueY1”随“revenue”，请写在“revenue”下。'],
    ['rdExpense: 3', '“rdExpense”应是“键: 值”的内容'],
  ])('refuses %s', (line, message) => {
    expect(problemsOf(() => read(`  ${line}\n`)).join('\n')).toContain(message);
  });

  it('names every mistake with file and line', () => {
    const problems = problemsOf(() =>
      read('  a: { moves: any }\n  ownBrand: { moves: no }\n', 'defaults: { document: x }\n'),
    );
    expect(problems.length).toBeGreaterThan(3);
    for (const message of problems) expect(message).toMatch(/^costs\.yaml 第 \d+ 行：.+。$/);
  });

  it.each(['', '[]', 'facts: {', 'defaults: 3\nfacts: 4', `${DEFAULTS}facts: {}\nother: 1`])('refuses %j', (text) => {
    expect(problemsOf(() => loadAdviceCosts(text, dictionary, 'costs.yaml'))).not.toEqual([]);
  });
});

describe('prices', () => {
  const list = new PriceList(seedCosts);
  const fact = (code: string) => dictionary.get(code);

  it('go by the amount, rounded up to thousandths', () => {
    expect(list.price(fact('rdExpense'), 0, 100_000_00)).toBe(2000 + 1000);
    expect(list.price(fact('rdExpense'), 0, 1)).toBe(2001);
    expect(list.price(fact('rdExpense'), 100, 0)).toBeNull();
    expect(list.price(fact('totalLiabilities'), 100, 0)).not.toBeNull();
    expect(list.price(fact('totalLiabilities'), 0, 100)).toBeNull();
    expect(list.price(fact('rdExpense'), 7, 7)).toBeNull();
  });

  it('of yes and no only the way that is wanted, of levels only those listed', () => {
    expect(list.price(fact('ownBrand'), false, true)).toBe(6000);
    expect(list.price(fact('ownBrand'), true, false)).toBeNull();
    expect(list.price(fact('abnormalOperation'), true, false)).toBe(5000);
    expect(list.price(fact('rdInstitutionLevel'), 'none', 'city')).toBe(20000);
    expect(list.price(fact('rdInstitutionLevel'), 'city', 'none')).toBeNull();
  });

  it('of what is missing do not depend on what it turns out to be', () => {
    expect([0, 5, 10 ** 15].map((to) => list.price(fact('rdExpense'), null, to))).toEqual([1000, 1000, 1000]);
    expect(list.missing(fact('rdExpense'))).toBe('data');
    expect(list.missing(fact('ipClass1'))).toBe('document');
    expect(list.missing(fact('keyProductField'))).toBe('judgement');
    expect(list.price(fact('titleTechSme'), null, true)).toBe(2000);
  });

  it('a figure of an earlier year has the line of its year 0; a step is never free', () => {
    expect(list.line(fact('rdExpenseY1'))).toMatchObject({ moves: 'year', each: '1', per: '10万' });
    const free = new PriceList(read('  ownBrand: { moves: any, fixed: 0, missing: 0 }\n'));
    expect([free.price(fact('ownBrand'), false, true), free.price(fact('ownBrand'), null, true)]).toEqual([1, 1]);
  });
});
