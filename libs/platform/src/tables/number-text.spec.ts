import fc from 'fast-check';
import { isMissing, missingMarks, trimCell } from './missing';
import { normaliseNumber } from './number-text';

const plain = (cell: string) => {
  const number = normaliseNumber(cell);
  return number.ok ? number.text + (number.isPercent ? '%' : '') : number.code;
};

describe('normaliseNumber', () => {
  it.each([
    ['0', '0'],
    ['842.0000', '842.0000'],
    ['-957130871.9600', '-957130871.9600'],
    ['1,234,567.89', '1234567.89'],
    ['-1,234', '-1234'],
    ['１，２３４．５', '1234.5'],
    ['－５', '-5'],
    ['−5', '-5'],
    [' 12 ', '12'],
    ['\u00a012\u3000', '12'],
    ['+3.5', '3.5'],
    ['007', '7'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['5.', '5'],
    ['¥1,000.00', '1000.00'],
    ['￥20', '20'],
    ['3%', '3%'],
    ['3.25 ％', '3.25%'],
    ['1,200%', '1200%'],
  ])('%j is %s', (cell, text) => expect(plain(cell)).toBe(text));

  it.each([
    ['2,306(万元)', 'NUMBER_UNIT', '单位'],
    ['200(万元人民币)', 'NUMBER_UNIT', '单位'],
    ['3.5亿', 'NUMBER_UNIT', '单位'],
    ['12人', 'NUMBER_UNIT', '单位'],
    ['(123)', 'NUMBER_BRACKETS', '-123'],
    ['（1,234.5）', 'NUMBER_BRACKETS', '-1,234.5'],
    ['1.2E+05', 'NUMBER_EXPONENT', '科学计数法'],
    ['1e999', 'NUMBER_EXPONENT', '科学计数法'],
    ['NaN', 'NUMBER_FINITE', '有限'],
    ['-Infinity', 'NUMBER_FINITE', '有限'],
    ['#DIV/0!', 'NUMBER_FINITE', '有限'],
    ['1,23', 'NUMBER_SEPARATOR', '逗号'],
    ['12,34,567', 'NUMBER_SEPARATOR', '逗号'],
    ['1.234.567', 'NUMBER_SEPARATOR', '小数点'],
    ['1,234.5,6', 'NUMBER_SEPARATOR', '逗号'],
    ['约100', 'NUMBER', '不是数字'],
    ['abc', 'NUMBER', '不是数字'],
    ['--1', 'NUMBER', '不是数字'],
    ['', 'NUMBER', '不是数字'],
    ['0x1F', 'NUMBER', '不是数字'],
    ['١٢', 'NUMBER', '不是数字'],
  ])('refuses %j as %s', (cell, code, says) => {
    const number = normaliseNumber(cell);
    expect(number).toEqual({ ok: false, code: `PLATFORM.${code}`, message: expect.stringContaining(says) });
  });

  it('changes no digit, whatever the spelling', () => {
    const wide = (text: string) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
    const grouped = (text: string) => text.replace(/\B(?=(?:\d{3})+$)/g, ',');
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 20n }),
        fc.stringMatching(/^\d{0,6}$/),
        fc.boolean(),
        fc.boolean(),
        (whole, fraction, isNegative, isWide) => {
          const sign = isNegative ? '-' : '';
          const tail = fraction === '' ? '' : `.${fraction}`;
          const cell = sign + grouped(String(whole)) + tail;
          expect(plain(isWide ? wide(cell) : cell)).toBe(sign + String(whole) + tail);
        },
      ),
    );
  });

  it('never says a number for a text without a digit, and says at most 50 characters of it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (cell) => {
        const number = normaliseNumber(cell);
        if (number.ok) expect(number.text).toMatch(/^-?\d+(\.\d+)?$/);
        else expect(number.message.length).toBeLessThan(150);
      }),
    );
  });
});

describe('isMissing', () => {
  it.each([...missingMarks, '', ' ', '\u3000', '\ufeff', ' N/A ', 'n/A', '—', 'NULL', '　－　'])(
    '%j says that there is no value',
    (cell) => {
      expect(isMissing(cell)).toBe(true);
    },
  );

  it.each(['0', '0.00', '无', '否', '没有', '---', 'N', 'NA公司', '未知数', '1/2', '-1', '~'])(
    '%j is a value',
    (cell) => {
      expect(isMissing(cell)).toBe(false);
    },
  );
});

it('trimCell takes away what nobody sees, and nothing inside', () => {
  expect(trimCell('\ufeff\u3000 洛阳 轴承\u200b\u00a0\n')).toBe('洛阳 轴承');
});
