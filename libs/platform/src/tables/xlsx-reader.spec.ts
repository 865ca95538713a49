import * as XLSX from '@e965/xlsx';
import { formatMeaning } from './xlsx-styles';
import { collect, failure, limits, testFolder, workbookParts, zipFile } from './testing/table-files';
import { readXlsx } from './xlsx-reader';

const folder = testFolder();
const raw = async (parts: Parameters<typeof zipFile>[1], sheet?: string, changed = {}) =>
  collect(readXlsx(await zipFile(folder.path('raw.xlsx'), parts), limits(changed), sheet));
/** Rows of a sheet with the given XML. */
const rowsOf = async (sheetData: string, extra: Record<string, string> = {}) =>
  (await raw(workbookParts(sheetData, extra))).rows;
/** The cells of row 1 made of the given `c` elements. */
const cells = async (xml: string, extra: Record<string, string> = {}) =>
  (await rowsOf(`<row r="1">${xml}</row>`, extra))[0]?.cells;
const text = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;

describe('workbooks as another program writes them', () => {
  const book = XLSX.utils.book_new();
  const amounts = [6805761615.72, -957130871.96, 0.1 + 0.2, 1e-7, 123456789012345, 0];
  const sheet = XLSX.utils.aoa_to_sheet(
    [
      ['统一社会信用代码', '企业名称', '成立日期', '营业收入', '合格', '备注'],
      ['91440300192174418Y', '东旭蓝天', new Date(Date.UTC(1982, 2, 23)), amounts[0], true, ' 两端\n空格 '],
      ['00123', '洛阳 & <轴承>', new Date(Date.UTC(2021, 11, 31)), amounts[1], false, null],
      ...amounts.map((amount) => [null, null, null, amount]),
    ],
    { cellDates: true, UTC: true },
  );
  XLSX.utils.book_append_sheet(book, sheet, '数据');
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['第二张']]), '说明');

  it.each([
    ['shared strings', { bookSST: true }],
    ['strings in the cells', { bookSST: false }],
    ['an uncompressed package', { compression: false }],
  ])('come as text, digit for digit: %s', async (_, options) => {
    const file = folder.path('e965.xlsx');
    XLSX.writeFile(book, file, { compression: true, ...options });
    const { info, rows } = await collect(readXlsx(file, limits()));
    expect(info).toEqual({ format: 'xlsx', sheet: '数据', sheets: ['数据', '说明'] });
    expect(rows.slice(0, 3)).toEqual([
      { row: 1, cells: ['统一社会信用代码', '企业名称', '成立日期', '营业收入', '合格', '备注'] },
      { row: 2, cells: ['91440300192174418Y', '东旭蓝天', '1982-03-23', '6805761615.72', 'TRUE', ' 两端\n空格 '] },
      { row: 3, cells: ['00123', '洛阳 & <轴承>', '2021-12-31', '-957130871.96', 'FALSE'] },
    ]);
    expect(rows.slice(3).map((row) => row.cells[3])).toEqual([
      '6805761615.72',
      '-957130871.96',
      '0.3',
      '0.0000001',
      '123456789012345',
      '0',
    ]);
    expect((await collect(readXlsx(file, limits(), '说明'))).rows).toEqual([{ row: 1, cells: ['第二张'] }]);
  });
});

