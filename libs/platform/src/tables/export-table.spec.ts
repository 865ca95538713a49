import fc from 'fast-check';
import { batched, type ExportCell, numberText } from './export-table';
import { guardText, unguardText } from './formula-guard';
import { formulaPayloads } from './testing/formula-payloads';
import { failure } from './testing/table-files';

const column = { label: '收入', type: 'decimal' } as const;

describe('numberText', () => {
  it.each<[string | number, string]>([
    [0, '0'],
    [-0, '0'],
    [842, '842'],
    [-1.5, '-1.5'],
    [1e-7, '0.0000001'],
    [-2.5e-10, '-0.00000000025'],
    ['6805761615.7200', '6805761615.7200'],
    ['-0.10', '-0.10'],
    ['123456789012345678901', '123456789012345678901'],
  ])('%p is written as %s', (cell, text) => expect(numberText(cell, column, 1)).toBe(text));

  it.each<unknown>([
    '',
    ' 1',
    '1 ',
    '1,000',
    '1e5',
    '=1',
    '٣',
    'NaN',
    NaN,
    -Infinity,
    1e21,
    null,
    undefined,
    true,
    {},
    [],
  ])('%p is refused', async (cell) => {
    const error = await failure(() => numberText(cell as number, column, 12));
    expect(error.problems).toEqual([
      expect.objectContaining({ where: { row: 12, column: '收入' }, code: 'PLATFORM.EXPORT_CELL' }),
    ]);
  });

  it('any amount within reason is plain text of the same value', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), (value) => {
        const text = numberText(value, column, 1);
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.max(Math.abs(value) * 1e-15, 1e-20));
      }),
    );
  });
});

describe('the guard against formulas', () => {
  it('guards every payload, and nothing else', () => {
    for (const payload of formulaPayloads) expect(guardText(payload)).toBe(`'${payload}`);
    for (const text of ['', '洛阳', '1-2', 'a=b', "'quoted'", ' =1', '/N', '\\N', '（空）'])
      expect(guardText(text)).toBe(text);
  });

  it('is taken away again, once', () => {
    const text = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '＝', '＠', '\t', '\n', 'a', '洛') });
    fc.assert(fc.property(text, (plain) => expect(unguardText(guardText(plain))).toBe(plain)));
    // one that bears an apostrophe of its own is no guarded one
    for (const plain of ["'=1", "''=1", "'-"])
      expect([guardText(plain), unguardText(`'${plain}`)]).toEqual([`'${plain}`, plain]);
    expect(unguardText("'洛阳")).toBe("'洛阳");
  });

  it('leaves nothing that begins like a formula', () => {
    fc.assert(fc.property(fc.string(), (plain) => expect(guardText(plain)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)));
  });
});

it('batched gives all rows, in order, in batches of the size', async () => {
  const rows: ExportCell[][] = Array.from({ length: 7 }, (_, i) => [i]);
  const got: (readonly (readonly ExportCell[])[])[] = [];
  for await (const batch of batched(rows, 3)) got.push(batch);
  expect(got.map((batch) => batch.length)).toEqual([3, 3, 1]);
  expect(got.flat()).toEqual(rows);
  for await (const _batch of batched([])) throw new Error(`nothing gives nothing, not ${_batch.length} rows`);
});
