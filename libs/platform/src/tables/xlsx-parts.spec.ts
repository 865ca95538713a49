import fc from 'fast-check';
import { contentTypes, sheetStart, StyleTable, workbookRelations, workbookXml, xmlText } from './xlsx-parts';
import { decodeEscapes } from './xlsx-strings';
import { XmlScanner } from './xml-scanner';

/** Attributes and texts of an XML document, as a reader sees them. */
function read(xml: string, element: string, ...names: string[]): (string | undefined)[][] {
  const found: (string | undefined)[][] = [];
  const scanner = new XmlScanner({
    open: (name, attributes) => void (name === element && found.push(names.map((one) => attributes.get(one)))),
    close: () => undefined,
    text: () => undefined,
  });
  scanner.write(Buffer.from(xml));
  scanner.end();
  return found;
}

describe('xmlText', () => {
  it('is read back as what it was, without what XML cannot carry', () => {
    const odd = fc.string({
      unit: fc.constantFrom(
        'a',
        '洛',
        '𠮷',
        '<',
        '>',
        '&',
        '"',
        "'",
        '_',
        'x',
        '_x0041_',
        '\u0000',
        '\u0007',
        '\ufffe',
        '\ud83d',
        '\n',
        '\t',
        ']]>',
      ),
    });
    fc.assert(
      fc.property(odd, (text) => {
        let got = '';
        const scanner = new XmlScanner({
          open: () => undefined,
          close: () => undefined,
          text: (piece) => void (got += piece),
        });
        scanner.write(Buffer.from(`<t a="${xmlText(text)}">${xmlText(text)}</t>`));
        scanner.end();
        const carried = text.replace(/(?![\n\t])\p{Cc}|\ufffe|\p{Surrogate}/gu, '');
        expect(decodeEscapes(got)).toBe(carried);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves an ordinary name as it is', () => expect(xmlText('洛阳轴承_x 有限公司')).toBe('洛阳轴承_x 有限公司'));
});

describe('StyleTable', () => {
  it('has one style for each format, however many columns ask for it', () => {
    const styles = new StyleTable();
    const ask = (type: 'text' | 'integer' | 'decimal' | 'date', scale?: number) =>
      styles.of({ label: 'x', type, ...(scale === undefined ? {} : { scale }) });
    const asked = [
      ask('text'),
      ask('integer'),
      ask('decimal'),
      ask('decimal', 2),
      ask('decimal', 0),
      ask('decimal', 4),
      ask('date'),
      ask('text'),
    ];
    expect(asked).toEqual([2, 3, 4, 4, 3, 5, 6, 2]);
    const xml = styles.xml();
    expect(read(xml, 'numFmt', 'formatCode').flat()).toEqual(['@', '0', '0.00', '0.0000', 'yyyy-mm-dd']);
    const [[count] = []] = read(xml, 'cellXfs', 'count');
    expect(Number(count)).toBe(7);
    expect(read(xml, 'xf', 'numFmtId')).toHaveLength(7 + 1); // and one in cellStyleXfs
  });

  it('without columns is a sound part too', () =>
    expect(read(new StyleTable().xml(), 'numFmt', 'formatCode')).toEqual([]));
});

describe('the parts that hold the others together', () => {
  it('name every sheet, with names as they are', () => {
    const names = ['排名', `a"b&<c>'d`];
    const xml = workbookXml(names, ['$A$1:$B$9', null]);
    expect(read(xml, 'sheet', 'name', 'sheetId', 'r:id')).toEqual([
      ['排名', '1', 'rId1'],
      [`a"b&<c>'d`, '2', 'rId2'],
    ]);
    expect(read(xml, 'definedName', 'localSheetId')).toEqual([['0']]);
    expect(workbookXml(["O'Neill"], ['$A$1:$A$1'])).toContain("'O''Neill'!$A$1:$A$1");
  });

  it('the relations lead to parts that the types name', () => {
    const targets = read(workbookRelations(3), 'Relationship', 'Target')
      .flat()
      .map((target) => `/xl/${target}`);
    const typed = read(contentTypes(3), 'Override', 'PartName').flat();
    expect(typed).toEqual(expect.arrayContaining(targets));
    expect(typed).toHaveLength(targets.length + 1); // and the workbook itself
  });

  it('a column is as wide as its label needs, or as it is told', () => {
    const start = (columns: Parameters<typeof sheetStart>[0]) =>
      read(`${sheetStart(columns)}</sheetData></worksheet>`, 'col', 'min', 'width').map(([min, width]) => [
        min,
        Number(width),
      ]);
    const [[, short], [, long], [, told]] = start([
      { label: '名次', type: 'integer' },
      { label: '近两年主营业务收入平均增长率(%)', type: 'integer' },
      { label: '名次', type: 'integer', width: 77 },
    ]) as [number, number][] as [[number, number], [number, number], [number, number]];
    expect(long).toBeGreaterThan(short * 2);
    expect(told).toBe(77);
  });
});