describe('cells', () => {
  it('stand where their place says, and next to the one before where none is said', async () => {
    expect(
      await rowsOf(
        `<row r="3">${text('C3', 'c')}<c t="n"><v>4</v></c>${text('AA3', 'aa')}</row><row>${text('A4', 'x')}</row>`,
      ),
    ).toEqual([
      { row: 3, cells: ['', '', 'c', '4', ...Array<string>(22).fill(''), 'aa'] },
      { row: 4, cells: ['x'] },
    ]);
  });

  it('blank ones at the end of a row and blank rows are left out, styled or not', async () => {
    const blanks = '<c r="B1" s="1"/><c r="C1" s="1" t="s"/><c r="XFD1" s="1"/>';
    expect(await rowsOf(`<row r="1">${text('A1', 'x')}${blanks}</row><row r="2"><c r="A2" s="1"/></row>`)).toEqual([
      { row: 1, cells: ['x'] },
    ]);
  });

  it('rich text is joined, phonetic hints are left out', async () => {
    const rich =
      '<si><r><rPr><b/></rPr><t>洛阳</t></r><r><t xml:space="preserve"> 轴承</t></r><rPh sb="0" eb="2"><t>ルオヤン</t></rPh></si>';
    const strings = `<sst>${rich}<si><t/></si><si><t>二</t></si></sst>`;
    const xml = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>';
    expect(await cells(xml, { 'xl/sharedStrings.xml': strings })).toEqual(['洛阳 轴承', '', '二']);
    expect(
      await cells('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>x</t></rPh></is></c>'),
    ).toEqual(['甲乙']);
  });

  it('formulas give the value Excel saved', async () => {
    expect(
      await cells(
        '<c r="A1"><f>B1*2</f><v>84</v></c><c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="C1" t="str"><f>""</f><v></v></c>',
      ),
    ).toEqual(['84', 'ab']);
  });

  it('a formula without a saved value and an error value are reported with their place', async () => {
    const [row] = await rowsOf(
      '<row r="5"><c r="A5" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B5"><f>NOW()</f></c></row>',
    );
    expect(row?.problems).toEqual([
      expect.objectContaining({ where: { row: 5, column: 'A' }, value: '#DIV/0!', code: 'PLATFORM.TABLE_CELL_ERROR' }),
      expect.objectContaining({ where: { row: 5, column: 'B' }, code: 'PLATFORM.TABLE_FORMULA' }),
    ]);
  });

  it.each(['1e999', 'NaN', 'x'])('a number %s is reported with its place', async (value) => {
    const [row] = await rowsOf(`<row r="2"><c r="B2"><v>${value}</v></c>${text('C2', '好')}</row>`);
    expect(row?.problems).toEqual([
      expect.objectContaining({ where: { row: 2, column: 'B' }, value, code: 'PLATFORM.TABLE_NUMBER' }),
    ]);
  });

  it('warns of a code that was typed as a number', async () => {
    const [row] = await rowsOf('<row r="2"><c r="A2"><v>9.1440300192174413E+17</v></c></row>');
    expect(row?.problems).toBeUndefined();
    expect(row?.warnings).toEqual([
      expect.objectContaining({ where: { row: 2, column: 'A' }, code: 'PLATFORM.TABLE_DIGITS_LOST' }),
    ]);
  });

  it.each([
    ['_x0000_', 'NUL'],
    ['&#0;', 'NUL'],
    ['a\u0000b', 'NUL'],
    ['_xD83D_', '代理项'],
    ['&#xD83D;', '代理项'],
    ['&#x7;', '控制字符'],
  ])('reports %j in a text with its place', async (value, what) => {
    const [row] = await rowsOf(`<row r="4">${text('B4', value)}</row>`);
    expect(row?.problems).toEqual([
      expect.objectContaining({ where: { row: 4, column: 'B' }, code: 'PLATFORM.TABLE_CHARACTER' }),
    ]);
    expect(row?.problems?.[0]?.message).toContain(what);
  });

  it("decodes Excel's own escapes, also of pairs", async () => {
    expect(await cells(text('A1', 'a_x000D_\nb_x005F_x0041_ _xD842__xDFB7_ _xyz_'))).toEqual([
      'a\r\nb_x0041_ 𠮷 _xyz_',
    ]);
  });
});

