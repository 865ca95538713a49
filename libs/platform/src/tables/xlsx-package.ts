import { DomainError } from '@tidu/kernel';
import fs from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import * as yauzl from 'yauzl';
import type { TableLimits } from './limits';
import { refused, tooLarge } from './table-errors';
import { Utf8Check } from './utf8';
import { type XmlHandler, XmlScanner } from './xml-scanner';

const stored = 0;
const deflated = 8;
const chunkSize = 64 * 1024;

/** Below this size unpacked no ratio can hurt: a small sheet of blanks packs 1 to 1 000 and is harmless. */
const ratioFloor = 10 * 1024 * 1024;

export const damaged = (what: string): DomainError =>
  refused('TABLE_DAMAGED', `工作簿已损坏或不完整（${what}）。请在 Excel 中打开并另存为 .xlsx 后重新导入。`);

/** A part as it lies in the archive. */
export interface PackedPart {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  crc: number;
  packed: number;
  unpacked: number;
}

/** The parts of a workbook file; sizes and kinds were checked before anything is unpacked. */
export class XlsxPackage {
  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
  ) {}

  static async open(file: string, limits: TableLimits): Promise<XlsxPackage> {
    const { size } = await fs.stat(file);
    const zip = await openZip(file);
    try {
      const entries = await listEntries(zip, limits, size);
      refuseOtherKinds(entries);
      return new XlsxPackage(zip, entries);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** Feeds a part to the handler, piece by piece, and hands on what `take` finds ready after each. */
  async *scan<T>(name: string, handler: XmlHandler, take: () => Iterable<T>): AsyncGenerator<T> {
    const entry = this.entry(name);
    const scanner = new XmlScanner(handler);
    const check = new Utf8Check();
    try {
      for await (const chunk of this.unpacked(entry)) {
        if (!check.write(chunk)) throw damaged(`${name} 不是 UTF-8`);
        scanner.write(chunk);
        yield* take();
      }
      if (!check.end()) throw damaged(`${name} 不是 UTF-8`);
      scanner.end();
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw damaged(`${name}：${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Reads a small part to its end. */
  async read(name: string, handler: XmlHandler): Promise<void> {
    await this.scan(name, handler, () => []).next(); // nothing to hand on: one step is the whole way
  }

  /** Every part with what the directory says of it, in the order of the file. */
  parts(): PackedPart[] {
    return [...this.entries.values()].map((entry) => ({
      ...{ name: entry.fileName, method: entry.compressionMethod, crc: entry.crc32 },
      ...{ packed: entry.compressedSize, unpacked: entry.uncompressedSize },
    }));
  }

  /** The bytes of a part as they are packed. */
  packed(name: string): Promise<AsyncIterable<Buffer>> {
    return this.zip.openReadStreamPromise(this.entry(name), { decodeFileData: false });
  }

  /** The unpacked bytes of a part. */
  bytes(name: string): AsyncGenerator<Buffer> {
    return this.unpacked(this.entry(name));
  }

  close(): void {
    this.zip.close();
  }

  private entry(name: string): yauzl.Entry {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) throw damaged(`缺少 ${name}`);
    return entry;
  }

  /** The unpacked bytes of a part: no more than its entry says, and the ones its check sum says. */
  private async *unpacked(entry: yauzl.Entry): AsyncGenerator<Buffer> {
    const packed = await this.zip.openReadStreamPromise(entry, { decodeFileData: false });
    // yauzl's own inflating hands on 16 KB at a time and compares no check sum
    const bytes =
      entry.compressionMethod === stored ? packed : pipeline(packed, createInflateRaw({ chunkSize }), () => undefined);
    let length = 0;
    let crc = 0;
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > entry.uncompressedSize) throw damaged(`${entry.fileName} 比目录所说的大`);
      crc = crc32(chunk, crc);
      yield chunk;
    }
    if (length !== entry.uncompressedSize || crc !== entry.crc32) throw damaged(`${entry.fileName} 的校验码不符`);
  }
}

function openZip(file: string): Promise<yauzl.ZipFile> {
  return new Promise((done, failed) => {
    yauzl.open(file, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) failed(damaged(error.message));
      else done(zip);
    });
  });
}

function listEntries(zip: yauzl.ZipFile, limits: TableLimits, packed: number): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  let unpacked = 0;
  return new Promise((done, failed) => {
    zip.on('entry', (entry: yauzl.Entry) => {
      const name = entry.fileName.toLowerCase();
      unpacked += entry.uncompressedSize;
      const problem = checkEntry(entry, entries, unpacked, packed, limits);
      if (problem !== null) return failed(problem);
      entries.set(name, entry);
      zip.readEntry();
    });
    zip.on('error', (error: Error) => failed(damaged(error.message)));
    zip.on('end', () => done(entries));
    zip.readEntry();
  });
}

function checkEntry(
  entry: yauzl.Entry,
  entries: ReadonlyMap<string, yauzl.Entry>,
  unpacked: number,
  packed: number,
  limits: TableLimits,
): DomainError | null {
  if (entries.size >= limits.maxEntries) {
    return tooLarge(
      'TABLE_ENTRIES',
      `工作簿里的部件超过 ${limits.maxEntries} 个（图片或附件太多）。请只保留数据表，另存后导入。`,
    );
  }
  if (unpacked > limits.maxUnpackedBytes) {
    const mb = Math.floor(limits.maxUnpackedBytes / 1024 / 1024);
    return tooLarge(
      'TABLE_UNPACKED',
      `工作簿展开后超过 ${mb} MB。请删除空白的行列与格式，或另存为 CSV，或拆成几个文件。`,
    );
  }
  if (unpacked > ratioFloor && unpacked / packed > limits.maxRatio) {
    return tooLarge(
      'TABLE_RATIO',
      `工作簿的压缩比超过 ${limits.maxRatio}，多半是大量空白格。请把数据复制到新工作簿后导入。`,
    );
  }
  if (entry.isEncrypted()) return refused('TABLE_ENCRYPTED', '工作簿已加密，请去掉密码后另存为 .xlsx。');
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated)
    return damaged(`${entry.fileName} 的压缩方法不常用`);
  if (entries.has(entry.fileName.toLowerCase())) return damaged(`部件 ${entry.fileName} 出现两次`);
  return null;
}

function refuseOtherKinds(entries: ReadonlyMap<string, yauzl.Entry>): void {
  const kind = entries.has('xl/workbook.bin')
    ? '二进制工作簿（.xlsb）'
    : entries.has('word/document.xml')
      ? 'Word 文档'
      : entries.has('mimetype') || entries.has('content.xml')
        ? 'OpenDocument 表格'
        : entries.has('xl/vbaproject.bin') || entries.has('xl/macrosheets/sheet1.xml')
          ? '带宏的工作簿（.xlsm）'
          : entries.has('[content_types].xml')
            ? null
            : '普通压缩包';
  if (kind !== null)
    throw refused('TABLE_FORMAT', `这是${kind}，不能导入。请在 Excel 或 WPS 中另存为“Excel 工作簿（.xlsx）”。`);
}
