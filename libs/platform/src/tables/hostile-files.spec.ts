import * as XLSX from '@e965/xlsx';
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

let sample = '';
beforeAll(() => {
  sample = folder.path('sample.xlsx');
  const rows = Array.from({ length: 2000 }, (_, i) => [`企业${i}`, i, i / 7]);
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
      for (let i = 0; i < 220; i++) await write(`<si><t>${'洛'.repeat(10_000)}${i}</t></si>`.repeat(33));
      await write('</sst>');
    };
    const file = await zipFile(folder.path('texts.xlsx'), { ...workbookParts(''), 'xl/sharedStrings.xml': texts });
    const error = await failure(read(file, { maxRatio: 1e9 }));
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
