import { refused } from './table-errors';
import { readStart } from './text-encoding';

const startLength = 64 * 1024;

interface Kind {
  name: string;
  matches(start: Buffer, text: string): boolean;
}

const magic =
  (...bytes: number[]) =>
  (start: Buffer) =>
    bytes.every((byte, i) => start[i] === byte);

const refusedKinds: Kind[] = [
  { name: 'PDF', matches: (start) => start.subarray(0, 1024).includes('%PDF-') },
  { name: '图片（PNG）', matches: magic(0x89, 0x50, 0x4e, 0x47) },
  { name: '图片（JPEG）', matches: magic(0xff, 0xd8, 0xff) },
  { name: '图片（GIF）', matches: magic(0x47, 0x49, 0x46, 0x38) },
  { name: '压缩包（RAR）', matches: magic(0x52, 0x61, 0x72, 0x21) },
  { name: '压缩包（7z）', matches: magic(0x37, 0x7a, 0xbc, 0xaf) },
  { name: '压缩包（gzip）', matches: magic(0x1f, 0x8b) },
  { name: '程序', matches: (start) => magic(0x7f, 0x45, 0x4c, 0x46)(start) || magic(0x4d, 0x5a, 0x90)(start) },
  { name: 'RTF 文档', matches: magic(0x7b, 0x5c, 0x72, 0x74, 0x66) },
  {
    name: '网页（HTML，常有系统把它存成 .xls）',
    matches: (_, text) => /^\s*<(?:!doctype\s+html|html|head|meta|table|body)\b/i.test(text),
  },
  { name: 'XML 表格', matches: (_, text) => /^\s*<\?xml/i.test(text) },
];

/** Which reader a file needs, told by its content, never by its name; what can't be read is refused with a way out. */
export async function fileKind(file: string): Promise<'csv' | 'xlsx'> {
  const start = await readStart(file, startLength);
  if (start.length === 0) throw refused('TABLE_EMPTY', '文件是空的，没有任何内容。');
  if (magic(0x50, 0x4b, 0x03, 0x04)(start)) return 'xlsx';
  if (magic(0x50, 0x4b, 0x05, 0x06)(start)) throw refused('TABLE_EMPTY', '文件是空的压缩包，里面没有工作簿。');
  if (magic(0xd0, 0xcf, 0x11, 0xe0)(start)) throw await oldWorkbook(file);
  const text = start
    .subarray(0, 512)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  const kind = refusedKinds.find((one) => one.matches(start, text));
  if (kind !== undefined) throw wrongKind(kind.name);
  if (!looksLikeText(start)) throw wrongKind('二进制文件，或没有标记的 UTF-16 文本');
  return 'csv';
}

function wrongKind(name: string): Error {
  return refused(
    'TABLE_FORMAT',
    `这是${name}，不能导入。请在 Excel 或 WPS 中另存为“Excel 工作簿（.xlsx）”或“CSV UTF-8”。`,
  );
}

/** The old container holds .xls files and also encrypted .xlsx ones. */
async function oldWorkbook(file: string): Promise<Error> {
  const start = await readStart(file, 4 * 1024 * 1024);
  if (start.includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
    return refused('TABLE_ENCRYPTED', '工作簿设有打开密码，不能导入。请在 Excel 中去掉密码后另存为 .xlsx。');
  }
  return wrongKind('旧格式的工作簿（.xls）');
}

/** A few NULs are reported with their cell; a file full of them is no text, unless its mark says UTF-16. */
function looksLikeText(start: Buffer): boolean {
  if (magic(0xff, 0xfe)(start) || magic(0xfe, 0xff)(start)) return true;
  let zeros = 0;
  for (const byte of start) if (byte === 0) zeros++;
  return zeros * 100 <= start.length || zeros < 3;
}