describe('formats', () => {
  const styles = (...codes: string[]) =>
    `<styleSheet><numFmts>${codes.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code}"/>`).join('')}</numFmts>` +
    `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${codes.map((_, i) => `<xf numFmtId="${164 + i}"/>`).join('')}<xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="31"/></cellXfs></styleSheet>`;
  const styled = (style: number, value: string) => `<c r="A1" s="${style}"><v>${value}</v></c>`;

  it.each([
    [1, '44561', '2021-12-31'],
    [2, '0.035', '3.5%'],
    [3, '44561.75', '2021-12-31 18:00:00'],
    [4, '44561', '2021-12-31'], // 14, known to every Excel
    [5, '0.5', '50%'],
    [6, '44561', '2021-12-31'], // 31, a date in Chinese Excel
    [0, '44561', '44561'],
    [99, '44561', '44561'],
  ])('style %i makes %s into %s', async (style, value, wanted) => {
    const sheet = styles('yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;', '0.0%', '[$-804]yyyy/m/d h:mm');
    expect(await cells(styled(style, value), { 'xl/styles.xml': sheet })).toEqual([wanted]);
  });

  it('days are counted from 1904 where the workbook says so', async () => {
    const parts = workbookParts(`<row r="1">${styled(1, '43099')}</row>`, { 'xl/styles.xml': styles('yyyy-mm-dd') });
    parts['xl/workbook.xml'] = (parts['xl/workbook.xml'] ?? '').replace(
      '<sheets>',
      '<workbookPr date1904="1"/><sheets>',
    );
    expect((await raw(parts)).rows[0]?.cells).toEqual(['2021-12-31']);
  });

  it('a day that is none is reported', async () => {
    const [row] = await rowsOf(`<row r="1">${styled(1, '-5')}</row>`, { 'xl/styles.xml': styles('d/m/yy') });
    expect(row?.problems?.[0]).toMatchObject({
      where: { row: 1, column: 'A' },
      value: '-5',
      code: 'PLATFORM.TABLE_NUMBER',
    });
  });

  it.each([
    ['General', 'number'],
    ['0.00_);[Red]\\(0.00\\)', 'number'],
    ['#,##0"day"', 'number'],
    ['[>100]0;0', 'number'],
    ['0!.0,"万"', 'number'],
    ['[h]:mm:ss', 'date'],
    ['yyyy"年"m"月"', 'date'],
    ['[$-F800]dddd, mmmm dd, yyyy', 'date'],
    ['0%;-0%', 'percent'],
    ['0"%"', 'number'],
  ])('the format %s means %s', (code, meaning) => expect(formatMeaning(code)).toBe(meaning));
});

describe('sheets', () => {
  const two = (first: string, second = '') => ({
    ...workbookParts(`<row r="1">${text('A1', '一')}</row>`),
    'xl/workbook.xml': `<workbook><sheets><sheet name="甲" sheetId="1" ${first} r:id="rId1"/><sheet name="乙" sheetId="2" ${second} r:id="rId9"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId9" Type="x/worksheet" Target="../xl/./worksheets/other.xml"/></Relationships>',
    'xl/worksheets/other.xml': `<worksheet><sheetData><row r="1">${text('A1', '二')}</row></sheetData></worksheet>`,
  });

  it('the first visible one is read unless one is named', async () => {
    expect((await raw(two(''))).rows[0]?.cells).toEqual(['一']);
    const hidden = await raw(two('state="hidden"'));
    expect([hidden.info.sheet, hidden.info.sheets, hidden.rows[0]?.cells]).toEqual(['乙', ['乙'], ['二']]);
    expect((await raw(two(''), '乙')).rows[0]?.cells).toEqual(['二']);
  });

  it('an unknown name is refused with the names there are', async () => {
    const error = await failure(raw(two(''), '丙'));
    expect([error.code, error.message]).toEqual(['PLATFORM.TABLE_SHEET', expect.stringContaining('“甲”、“乙”')]);
    expect((await failure(raw(two('state="hidden"', 'state="veryHidden"')))).message).toContain('没有可见的工作表');
  });

  it('merged areas and hidden rows are told at the end', async () => {
    const parts = workbookParts(`<row r="1">${text('A1', '标题')}</row><row r="2" hidden="1">${text('A2', 'x')}</row>`);
    parts['xl/worksheets/sheet1.xml'] =
      parts['xl/worksheets/sheet1.xml']?.replace(
        '</worksheet>',
        '<mergeCells><mergeCell ref="A1:F1"/></mergeCells></worksheet>',
      ) ?? '';
    const { rows, summary } = await raw(parts);
    expect(rows.map((row) => row.cells)).toEqual([['标题'], ['x']]);
    expect(summary).toEqual({ rows: 2, hiddenRows: 1, merged: ['A1:F1'] });
  });

  it('names with prefixes, as some programs write them, are understood', async () => {
    const parts = {
      ...workbookParts(''),
      'xl/workbook.xml':
        '<x:workbook><x:sheets><x:sheet name="数据" sheetId="1" d3p1:id="rId1"/></x:sheets></x:workbook>',
      'xl/worksheets/sheet1.xml':
        '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>是</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    };
    expect((await raw(parts)).rows).toEqual([{ row: 1, cells: ['是'] }]);
  });
});

describe('broken workbooks', () => {
  it.each([
    ['rows that go back', `<row r="5">${text('A5', 'x')}</row><row r="4"/>`],
    ['a row beyond the last', '<row r="1048577"/>'],
    ['a row that is no number', '<row r="x"/>'],
    ['cells that go back', `<row r="1">${text('B1', 'x')}${text('A1', 'x')}</row>`],
    ['a cell beyond the last column', `<row r="1">${text('XFE1', 'x')}</row>`],
    ['a text that is not there', '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'],
    ['a document type', '<!DOCTYPE x>'],
    ['an element without end', '<row r="1"><c r="A1"><v>1</v>'],
  ])('are refused and the part is named: %s', async (_, sheetData) => {
    const error = await failure(rowsOf(sheetData));
    expect(error.code).toBe('PLATFORM.TABLE_DAMAGED');
    expect(error.message).toContain('另存为 .xlsx');
  });

  it('a missing part is named', async () => {
    const parts = workbookParts('');
    delete parts['xl/worksheets/sheet1.xml'];
    expect((await failure(raw(parts))).message).toContain('xl/worksheets/sheet1.xml');
  });
});
