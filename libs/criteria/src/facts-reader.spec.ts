import { DomainError, formatScaled } from '@tidu/kernel';
import fc from 'fast-check';
import { readFacts } from './facts-reader';
import { dictionary } from './testing/seeds';

const read = (text: string) => Object.fromEntries(readFacts(text, dictionary));
const failure = (text: string): DomainError => {
  try {
    readFacts(text, dictionary);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
};

describe('readFacts', () => {
  it.each([
    ['{"revenue":6805761615.7200}', { revenue: 680576161572 }],
    ['{"employees":842.0000}', { employees: 842 }],
    ['{"revenue":"10000000000000.00"}', { revenue: 1_000_000_000_000_000 }],
    ['{"revenue":10000000000000}', { revenue: 1_000_000_000_000_000 }],
    ['{"landArea":"1000000000000"}', { landArea: 10_000_000_000_000_000n }],
    ['{"netProfit":-0.01}', { netProfit: -1 }],
    ['{"netProfit":"-0.00"}', { netProfit: 0 }],
    ['{"revenue":1e3}', { revenue: 100_000 }],
    ['{"revenue":1.5E+2}', { revenue: 15_000 }],
    ['{"revenue":12300e-2}', { revenue: 12_300 }],
    ['{"revenue":0e999}', { revenue: 0 }],
    ['{"nationalMarketShare":0.100000}', { nationalMarketShare: 100_000 }],
    ['{"revenue":0,"ownBrand":false}', { revenue: 0, ownBrand: false }],
    ['{"revenue":null,"enterpriseSize":null,"ownBrand":null}', { revenue: null, enterpriseSize: null, ownBrand: null }],
    ['{"enterpriseSize":"micro","industryCode":"3412"}', { enterpriseSize: 'micro', industryCode: '3412' }],
    [' { } ', {}],
  ])('%s', (text, facts) => {
    expect(read(text)).toEqual(facts);
  });

  it('takes numbers from their text, never through a double', () => {
    // as a double of 元 times 100 this is 900719925474092.9 and would be cut to …092
    expect(read('{"totalAssets":9007199254740.93}')).toEqual({ totalAssets: 900_719_925_474_093 });
    expect(read('{"landArea":999999999999.9999}')).toEqual({ landArea: 9_999_999_999_999_999n });
  });

  it('reads every amount back as it was', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.boolean(), (fen, quoted) => {
        const text = formatScaled(fen, 2);
        const facts = read(`{"revenue":${quoted ? `"${text}"` : text}}`);
        expect(facts.revenue).toBe(Number(fen));
      }),
    );
  });

  it.each([
    ['{"revenue":1e999}', 'CRITERIA.OUT_OF_RANGE', 'revenue'],
    ['{"revenue":1e99999}', 'CRITERIA.OUT_OF_RANGE', 'revenue'],
    ['{"revenue":10000000000000.01}', 'CRITERIA.OUT_OF_RANGE', 'revenue'],
    ['{"revenue":-0.01}', 'CRITERIA.OUT_OF_RANGE', 'revenue'],
    ['{"employees":-1}', 'CRITERIA.OUT_OF_RANGE', 'employees'],
    ['{"nationalMarketRank":0}', 'CRITERIA.OUT_OF_RANGE', 'nationalMarketRank'],
    ['{"nationalMarketShare":1.000001}', 'CRITERIA.OUT_OF_RANGE', 'nationalMarketShare'],
    ['{"digitalLevel":5}', 'CRITERIA.OUT_OF_RANGE', 'digitalLevel'],
    ['{"revenue":0.001}', 'CRITERIA.TOO_PRECISE', 'revenue'],
    ['{"revenue":1e-3}', 'CRITERIA.TOO_PRECISE', 'revenue'],
    ['{"revenue":1e-99999}', 'CRITERIA.TOO_PRECISE', 'revenue'],
    ['{"employees":842.5}', 'CRITERIA.TOO_PRECISE', 'employees'],
    ['{"revenue":"1,000"}', 'CRITERIA.NOT_A_NUMBER', 'revenue'],
    ['{"revenue":""}', 'CRITERIA.NOT_A_NUMBER', 'revenue'],
    ['{"revenue":" 1"}', 'CRITERIA.NOT_A_NUMBER', 'revenue'],
    ['{"revenue":"+1"}', 'CRITERIA.NOT_A_NUMBER', 'revenue'],
    ['{"revenue":"NaN"}', 'CRITERIA.NOT_A_NUMBER', 'revenue'],
    ['{"revenue":"１００"}', 'CRITERIA.NOT_A_NUMBER', 'revenue'],
    ['{"revenue":"1\\u0000"}', 'CRITERIA.NOT_A_NUMBER', 'revenue'],
    ['{"revenue":true}', 'CRITERIA.NOT_A_NUMBER', 'revenue'],
    ['{"revenue":[1]}', 'CRITERIA.NOT_A_NUMBER', 'revenue'],
    ['{"ownBrand":"true"}', 'CRITERIA.NOT_A_BOOLEAN', 'ownBrand'],
    ['{"ownBrand":1}', 'CRITERIA.NOT_A_BOOLEAN', 'ownBrand'],
    ['{"enterpriseSize":"tiny"}', 'CRITERIA.UNKNOWN_VALUE', 'enterpriseSize'],
    ['{"enterpriseSize":"Micro"}', 'CRITERIA.UNKNOWN_VALUE', 'enterpriseSize'],
    ['{"enterpriseSize":{"a":1}}', 'CRITERIA.UNKNOWN_VALUE', 'enterpriseSize'],
    ['{"industryCode":3412}', 'CRITERIA.NOT_A_CODE', 'industryCode'],
    ['{"industryCode":"34-12"}', 'CRITERIA.NOT_A_CODE', 'industryCode'],
    ['{"revenu":1}', 'CRITERIA.UNKNOWN_FACT', 'revenu'],
    ['{"__proto__":1}', 'CRITERIA.UNKNOWN_FACT', '__proto__'],
    ['{"toString":null}', 'CRITERIA.UNKNOWN_FACT', 'toString'],
    ['{"revenue":1,"revenue":1}', 'CRITERIA.REPEATED_KEY', 'revenue'],
  ])('refuses %s by name', (text, code, field) => {
    const error = failure(text);
    expect(error).toMatchObject({ kind: 'invalid', code, problems: [{ where: { field } }] });
    expect(error.message).toContain(field);
    expect(error.message).toMatch(/[\u4e00-\u9fff].*。$/);
  });

  it.each(['', '[]', 'null', '3', '{"a"', '{revenue:1}', '{"revenue":01}', '{"revenue":NaN}', '{"revenue":Infinity}'])(
    'refuses %s as no fact sheet',
    (text) => {
      expect(failure(text).code).toBe('CRITERIA.BAD_JSON');
    },
  );

  it('collects all problems of a sheet', () => {
    const error = failure('{"revenue":-1,"foo":1,"ownBrand":"true","employees":3}');
    expect(error.code).toBe('CRITERIA.BAD_FACTS');
    expect(error.problems.map(({ where }) => where.field)).toEqual(['revenue', 'foo', 'ownBrand']);
    expect(error.message).toContain('revenue（营业收入(上年度)） = -1：');
    expect(error.message).toContain('ownBrand（拥有自主品牌） = "true"：');
  });

  it('shows no more of a long value than a line can hold', () => {
    expect(failure(`{"revenue":"${'9'.repeat(5000)}"}`).message.length).toBeLessThan(200);
  });
});
