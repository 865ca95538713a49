import fc from 'fast-check';
import { BadNumber, hasLostDigits, percentText, plainNumber, serialDate } from './xlsx-numbers';

describe('plainNumber', () => {
  it.each([
    ['0', '0'],
    ['6805761615.72', '6805761615.72'],
    ['-957130871.96', '-957130871.96'],
    ['842.0000', '842.0000'],
    ['1.1000000000000001', '1.1'], // as Excel writes 1.1
    ['6805761615.7200003', '6805761615.72'],
    ['0.30000000000000004', '0.3'],
    ['914403001921744180', '914403001921744180'], // every digit of the file
    ['9.1440300192174413E+17', '914403001921744100'], // its end was lost when Excel saved it
    ['1.5E-3', '0.0015'],
    ['1E+3', '1000'],
    ['-2.5E-7', '-0.00000025'],
    ['1e+21', '1000000000000000000000'],
    ['123456789012345.67', '123456789012345.67'], // above 10^12 no digit is cut
    ['.5', '0.5'],
    ['+7', '7'],
  ])('%s is %s', (raw, plain) => {
    expect(plainNumber(raw)).toBe(plain);
  });

  it.each(['1e999', '-1e999', 'NaN', 'Infinity', '', ' ', '1,5', '0x10', '1e', '--1', '1_000'])('refuses %j', (raw) => {
    expect(() => plainNumber(raw)).toThrow(BadNumber);
  });

  it('gives back every amount of up to 15 digits as it was typed, however Excel writes its double', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }),
        fc.integer({ min: 1, max: 6 }),
        (digits, scale) => {
          const sign = digits < 0n ? '-' : '';
          const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
          const typed = `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
          const shown = typed.replace(/\.?0+$/, '');
          const written = Number(typed).toPrecision(17); // 17 digits, sometimes with an exponent
          const read = plainNumber(written);
          expect(read).not.toMatch(/[eE]/);
          expect(read === '0' ? '0' : read.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')).toBe(
            shown === '-0' ? '0' : shown,
          );
        },
      ),
    );
  });

  it('is always plain decimal text of the same value, to 15 digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const read = plainNumber(String(value));
        expect(read).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Math.abs(Number(read) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-14);
      }),
    );
  });
});

it('a whole number of more than 15 digits has lost its end in Excel', () => {
  expect(hasLostDigits('914403001921744000')).toBe(true);
  expect(hasLostDigits('999999999999999')).toBe(false);
  expect(hasLostDigits('1234567890.1234567')).toBe(false);
});

describe('percentText', () => {
  it.each([
    ['0.03', '3%'],
    ['0.125', '12.5%'],
    ['1', '100%'],
    ['0', '0%'],
    ['-0.4', '-40%'],
    ['12.3456', '1234.56%'],
    ['0.0005', '0.05%'],
  ])('%s is shown as %s', (plain, shown) => expect(percentText(plain)).toBe(shown));
});

describe('serialDate', () => {
  it.each([
    ['1', '1900-01-01'],
    ['59', '1900-02-28'],
    ['61', '1900-03-01'],
    ['30033', '1982-03-23'],
    ['44561', '2021-12-31'],
    ['2958465', '9999-12-31'],
    ['44561.5', '2021-12-31 12:00:00'],
    ['44561.999999', '2022-01-01'], // a tenth of a second before midnight is midnight
    ['0.25', '06:00:00'],
  ])('%s is %s', (serial, day) => expect(serialDate(serial, false)).toBe(day));

  it('counts from 1904 in workbooks of old Macs', () => expect(serialDate('43099', true)).toBe('2021-12-31'));

  it.each(['60', '-1', '2958466', '1e9'])('refuses %s', (serial) =>
    expect(() => serialDate(serial, false)).toThrow(BadNumber),
  );

  it('agrees with the calendar on every day since March 1900', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        expect(serialDate(String(serial), false)).toBe(
          new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10),
        );
      }),
    );
  });
});
