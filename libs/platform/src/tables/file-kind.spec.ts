import { fileKind } from './file-kind';
import { failure, testFolder, workbookParts, zipFile } from './testing/table-files';
import { XlsxPackage } from './xlsx-package';
import { limits } from './testing/table-files';

const folder = testFolder();
const kind = (content: string | Buffer) => fileKind(folder.file('any.xlsx', content));
const ole = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(2000)]);

describe('fileKind', () => {
  it('believes the content, not the name', async () => {
    expect(await kind('名称,年\n洛阳,2021\n')).toBe('csv');
    expect(await kind(Buffer.from('\ufeff名称\t年\n', 'utf16le'))).toBe('csv');
    expect(await kind('PK\u0003\u0004…')).toBe('xlsx');
  });

  it('one NUL in a text file is for the reader to report, with its cell', async () =>
    expect(await kind('a,b\n1\u0000,2\n')).toBe('csv'));

  it.each<[string, string | Buffer, string]>([
    ['an old workbook', ole, '（.xls）'],
    ['an encrypted workbook', Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]), '密码'],
    ['a PDF', '%PDF-1.7\n1 0 obj', 'PDF'],
    ['a page saved as .xls', '\r\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>', 'HTML'],
    ['a page with byte order mark', '\ufeff<!DOCTYPE html><table>', 'HTML'],
    ['an XML spreadsheet', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', 'XML'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'PNG'],
    ['an archive', Buffer.from('Rar!\u001a\u0007'), 'RAR'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), '程序'],
    ['UTF-16 without mark', Buffer.from('name,year\nabc,2021\n', 'utf16le'), 'UTF-16'],
    ['nothing', '', '空的'],
    ['an empty archive', Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)]), '空的'],
  ])('refuses %s and says what to do', async (_, content, says) => {
    const error = await failure(kind(content));
    expect(error.kind).toBe('invalid');
    expect(error.message).toContain(says);
  });
});

describe('what an archive holds', () => {
  it.each([
    ['a workbook with macros', { 'xl/vbaProject.bin': 'x' }, '.xlsm'],
    ['a binary workbook', { 'xl/workbook.bin': 'x' }, '.xlsb'],
    ['a document', { 'word/document.xml': '<x/>' }, 'Word'],
    ['an OpenDocument table', { mimetype: 'x', 'content.xml': '<x/>' }, 'OpenDocument'],
  ])('refuses %s', async (_, extra, says) => {
    const file = await zipFile(folder.path('kind.zip'), workbookParts('', extra));
    const error = await failure(XlsxPackage.open(file, limits()));
    expect([error.code, error.message]).toEqual(['PLATFORM.TABLE_FORMAT', expect.stringContaining(says)]);
    expect(error.message).toContain('.xlsx');
  });

  it('refuses a plain archive', async () => {
    const file = await zipFile(folder.path('plain.zip'), { 'readme.txt': 'hello' });
    expect((await failure(XlsxPackage.open(file, limits()))).message).toContain('普通压缩包');
  });
});
