import fs from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { refused } from './table-errors';
import type { TextEncodingName } from './table-events';
import { firstInvalid, Utf8Decoder } from './utf8';

const block = 256 * 1024;

/**
 * Finds the encoding of a text file by strict decoding of the whole file, before the first row is delivered:
 * byte order mark, else UTF-8, else GB18030. A file that is neither is refused with its first bad line, and so is
 * UTF-8 with damaged places, which GB18030 would swallow as wrong characters.
 */
export async function detectEncoding(file: string): Promise<TextEncodingName> {
  const named = byteOrderMark(await readStart(file, 4));
  const encoding = named ?? 'utf-8';
  const bad = await firstBadPlace(file, encoding);
  if (bad === null) return encoding;
  if (named !== null) throw wrong(`文件以 ${named.toUpperCase()} 的标记开头，但`, bad);
  if (await mostlyUtf8(file, bad.offset)) throw wrong('文件是 UTF-8 编码，但', bad);
  const other = await firstBadPlace(file, 'gb18030');
  if (other !== null) throw wrong('文件既不是 UTF-8 也不是 GB18030（GBK）编码：', other);
  return 'gb18030';
}

/** The text of a file whose encoding is known, piece by piece, without the byte order mark. */
export async function* decodedText(file: string, encoding: TextEncodingName): AsyncGenerator<string> {
  let first = true;
  for await (const piece of decoded(file, encoding)) {
    if (piece === null) throw wrong(`文件不是 ${encoding.toUpperCase()} 编码：`, { row: 0, offset: -1 });
    if (piece === '') continue;
    yield first && piece.startsWith('\ufeff') ? piece.slice(1) : piece;
    first = false;
  }
}

interface BadPlace {
  row: number;
  /** Byte offset, or -1 where it isn't known. */
  offset: number;
}

function wrong(how: string, place: BadPlace): Error {
  const where = place.offset < 0 ? `第 ${place.row} 行附近` : `第 ${place.row} 行（第 ${place.offset + 1} 字节）`;
  return refused(
    'TABLE_ENCODING',
    `${how}${where}有无法识别的字节。请在 Excel 中另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后重新导入。`,
    place.row,
  );
}

function byteOrderMark(start: Buffer): TextEncodingName | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return null;
}

/** The first bytes of a file. */
export async function readStart(file: string, length: number, position = 0): Promise<Buffer> {
  const handle = await fs.open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Pieces of text; null in the place of bytes that don't decode, then it ends. */
async function* decoded(file: string, encoding: TextEncodingName): AsyncGenerator<string | null> {
  const stream = createReadStream(file, { highWaterMark: block });
  const utf8 = new Utf8Decoder();
  const other = encoding === 'utf-8' ? null : new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const attempt = (chunk?: Buffer): string | null => {
    try {
      return other?.decode(chunk, { stream: chunk !== undefined }) ?? '';
    } catch {
      return null;
    }
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const piece = other === null ? utf8.write(chunk) : attempt(chunk);
    yield piece;
    if (piece === null) return;
  }
  yield other === null ? (utf8.end() ? '' : null) : attempt();
}

async function firstBadPlace(file: string, encoding: TextEncodingName): Promise<BadPlace | null> {
  let row = 1;
  let blocks = 0;
  for await (const piece of decoded(file, encoding)) {
    if (piece === null) return locate(file, encoding, row, blocks);
    row += countLines(piece);
    blocks++;
  }
  return null;
}

/** Narrows a bad block down to its line and, in UTF-8, to the byte. */
async function locate(file: string, encoding: TextEncodingName, row: number, blocks: number): Promise<BadPlace> {
  if (encoding !== 'utf-8') {
    const text = new TextDecoder(encoding).decode(await readStart(file, block, blocks * block));
    const at = text.indexOf('\ufffd');
    return { row: row + countLines(at < 0 ? text : text.slice(0, at)), offset: -1 };
  }
  // an unfinished character of the block before belongs to this one
  const from = Math.max(0, blocks * block - 3);
  const bytes = await readStart(file, block + 3, from);
  const lead = bytes.findIndex((byte) => byte < 0x80 || byte >= 0xc0);
  const tail = bytes.subarray(lead);
  const bad = firstInvalid(tail);
  const at = bad < 0 ? tail.length - 1 : bad;
  const before = tail.subarray(Math.min(at, blocks * block - from - lead < 0 ? 0 : blocks * block - from - lead), at);
  return { row: row + countLines(before.toString('latin1')), offset: from + lead + at };
}

/** Damaged UTF-8 still holds many good characters; GB18030 read as UTF-8 holds hardly any. */
async function mostlyUtf8(file: string, offset: number): Promise<boolean> {
  const text = (await readStart(file, block, Math.max(0, offset - block / 2))).toString('utf8');
  let good = 0;
  let bad = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) bad++;
    else if (code > 0x7f) good++;
  }
  return good > bad;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
