import { FactDictionary, type Facts, readFacts } from '@tidu/criteria';
import { formatYuan, parseYuan } from '@tidu/kernel';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { parseInput, workOut } from './amount';
import type { Measure } from './measure';
import { loadMeasureProcedures, measureProcedures } from './procedures';
import { runMeasureCases } from './measure-cases';
import { readMeasure } from './read-measure';
import { parseAmount, parseShare } from './values';

const root = path.resolve(__dirname, '../../../../seeds');
const dictionary = FactDictionary.fromRows(
  parse(fs.readFileSync(path.join(root, 'facts.csv'), 'utf8'), { columns: true, bom: true }),
);
const text = (id: string) => fs.readFileSync(path.join(root, `measures/${id}.yaml`), 'utf8');
const shipped = (id: string): Measure => readMeasure(text(id), dictionary, `${id}.yaml`);
const facts = (given: object): Facts => readFacts(JSON.stringify(given), dictionary);
const none = facts({});
const yuan = (measure: Measure, sheet: Facts, inputs: Record<string, string> = {}, received = 0n) => {
  const read = Object.fromEntries(
    measure.inputs.flatMap((input) => {
      const value = inputs[input.code] === undefined ? null : parseInput(input, inputs[input.code] ?? '');
      return value === null ? [] : [[input.code, value]];
    }),
  );
  const { amount } = workOut(measure, sheet, read, received);
  return amount === null ? null : formatYuan(amount);
};

describe('worked amounts of real measures, to the 分', () => {
  it('every shipped file is read, named as its id, with source and confidence', () => {
    const files = fs
      .readdirSync(path.join(root, 'measures'))
      .filter((name) => name.endsWith('.yaml') && !name.endsWith('.cases.yaml') && name !== 'procedures.yaml');
    expect(files.length).toBeGreaterThanOrEqual(9);
    for (const name of files) {
      const measure = readMeasure(fs.readFileSync(path.join(root, 'measures', name), 'utf8'), dictionary, name);
      expect(`${measure.code}.yaml`).toBe(name);
      expect(measure.source.number).not.toBe('');
      const cases = fs.readFileSync(path.join(root, 'measures', name.replace('.yaml', '.cases.yaml')), 'utf8');
      const ran = runMeasureCases(measure, dictionary, cases, name);
      expect([name, ran.failures]).toEqual([name, []]);
      expect(ran.total).toBeGreaterThanOrEqual(2);
    }
  });

  it('a case that comes out otherwise is told with its line, a file that is wrong with every mistake', () => {
    const measure = shipped('huizhou-nation');
    const run = (cases: string) => runMeasureCases(measure, dictionary, cases, 'x.cases.yaml');
    const facts = 'facts: { titleLittleGiant: 是, seriousDishonesty: 否 }';
    const { failures } = run(`cases:\n  - { name: 甲, ${facts}, outcome: unmet, amount: '1.00' }\n`);
    expect(failures).toMatchObject([{ name: '甲', line: 2, message: expect.stringContaining('应为 不满足，实为') }]);
    expect(() => run('cases:\n  - { name: 甲, facts: { titleX: 是 }, outcome: met, amount: 30万 }\n')).toThrow(
      'titleX',
    );
    expect(() => run('cases:\n  - { name: 甲, facts: {}, inputs: { a: 1 }, outcome: met }\n')).toThrow('不问“a”');
  });

  it('广东 贷款贴息: 1000万 × 3.5% × 35% × 365/365 = 122 500 元; the year is capped at 2000万', () => {
    const measure = shipped('guangdong-loan-interest');
    expect(yuan(measure, none, { principal: '10000000', loanRate: '3.5', days: '365' })).toBe('122500.00');
    expect(measure.capYear).toEqual({ code: 'guangdong-loan-interest', amount: parseYuan('2000', '万元') });
    expect(yuan(measure, none, { principal: '10000000', days: '365' })).toBeNull();
  });

  it('东莞 设备贷: 1000万 × 1% × 180/365 = 49 315.07 元, half up; at most 500万', () => {
    const measure = shipped('dongguan-equipment-loan');
    expect(yuan(measure, none, { principal: '10000000', days: '180' })).toBe('49315.07');
    expect(yuan({ ...measure, rounding: 'down' }, none, { principal: '10000000', days: '180' })).toBe('49315.06');
    expect(yuan(measure, none, { principal: '99999999999', days: '365' })).toBe('5000000.00');
  });

  it('累进补差: the level less what was received, never below 0', () => {
    const changed = text('huizhou-nation')
      .replace('kind: fixed', 'kind: topUp')
      .replace('stacking: highest', 'stacking: topUp');
    const measure = readMeasure(changed, dictionary, 'x.yaml');
    expect(yuan(measure, none, {}, parseYuan('10', '万元'))).toBe('200000.00');
    expect(yuan(measure, none, {}, parseYuan('40', '万元'))).toBe('0.00');
  });

  it('分档定额 takes the highest step reached', () => {
    const changed = text('foshan-digital').replace(
      /kind: ratio[\s\S]*?rounding/,
      'kind: tiered\n  by: cost\n  steps: [{ atLeast: 500万, amount: 20万 }, { atLeast: 100万, amount: 5万 }]\nrounding',
    );
    const measure = readMeasure(changed, dictionary, 'x.yaml');
    expect(['5000000', '4999999.99', '1000000', '999999.99'].map((cost) => yuan(measure, none, { cost }))).toEqual([
      ...['200000.00', '50000.00', '50000.00', '0.00'],
    ]);
  });

  it('interest is exact: within half a 分 of the quotient, whatever the figures', () => {
    const measure = { ...shipped('guangdong-loan-interest'), capItem: null };
    const some = fc.record({
      principal: fc.bigInt({ min: 1n, max: 10n ** 13n }),
      loanRate: fc.bigInt({ min: 1n, max: 300_000n }),
      days: fc.bigInt({ min: 1n, max: 366n }),
    });
    fc.assert(
      fc.property(some, (inputs) => {
        const amount = workOut(measure, none, inputs).amount ?? -1n;
        const [num, den] = [inputs.principal * inputs.loanRate * 35n * inputs.days, 1_000_000n * 100n * 365n];
        const off = 2n * (amount * den - num);
        expect(off <= den && off > -den).toBe(true);
      }),
    );
  });
});

