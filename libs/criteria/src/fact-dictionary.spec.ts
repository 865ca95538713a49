import { DomainError } from '@tidu/kernel';
import { FactDictionary } from './fact-dictionary';
import { dictionary, seedRows } from './testing/seeds';

const message = (rows: Record<string, string>[]): string => {
  try {
    FactDictionary.fromRows(rows);
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
  return 'accepted';
};

/** The seed rows with one row changed; `where` is a fact code. */
const changed = (where: string, cells: Record<string, string>) =>
  seedRows().map((row) => (row.code === where ? { ...row, ...cells } : row));

describe('the dictionary of the seeds', () => {
  it('keeps the order and the ranges', () => {
    expect(dictionary.facts).toHaveLength(93);
    expect(dictionary.facts[0]?.code).toBe('registeredInChina');
    expect(dictionary.get('revenue')).toMatchObject({ type: 'money', scale: 2, min: 0n, max: 1_000_000_000_000_000n });
    expect(dictionary.get('netProfit').min).toBe(-1_000_000_000_000_000n);
    expect(dictionary.get('landArea').max).toBe(10_000_000_000_000_000n); // beyond 2^53
  });

  it('knows the year of every earlier figure', () => {
    const earlier = dictionary.facts.filter(({ base }) => base !== null).map((f) => [f.code, f.base, f.offset]);
    expect(earlier).toEqual([
      ['revenueY1', 'revenue', -1],
      ['revenueY2', 'revenue', -2],
      ['mainRevenueY1', 'mainRevenue', -1],
      ['mainRevenueY2', 'mainRevenue', -2],
      ['netProfitY1', 'netProfit', -1],
      ['netProfitY2', 'netProfit', -2],
      ['rdExpenseY1', 'rdExpense', -1],
      ['qualityScoreY1', 'qualityScore', -1],
    ]);
    expect(dictionary.facts.filter(({ code, base }) => /Y\d$/.test(code) && base === null)).toEqual([]);
  });

  it.each([
    ['revenue', 'revenue'],
    ['营业收入', 'revenue'],
    ['营业收入（上年度）', 'revenue'],
    [' Operating Revenue ', 'revenue'],
    ['rd_expense', 'rdExpense'],
    ['研发费用', 'rdExpense'],
    ['net_profit', 'netProfit'],
    ['total_assets', 'totalAssets'],
    ['TOTAL_LIABILITIES', 'totalLiabilities'],
    ['staff', 'employees'],
    ['职工人数', 'employees'],
    ['rd_staff', 'rdStaff'],
    ['I类知识产权', 'ipClass1'],
    ['\ufeff资产总计', 'totalAssets'],
  ])('the header %s means %s', (header, code) => {
    expect(dictionary.byHeader(header)?.code).toBe(code);
  });

  it.each(['operating_cost', '营业成本', '营业总收入', '研发投入', '从业人员', '', 'toString', '企业名称'])(
    'the header %s is nobody’s',
    (header) => {
      expect(dictionary.byHeader(header)).toBeUndefined();
    },
  );

  it('says which code is unknown', () => {
    expect(dictionary.find('constructor')).toBeUndefined();
    expect(() => dictionary.get('revenu')).toThrow('没有“revenu”');
    expect(dictionary.pick(['revenue', 'employees']).facts.map(({ code }) => code)).toEqual(['revenue', 'employees']);
  });

  it('a district adds a fact by a row', () => {
    const own = { code: 'chainOwnerOrders', label: '链主订单额', type: 'money', unit: '元', scale: '2', min: '0', max: '1000', origin: 'entered', aliases: '链主订单' }; // prettier-ignore
    const added = FactDictionary.fromRows([...seedRows(), own]);
    expect(added.byHeader('链主订单')).toMatchObject({
      code: 'chainOwnerOrders',
      max: 100_000n,
      offset: 0,
      base: null,
    });
  });
});

describe('a bad dictionary is refused with line and column', () => {
  it.each([
    ['an unknown type', 'revenue', { type: 'number' }, '第 16 行 type 列“number”'],
    ['an unknown origin', 'revenue', { origin: 'guessed' }, '第 16 行 origin 列'],
    ['a code of the wrong form', 'revenue', { code: 'Revenue!' }, '第 16 行 code 列'],
    ['no label', 'revenue', { label: '' }, 'label 列“”'],
    ['an amount in another unit', 'revenue', { unit: '万元' }, '应为“元”'],
    ['an amount with another scale', 'revenue', { scale: '4' }, '应为 2'],
    ['a count with decimals', 'employees', { scale: '1' }, '应为 0'],
    ['no scale', 'nicheYears', { scale: '' }, '0 到 8'],
    ['a scale without number', 'ownBrand', { scale: '2' }, '请清空'],
    ['a range that is empty', 'revenue', { min: '5', max: '4' }, '下限大于上限'],
    ['a bound that is no number', 'revenue', { max: '1e13' }, 'max 列“1e13”'],
    ['a bound finer than the scale', 'revenue', { min: '0.001' }, 'min 列“0.001”'],
    ['a number without range', 'revenue', { max: '' }, 'max 列'],
    ['a range of a boolean', 'ownBrand', { min: '0' }, '请清空'],
    ['an enum of one', 'ownership', { values: 'a', valueLabels: '甲' }, '至少两个'],
    ['an enum with a repeated value', 'ownership', { values: 'a|a', valueLabels: '甲|乙' }, '互不相同'],
    ['names that do not match the values', 'ownership', { valueLabels: '国有' }, '个数应与取值相同'],
    ['values of a number', 'revenue', { values: 'a|b' }, '请清空'],
    ['a judgement that is no boolean', 'revenue', { origin: 'judged' }, '应为 boolean'],
    ['a base without offset', 'revenueY1', { offset: '' }, 'offset'],
    ['an offset into the future', 'revenueY1', { offset: '1' }, 'offset'],
    ['a base that is not there', 'revenueY1', { base: 'revenu' }, '没有这个指标'],
    ['a base of another type', 'revenueY1', { base: 'employees' }, '同类型'],
    ['a base of a base', 'revenueY2', { base: 'revenueY1', offset: '-1' }, '当年指标'],
    ['a code used before', 'revenueY1', { code: 'revenue', base: '', offset: '' }, '前面已经用过'],
    ['an alias of another fact', 'netProfit', { aliases: '营业 收入' }, '已属于 revenue'],
    ['an alias that is a code', 'employees', { aliases: 'RD_EXPENSE' }, '已属于 rdExpense'],
  ])('%s', (_, code, cells, expected) => {
    expect(message(changed(code, cells))).toContain(expected);
  });

  it('names all problems at once', () => {
    const text = message(changed('revenue', { type: 'x', origin: 'y' }));
    expect(text.split('\n').length).toBeGreaterThan(2);
  });

  it('an unknown column would be lost in silence', () => {
    expect(message(seedRows().map((row) => ({ ...row, alias: '' })))).toContain('没有“alias”这一列');
    expect(message([])).toContain('空的');
  });
});
