import * as XLSX from '@e965/xlsx';
import fs from 'node:fs';
import { crc32 } from 'node:zlib';
import { failure, limits, testFolder, workbookParts, zipFile } from './testing/table-files';
import { XlsxPackage } from './xlsx-package';
import type { XmlHandler } from './xml-scanner';

const folder = testFolder();
const none: XmlHandler = { open: () => undefined, close: () => undefined, text: () => undefined };
const open = async (extra: Record<string, string> = {}, changed = {}) =>
  XlsxPackage.open(await zipFile(folder.path('p.xlsx'), workbookParts('', extra)), limits(changed));

/** The archive with bytes changed at the entry of a part in its directory. */
async function patched(part: string, change: (bytes: Buffer, entry: number) => void): Promise<XlsxPackage> {
  const file = await zipFile(
    folder.path('patch.xlsx'),
    workbookParts('', { 'xl/aa.xml': '<a>text</a>', 'xl/bb.xml': '<b/>' }),
  );
  const bytes = fs.readFileSync(file);
  change(bytes, bytes.lastIndexOf(part) - 46);
  return XlsxPackage.open(folder.file('patch2.xlsx', bytes), limits());
}

describe('XlsxPackage', () => {
  it('reads a part by its name in any case, with a byte order mark or without', async () => {
    const pack = await open({ 'xl/Part.xml': '\ufeff<a>洛</a>' });
    const texts: string[] = [];
    await pack.read('XL/part.XML', { ...none, text: (text) => texts.push(text) });
    expect([pack.has('xl/PART.xml'), pack.has('xl/other.xml'), texts.join('')]).toEqual([true, false, '洛']);
    pack.close();
  });

  it('hands on what is ready after each piece of a large part', async () => {
    const pack = await open({ 'xl/large.xml': `<a>${'<b>0123456789</b>'.repeat(50_000)}</a>` });
    let open_ = 0;
    const taken: number[] = [];
    const handler: XmlHandler = { ...none, open: (name) => void (name === 'b' && open_++) };
    for await (const count of pack.scan('xl/large.xml', handler, () => [open_])) taken.push(count);
    expect(taken.length).toBeGreaterThan(5);
    expect(taken.at(-1)).toBe(50_000);
    expect(taken).toEqual([...taken].sort((a, b) => a - b));
    pack.close();
  });

  it.each([
    ['a check sum that is wrong', 'xl/aa.xml', 16, 0x12345678, '校验码'],
    ['a size that is too small', 'xl/aa.xml', 24, 3, '比目录所说的大'],
    ['a size that is too large', 'xl/aa.xml', 24, 300, '校验码'],
    ['a place outside the file', 'xl/aa.xml', 42, 0x00ffffff, 'xl/aa.xml'],
  ])('refuses %s when the part is read', async (_, part, offset, value, says) => {
    const pack = await patched(part, (bytes, entry) => bytes.writeUInt32LE(value, entry + offset));
    const error = await failure(pack.read(part, none));
    expect([error.code, error.message]).toEqual(['PLATFORM.TABLE_DAMAGED', expect.stringContaining(says)]);
    pack.close();
  });

  it('refuses a part that is encrypted, packed in an unknown way, or there twice', async () => {
    const encrypted = patched('xl/aa.xml', (bytes, entry) => bytes.writeUInt16LE(0x0801, entry + 8));
    expect((await failure(encrypted)).code).toBe('PLATFORM.TABLE_ENCRYPTED');
    const packed = patched('xl/aa.xml', (bytes, entry) => bytes.writeUInt16LE(99, entry + 10));
    expect((await failure(packed)).message).toContain('压缩方法');
    const twice = patched('xl/bb.xml', (bytes, entry) => bytes.write('xl/aa.xml', entry + 46));
    expect((await failure(twice)).message).toContain('出现两次');
  });

  it('refuses bytes that are no UTF-8, though their check sum is right', async () => {
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['MARKER']]), '数据');
    const bytes = XLSX.write(book, { type: 'buffer', bookSST: true, compression: false }) as Buffer;
    const entry = bytes.lastIndexOf('xl/sharedStrings.xml') - 46;
    const local = bytes.readUInt32LE(entry + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const part = bytes.subarray(start, start + bytes.readUInt32LE(entry + 24));
    const read = async () => {
      const pack = await XlsxPackage.open(folder.file('stored.xlsx', bytes), limits());
      await pack.read('xl/sharedStrings.xml', none).finally(() => pack.close());
    };
    await read(); // good as it is
    part[part.indexOf('MARKER')] = 0xff;
    bytes.writeUInt32LE(crc32(part), entry + 16);
    const error = await failure(read());
    expect([error.code, error.message]).toEqual(['PLATFORM.TABLE_DAMAGED', expect.stringContaining('UTF-8')]);
  });

  it('asks for the ratio only where the size could hurt', async () => {
    const blanks = (mb: number) => ({ 'xl/aa.xml': `<a>${' '.repeat(mb * 1024 * 1024)}</a>` });
    (await open(blanks(5))).close();
    expect((await failure(open(blanks(11)))).code).toBe('PLATFORM.TABLE_RATIO');
    (await open(blanks(11), { maxRatio: 10_000 })).close();
    expect((await failure(open(blanks(5), { maxUnpackedBytes: 1e6 }))).code).toBe('PLATFORM.TABLE_UNPACKED');
  });

  it('keeps to the number of parts', async () => {
    const parts = Object.keys(workbookParts('')).length;
    (await open({}, { maxEntries: parts })).close();
    expect((await failure(open({}, { maxEntries: parts - 1 }))).code).toBe('PLATFORM.TABLE_ENTRIES');
  });
});
