import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { makeCreditCode, organisationCheckCharacter } from './credit-code';
import { checkCreditCode, isPilotCreditCode } from './credit-code-check';

const good = makeCreditCode({ region: '410305', organisation: 'MA44X7XX' });
const problemCodes = (text: string) =>
  checkCreditCode(text).problems.map(({ code }) => code.replace('KERNEL.CREDIT_CODE_', ''));

/** Replaces the character at a place counted from 1. */
const put = (code: string, position: number, character: string) =>
  code.slice(0, position - 1) + character + code.slice(position);

describe('a good code', () => {
  it('is valid, normalised, without notes', () => {
    expect(checkCreditCode(good)).toEqual({ code: good, valid: true, normalized: good, problems: [], warnings: [] });
  });

  it('is answered with the text as it was given', () => {
    const text = ` ${good.toLowerCase()} `;
    expect(checkCreditCode(text)).toMatchObject({ code: text, valid: true, normalized: good });
  });

  it('may end in 0', () => expect(checkCreditCode('91330100MA21101700').valid).toBe(true));
});

describe('problems', () => {
  it.each([
    ['', ['EMPTY']],
    [' \u3000\u200b', ['EMPTY']],
    [good.slice(0, 17), ['LENGTH']],
    [`${good}1`, ['LENGTH']],
    ['x'.repeat(100_000), ['LENGTH']],
    [put(good, 18, good.endsWith('1') ? '2' : '1'), ['CHECK']],
    [put(good, 9, 'O'), ['LOOK_ALIKE']],
    [put(good, 5, 'A'), ['REGION_DIGIT']],
    [put(good, 12, '*'), ['CHARACTER']],
    [put(good, 12, '中'), ['CHARACTER']],
    [put(good, 12, '\u0000'), ['CHARACTER']],
    [put(good, 12, '\ud800'), ['CHARACTER']],
    ['9.14103E+17', ['SCIENTIFIC']],
    ['410305000012345', ['REGISTRATION_NUMBER']],
    ['D2143569-X', ['ORGANISATION_CODE']],
    ['11010519491231002X', ['ID_CARD']],
    ['11010519491231002x', ['ID_CARD']],
    ['440524188001010014', ['CHECK']], // born in 1880: no living person, so it is judged as a code
  ])('%j', (text, codes) => {
    expect(problemCodes(text)).toEqual(codes);
    expect(checkCreditCode(text)).toMatchObject({ code: text, valid: false, normalized: null, warnings: [] });
  });

  it('explains every look-alike at its place and says when the exchange would fit', () => {
    const zeros = makeCreditCode({ region: '410305', organisation: '00000000' });
    const { problems } = checkCreditCode(put(put(zeros, 10, 'O'), 11, 'O'));
    expect(problems.map(({ position }) => position)).toEqual([10, 11]);
    expect(problems[0]?.message).toBe('第 10 位是字母 O，代码中不使用 I、O、S、V、Z，请核对是否为 0，改后校验码相符。');
    expect(checkCreditCode(put(good, 10, 'Z')).problems[0]?.message).toMatch(/请核对是否为 2。$/);
    for (const [wrong, right] of ['I1', 'S5', 'VU'].map((pair) => [...pair])) {
      expect(checkCreditCode(put(good, 3, wrong ?? '')).problems[0]?.message).toContain(`字母 ${wrong}，`);
      expect(checkCreditCode(put(good, 3, wrong ?? '')).problems[0]?.message).toContain(`是否为 ${right}`);
    }
  });

  it('says how many characters are missing or too many', () => {
    expect(checkCreditCode(good.slice(2)).problems[0]?.message).toContain('现有 16 位，少 2 位');
    expect(checkCreditCode(`${good}00`).problems[0]?.message).toContain('现有 20 位，多 2 位');
  });

  it('shows a character that cannot be shown by its number', () => {
    expect(checkCreditCode(put(good, 12, '\u0007')).problems[0]).toMatchObject({
      position: 12,
      message: expect.stringContaining('“U+0007”'),
    });
  });

  it('a pilot code of Fujian is refused with the way out', () => {
    const pilot = put(makeCreditCode({ region: '350200', organisation: 'M00011AB' }), 18, 'X');
    expect(isPilotCreditCode(pilot)).toBe(true);
    expect(checkCreditCode(pilot).problems).toEqual([
      { code: 'KERNEL.CREDIT_CODE_PILOT', position: 18, message: expect.stringContaining('可由经办人写明理由后采用') },
    ]);
    expect(isPilotCreditCode(put(pilot, 4, '6'))).toBe(false);
    expect(isPilotCreditCode(good)).toBe(false);
  });

  it('never throws and always keeps valid, normalized and problems in step', () => {
    const alphabet = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcx -\u3000９Ｏ*中\u0000\ud800');
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: alphabet, minLength: 15, maxLength: 20 }));
    fc.assert(
      fc.property(text, (given) => {
        const { code, valid, normalized, problems } = checkCreditCode(given);
        expect(code).toBe(given);
        expect(valid).toBe(problems.length === 0);
        expect(normalized !== null).toBe(valid);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('identity cards', () => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const birth = fc.date({ min: new Date('1930-01-01'), max: new Date('2020-12-31'), noInvalidDate: true });
  const card = fc
    .tuple(fc.integer({ min: 110000, max: 659999 }), birth, fc.integer({ min: 0, max: 999 }))
    .map(([area, day, serial]) => {
      const first = `${area}${day.toISOString().slice(0, 10).replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
      const sum = [...first].reduce((total, digit, i) => total + Number(digit) * (weights[i] ?? 0), 0);
      return first + '10X98765432'.charAt(sum % 11);
    });

  it('are recognised and refused whatever their check as a credit code', () => {
    fc.assert(
      fc.property(card, (number) => expect(problemCodes(number)).toEqual(['ID_CARD'])),
      { numRuns: 1000 },
    );
  });

  it('with an impossible birth date are judged as codes', () => {
    expect(problemCodes('110105199902300011')).toEqual(['CHECK']);
  });
});

describe('warnings', () => {
  const regions = new Set(['410305']);

  it('an unknown region is warned about, only when a table was given', () => {
    const moved = makeCreditCode({ region: '410306', organisation: 'MA44X7XX' });
    expect(checkCreditCode(moved, { regions }).warnings).toEqual([
      { code: 'KERNEL.CREDIT_CODE_REGION_UNKNOWN', position: 3, message: expect.stringContaining('410306') },
    ]);
    expect(checkCreditCode(moved, { regions }).valid).toBe(true);
    expect(checkCreditCode(moved).warnings).toEqual([]);
    expect(checkCreditCode(good, { regions }).warnings).toEqual([]);
  });

  it('a failing organisation check alone is warned about', () => {
    const candidates = [...'0123456789'].map((check) => withOrganisationCheck(check));
    const right = organisationCheckCharacter('MA44X7XX');
    for (const [check, code] of candidates) {
      const codes = checkCreditCode(code).warnings.map((warning) => warning.code);
      expect(codes).toEqual(check === right ? [] : ['KERNEL.CREDIT_CODE_ORGANISATION_CHECK']);
    }
  });

  it('an unknown authority is warned about', () => {
    const odd = makeCreditCode({ authority: 'H', region: '410305', organisation: 'MA44X7XX' });
    expect(checkCreditCode(odd)).toMatchObject({
      valid: true,
      warnings: [{ code: 'KERNEL.CREDIT_CODE_AUTHORITY', position: 1 }],
    });
  });

  /** A code whose last character fits although its organisation check was set by hand. */
  function withOrganisationCheck(check: string): [string, string] {
    const first17 = `91410305MA44X7XX${check}`;
    for (const last of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
      if (checkCreditCode(first17 + last).valid) return [check, first17 + last];
    }
    throw new Error('no check character fits');
  }
});

describe('real codes', () => {
  const folder = path.resolve(__dirname, '../../../../shared/data');
  const files = ['register-sample.csv', 'figures-sample.csv']
    .map((name) => path.join(folder, name))
    .filter((file) => fs.existsSync(file));
  if (files.length === 0) console.warn(`skipped: no real codes below ${folder}`);
  const check = files.length > 0 ? it : it.skip;

  check('of the register and of listed companies are all accepted', () => {
    const codes = files.flatMap((file) =>
      fs
        .readFileSync(file, 'utf8')
        .split('\n')
        .slice(1)
        .filter(Boolean)
        .map((line) => line.slice(0, line.indexOf(','))),
    );
    expect(codes.length).toBeGreaterThan(5000);
    const refused = codes.map((code) => checkCreditCode(code)).filter(({ valid }) => !valid);
    expect(refused).toEqual([]);
    const warned = codes.filter((code) => checkCreditCode(code).warnings.length > 0);
    expect(warned.length).toBeLessThan(codes.length / 50);
  });
});
