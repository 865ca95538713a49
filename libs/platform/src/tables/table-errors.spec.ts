import fc from 'fast-check';
import { cellProblem, columnName, hasUnfitCharacter, refused, tooLarge, unfitCharacter } from './table-errors';

describe('columnName', () => {
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ])('%i is %s', (index, name) => expect(columnName(index)).toBe(name));

  it('counts like a number of base 26 without nought', () => {
    fc.assert(
      fc.property(fc.nat(20_000), (index) => {
        const back = [...columnName(index)].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
        expect(back).toBe(index);
      }),
    );
  });
});

describe('unfit characters', () => {
  it.each([
    '\u0000',
    '\u0001',
    '\u000b',
    '\u001f',
    '\u007f',
    '\u0085',
    '\u009f',
    '\ufffe',
    '\uffff',
    '\ud800',
    'a\udfffb',
  ])('%j cannot be carried', (text) => {
    expect(hasUnfitCharacter(text)).toBe(true);
    const problem = unfitCharacter(3, 27, text);
    expect(problem.where).toEqual({ row: 3, column: 'AB' });
    expect(hasUnfitCharacter(problem.value ?? '')).toBe(false);
    expect(hasUnfitCharacter(problem.message)).toBe(false);
  });

  it.each(['', 'a', '洛阳', '𠮷', '\t\r\n', '\u00a0', '\u200b', '\ufeff', '\ufffd', '🏭'])('%j can', (text) => {
    expect(hasUnfitCharacter(text)).toBe(false);
  });

  it('a long value is cut for the report, and never in the middle of a character', () => {
    const problem = cellProblem(1, 0, 'x'.repeat(99) + '𠮷'.repeat(10), 'X', 'x');
    expect(problem.value?.length).toBeLessThanOrEqual(101);
    expect(hasUnfitCharacter(problem.value ?? '')).toBe(false);
  });
});

it('a refusal names its row where one is known, and its kind', () => {
  expect(refused('X', '坏').problems).toEqual([]);
  expect(refused('X', '坏', 7)).toMatchObject({
    kind: 'invalid',
    problems: [{ where: { row: 7 }, code: 'PLATFORM.X' }],
  });
  expect(tooLarge('X', '大', 7)).toMatchObject({
    kind: 'tooLarge',
    code: 'PLATFORM.X',
    message: '大',
    problems: [{ where: { row: 7 } }],
  });
});