describe('what is refused', () => {
  it.each([
    ['amount: 30万', 'amount: 30', '第 16 行：“amount”应是带单位的金额'],
    ['mode: automatic', 'mode: auto', '“mode”应为 application、automatic 之一'],
    ['budget: huizhou-specialized', 'bugdet: x', '不认识“bugdet”'],
    ['titleLittleGiant', 'titleLittleGaint', 'titleLittleGaint'],
    ['from: 2024-01-01', 'from: 2024-02-30', '“from”应是日期'],
    ["region: '4413'", "region: '441'", '“region”应为'],
    ['kind: fixed', 'kind: topUp', '补差的措施要写“matter”'],
  ])('%s → %s', (from, to, message) => {
    expect(() => readMeasure(text('huizhou-nation').replace(from, to), dictionary, 'huizhou.yaml')).toThrow(message);
  });

  it('a benefit by a figure that nobody is asked for, and figures asked of 免申即享', () => {
    const other = text('dongguan-equipment-loan');
    expect(() => readMeasure(other.replace('principal: principal', 'principal: loan'), dictionary, 'x')).toThrow(
      '没有类型为 money 的“loan”',
    );
    expect(() => readMeasure(other.replace('mode: application', 'mode: automatic'), dictionary, 'x')).toThrow(
      '免申即享',
    );
  });

  it('procedures with a state nobody reaches or leaves', () => {
    const good = fs.readFileSync(path.join(root, 'measures/procedures.yaml'), 'utf8');
    expect(measureProcedures().approvalFrom).toBe(parseYuan('50', '万元'));
    expect(() => loadMeasureProcedures(good.replace('to: archived', 'to: published'))).toThrow(
      '环节“archived”没有动作能到',
    );
    expect(() => loadMeasureProcedures(good.replace('from: [recovering]', 'from: [refused]'))).toThrow(
      '“recovering”没有了结',
    );
  });

  it.each([
    ['30万', 30_000_000n], ['1.5亿元', 15_000_000_000n], ['0.01元', 1n], ['0.001元', null], ['-3万', null], ['30', null], ['1e3元', null],
  ] as const)('amount %s', (said, fen) => expect(parseAmount(said)).toBe(fen)); // prettier-ignore

  it('shares are above 0 and at most 1', () => {
    expect(
      [parseShare('35%'), parseShare('0%'), parseShare('101%'), parseShare('3.5')].map((one) => one?.num ?? null),
    ).toEqual([...[350_000n, null, null, null]]);
  });
});
