import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import fs from 'node:fs';
import { readXlsx } from './xlsx-reader';
import { portalLimits } from './limits';
import { readTable } from './read-table';
import { collect, failure, limits, testFolder, workbookParts, zipFile } from './testing/table-files';

// Files made to hurt, read as the product reads them: in the reading process.

const folder = testFolder();
const read = (file: string, changed = {}) => collect(readTable(file, { limits: limits(changed) }));

/** Refused quickly, and without this process growing. */
async function refusedCheaply(file: string, changed = {}) {
  const [began, memory] = [Date.now(), process.memoryUsage().rss];
  const error = await failure(read(file, changed));
  expect(Date.now() - began).toBeLessThan(5000);
  expect((process.memoryUsage().rss - memory) / 1024 / 1024).toBeLessThan(50);
  return error;
}

/** A workbook whose sheet repeats a piece of XML. */
const repeated = (name: string, times: number, piece: string, start = '<row r="1">', end = '</row>') =>
  zipFile(folder.path(name), {
    ...workbookParts(''),
    'xl/worksheets/sheet1.xml': async (write) => {
      await write(`<worksheet><sheetData>${start}`);
      for (let done = 0; done < times; done += 10_000) await write(piece.repeat(10_000));
      await write(`${end}</sheetData></worksheet>`);
    },
  });

/** A small workbook with something of everything. */
const smallWorkbook = () => {
  const cells =
    '<c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44561</v></c><c r="C1" t="inlineStr"><is><t>洛阳 &amp;</t></is></c><c r="D1"><f>1</f><v>2.5</v></c>';
  return workbookParts(`<row r="1">${cells}</row><row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>`, {
    'xl/sharedStrings.xml': '<sst><si><r><t>甲</t></r></si></sst>',
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
  });
};

let sample = '';
beforeAll(() => {
  sample = folder.path('sample.xlsx');
  const rows = Array.from({ length: 300 }, (_, i) => [`企业${i}`, i, i / 7]);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['名称', '年', '收入'], ...rows]), '数据');
  XLSX.writeFile(book, sample, { bookSST: true, compression: true });
});

describe('bombs', () => {
  it('blank cells that unpack to hundreds of megabytes are refused before they are unpacked', async () => {
    const file = await repeated('bomb.xlsx', 26_000_000, '<c r="A1"/>');
    expect(fs.statSync(file).size).toBeLessThan(2_000_000);
    expect((await refusedCheaply(file)).code).toBe('PLATFORM.TABLE_RATIO');
    expect((await refusedCheaply(file, { ...portalLimits })).code).toBe('PLATFORM.TABLE_UNPACKED');
  });

  it('an archive that lies about its sizes is stopped where it exceeds them', async () => {
    const file = await repeated('liar.xlsx', 20_000_000, ' ');
    const bytes = fs.readFileSync(file);
    const at = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46; // its entry in the directory
    bytes.writeUInt32LE(5000, at + 24);
    const error = await refusedCheaply(folder.file('liar2.xlsx', bytes));
    expect([error.code, error.message]).toEqual(['PLATFORM.TABLE_DAMAGED', expect.stringContaining('比目录所说的大')]);
  });

  it('a cell place that claims the last row and an area of a million rows cost nothing', async () => {
    const parts = workbookParts(
      '<row r="1048576"><c r="XFD1048576" s="1"/><c r="A1048576"/></row>'.replace('<c r="A1048576"/>', ''),
    );
    parts['xl/worksheets/sheet1.xml'] = (parts['xl/worksheets/sheet1.xml'] ?? '').replace(
      '<sheetData>',
      '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>',
    );
    const file = await zipFile(folder.path('claims.xlsx'), parts);
    expect((await read(file)).rows).toEqual([{ row: 1, cells: ['1'] }]);
  });

  it('a short sheet that repeats one long text is stopped by what it delivers', async () => {
    const long = 'x'.repeat(32_000);
    const file = await zipFile(folder.path('echo.xlsx'), {
      ...workbookParts('<row><c t="s"><v>0</v></c></row>'.repeat(100_000)),
      'xl/sharedStrings.xml': `<sst><si><t>${long}</t></si></sst>`,
    });
    const error = await failure(read(file, { maxUnpackedBytes: 50_000_000 }));
    expect([error.kind, error.code]).toEqual(['tooLarge', 'PLATFORM.TABLE_UNPACKED']);
  });

  it('more texts than fit are refused, or end the reading process and not this one', async () => {
    const texts = async (write: (text: string) => Promise<void>) => {
      await write('<sst>');
      for (let i = 0; i < 40; i++) await write(`<si><t>${'洛'.repeat(10_000)}${i}</t></si>`.repeat(33));
      await write('</sst>');
    };
    const file = await zipFile(folder.path('texts.xlsx'), { ...workbookParts(''), 'xl/sharedStrings.xml': texts });
    const error = await failure(read(file, { maxRatio: 1e9, memoryMb: 48 }));
    expect([error.kind, error.code]).toEqual(['tooLarge', 'PLATFORM.TABLE_STRINGS']);
  });

  it('too many parts are refused', async () => {
    const extra = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`xl/media/image${i}.png`, 'x']));
    const file = await zipFile(folder.path('parts.xlsx'), workbookParts('', extra));
    expect((await refusedCheaply(file)).code).toBe('PLATFORM.TABLE_ENTRIES');
  });
});

