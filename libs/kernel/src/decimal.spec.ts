import fc from 'fast-check';
import {
  type DecimalFault,
  decimalFaultMessage,
  formatFixed,
  formatScaled,
  parseScaled,
  readScaled,
  readScaledNumber,
} from './decimal';
import { DomainError } from './errors';

describe('readScaled', () => {
  it.each([
    ['0', 2, 0n],
    ['-0', 2, 0n],
    ['1', 0, 1n],
    ['1.5', 2, 150n],
    ['-1.50', 2, -150n],
    ['+3', 0, 3n],
    ['.5', 1, 5n],
    ['007', 0, 7n],
    ['6805761615.7200', 2, 680576161572n],
    ['842.0000', 0, 842n],
    ['0.0000', 0, 0n],
    ['0.000001', 6, 1n],
    ['9007199254740993', 0, 9007199254740993n],
    ['10000000000000', 2, 1_000_000_000_000_000n],
  ])('%s at scale %i', (text, scale, value) => expect(readScaled(text, scale)).toBe(value));

  it.each<[string, number, DecimalFault]>([
    ['', 2, 'empty'],
    [' ', 2, 'notDecimal'],
    [' 1', 2, 'notDecimal'],
    ['1 ', 2, 'notDecimal'],
    ['1\n', 2, 'notDecimal'],
    ['.', 2, 'notDecimal'],
    ['5.', 2, 'notDecimal'],
    ['-', 2, 'notDecimal'],
    ['--1', 2, 'notDecimal'],
    ['1.2.3', 2, 'notDecimal'],
    ['1,000', 2, 'notDecimal'],
    ['0x10', 0, 'notDecimal'],
    ['１２', 0, 'notDecimal'],
    ['一百', 0, 'notDecimal'],
    ['true', 0, 'notDecimal'],
    ['NaN', 0, 'notFinite'],
    ['Infinity', 0, 'notFinite'],
    ['-inf', 0, 'notFinite'],
    ['1e5', 0, 'exponent'],
    ['1e999', 0, 'exponent'],
    ['1.005', 2, 'tooPrecise'],
    ['0.5', 0, 'tooPrecise'],
    ['0.0000001', 6, 'tooPrecise'],
    ['9'.repeat(41), 0, 'tooLarge'],
    ['9'.repeat(401), 0, 'tooLarge'],
    ['1' + '0'.repeat(39), 2, 'tooLarge'],
  ])('refuses %p at scale %i: %s', (text, scale, fault) => expect(readScaled(text, scale)).toBe(fault));

  it('reads exponents only when asked, and bounded', () => {
    const options = { exponent: true };
    expect(readScaled('1e5', 0, options)).toBe(100000n);
    expect(readScaled('1.25E+1', 1, options)).toBe(125n);
    expect(readScaled('250e-2', 1, options)).toBe(25n);
    expect(readScaled('1e-3', 2, options)).toBe('tooPrecise');
    expect(readScaled('0e-9999', 2, options)).toBe(0n);
    expect(readScaled('1e999', 0, options)).toBe('tooLarge');
    expect(readScaled('1e-999', 0, options)).toBe('tooPrecise');
    expect(readScaled('1e99999', 0, options)).toBe('notDecimal');
  });

  it('reads thousands separators only when asked and only in their places', () => {
    const options = { grouped: true };
    expect(readScaled('2,306', 0, options)).toBe(2306n);
    expect(readScaled('-12,345,678.90', 2, options)).toBe(-1234567890n);
    expect(readScaled('2306', 0, options)).toBe(2306n);
    for (const text of ['23,06', '1,2345', ',123', '1234,567', '1,,234', '1,234,', '0.123,456']) {
      expect(readScaled(text, 6, options)).toBe('notDecimal');
    }
  });

  it('reads units by shift: 万元, 亿元, %', () => {
    expect(readScaled('12.3456', 2, { shift: 4 })).toBe(12345600n);
    expect(readScaled('0.000001', 2, { shift: 4 })).toBe(1n);
    expect(readScaled('0.0000001', 2, { shift: 4 })).toBe('tooPrecise');
    expect(readScaled('1.5', 2, { shift: 8 })).toBe(15_000_000_000n);
    expect(readScaled('85.5', 6, { shift: -2 })).toBe(855000n);
    expect(readScaled('100', 0, { shift: -2 })).toBe(1n);
    expect(readScaled('85', 0, { shift: -2 })).toBe('tooPrecise');
  });
});

describe('readScaledNumber', () => {
  it('agrees with readScaled while the value is a safe integer, and refuses it afterwards', () => {
    expect(readScaledNumber('90071992547409.91', 2)).toBe(Number.MAX_SAFE_INTEGER);
    expect(readScaledNumber('90071992547409.92', 2)).toBe('tooLarge');
    expect(Object.is(readScaledNumber('-0', 2), 0)).toBe(true);
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 6 }), (value, scale) => {
        const text = formatFixed(value, scale);
        expect(readScaledNumber(text, scale)).toBe(Number(readScaled(text, scale)));
      }),
    );
  });
});

describe('parseScaled', () => {
  it('throws a domain error that shows the text and says what to do', () => {
    expect(() => parseScaled('1.005', 2)).toThrow(DomainError);
    expect(() => parseScaled('1.005', 2)).toThrow('“1.005”：最多保留 2 位小数，不自动四舍五入，请改为准确的数字。');
    expect(() => parseScaled('1.5', 0)).toThrow('应为整数，不能带小数');
    expect(() => parseScaled('x'.repeat(1000), 0)).toThrow(/^“x{60}…”/);
  });

  it('has words for every fault', () => {
    const faults: DecimalFault[] = ['empty', 'notDecimal', 'notFinite', 'exponent', 'tooPrecise', 'tooLarge'];
    const words = faults.map((fault) => decimalFaultMessage(fault, 2));
    expect(new Set(words).size).toBe(faults.length);
    for (const word of words) expect(word).toMatch(/[。]$/);
  });
});

describe('formatting', () => {
  it.each([
    [0n, 2, '0.00', '0'],
    [5n, 2, '0.05', '0.05'],
    [-5n, 2, '-0.05', '-0.05'],
    [150n, 2, '1.50', '1.5'],
    [100n, 0, '100', '100'],
    [1000n, 2, '10.00', '10'],
    [-100000n, 2, '-1000.00', '-1000'],
    [123, 4, '0.0123', '0.0123'],
  ])('%s at scale %i', (value, scale, fixed, short) => {
    expect(formatFixed(value, scale)).toBe(fixed);
    expect(formatScaled(value, scale)).toBe(short);
  });

  it('text → integer → text → integer loses nothing', () => {
    const value = fc.bigInt({ min: -(10n ** 39n), max: 10n ** 39n });
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 8 }), (scaled, scale) => {
        expect(readScaled(formatFixed(scaled, scale), scale)).toBe(scaled);
        expect(readScaled(formatScaled(scaled, scale), scale)).toBe(scaled);
      }),
    );
  });

  it('trailing zeros and leading zeros never change the value', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(9), fc.nat(9), (scaled, zeros, leading) => {
        const text = formatFixed(Math.abs(scaled), 2);
        expect(readScaled('0'.repeat(leading) + text + '0'.repeat(zeros), 2)).toBe(BigInt(Math.abs(scaled)));
      }),
    );
  });

  it('one digit more than the scale is always refused', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 9 }), fc.nat(6), (whole, digit, scale) => {
        expect(readScaled(`${whole}.${'0'.repeat(scale)}${digit}`, scale)).toBe('tooPrecise');
      }),
    );
  });
});