describe('truncated and damaged workbooks', () => {
  it.each([0.02, 0.3, 0.5, 0.9, 0.999])('cut at %f of their length they are refused with a sentence', async (part) => {
    const bytes = fs.readFileSync(sample);
    const error = await refusedCheaply(folder.file('cut.xlsx', bytes.subarray(0, Math.floor(bytes.length * part))));
    expect(error.code).toBe('PLATFORM.TABLE_DAMAGED');
    expect(error.message).toContain('另存为 .xlsx');
  });

  it('a changed byte anywhere gives a DomainError or the same rows', async () => {
    const here = (file: string) => collect(readXlsx(file, limits()));
    const whole = await here(sample);
    const bytes = fs.readFileSync(sample);
    for (let i = 0; i < 60; i++) {
      const changed = Buffer.from(bytes);
      const at = Math.floor((bytes.length * (i + 0.5)) / 60);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const outcome = await here(folder.file('flipped.xlsx', changed)).catch((error: unknown) => error);
      if (outcome instanceof Error)
        expect(outcome).toMatchObject({
          name: 'DomainError',
          code: expect.stringMatching(/^PLATFORM\.TABLE_(?!READER)/),
        });
      else expect(outcome).toEqual(whole);
    }
  });

  it('XML that is mutilated anywhere gives a DomainError or rows, in little time', async () => {
    const whole = smallWorkbook();
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '</row>',
      '<row r="',
      '<c r="A1" t="s">',
      '<v>9</v>',
      '<![CDATA[',
      '<!--',
      '<!DOCTYPE',
      '\0',
      '_x0000_',
      'XFD1',
      ' ',
    );
    const change = fc.record({
      part: fc.constantFrom(...Object.keys(whole)),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(40),
      piece,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const parts = { ...whole };
        for (const { part, at, cut, piece: put } of changes) {
          const text = parts[part] ?? '';
          const place = Math.floor(text.length * at);
          parts[part] = text.slice(0, place) + put + text.slice(place + cut);
        }
        const outcome = await zipFile(folder.path('mutant.xlsx'), parts)
          .then((file) => collect(readXlsx(file, limits())))
          .catch((error: unknown) => error);
        if (outcome instanceof Error)
          expect(outcome).toMatchObject({ name: 'DomainError', code: expect.stringMatching(/^PLATFORM\.TABLE_/) });
        else expect(outcome).toHaveProperty('summary');
      }),
      { numRuns: 100 },
    );
  });

  it('names of parts that climb out of the archive are refused', async () => {
    const bytes = fs.readFileSync(
      await zipFile(folder.path('climb.xlsx'), workbookParts('', { 'xl/aa/evil.bin': 'x' })),
    );
    const text = bytes.toString('latin1').replaceAll('xl/aa/evil.bin', '../../etc/x.bin');
    expect((await refusedCheaply(folder.file('climb2.xlsx', Buffer.from(text, 'latin1')))).code).toBe(
      'PLATFORM.TABLE_DAMAGED',
    );
  });

  it('a workbook without any sheet is refused', async () => {
    const parts = { ...workbookParts(''), 'xl/workbook.xml': '<workbook><sheets/></workbook>' };
    expect((await refusedCheaply(await zipFile(folder.path('none.xlsx'), parts))).code).toBe('PLATFORM.TABLE_SHEET');
  });

  it('an external entity reads nothing', async () => {
    const parts = workbookParts('');
    parts['xl/workbook.xml'] =
      `<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook><sheets><sheet name="&x;" r:id="rId1"/></sheets></workbook>`;
    const error = await refusedCheaply(await zipFile(folder.path('xxe.xlsx'), parts));
    expect(error.code).toBe('PLATFORM.TABLE_DAMAGED');
    expect(error.message).not.toContain('root:');
  });
});
