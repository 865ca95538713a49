import type { Writable } from 'node:stream';
import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';
import { ByteSink } from './byte-sink';
import { tooLarge } from './table-errors';
import type { PackedPart } from './xlsx-package';

const versionNeeded = 20;
const deflated = 8;
/** Sizes and check sum follow the data, names are UTF-8. */
const utf8Name = 0x0800;
const flags = utf8Name | 0x0008;
/** 1980-01-01 00:00, so that the same content gives the same bytes. */
const dosTime = 0;
const dosDate = 0x21;

interface Entry {
  name: string;
  method: number;
  flags: number;
  crc: number;
  packed: number;
  unpacked: number;
  offset: number;
}

/** Writes a zip archive part by part, holding only what waits to be packed. */
export class ZipWriter {
  private readonly sink: ByteSink;
  private readonly entries: Entry[] = [];

  /** Sizes and places have 32 bits: without the 64-bit extension an archive ends at 4 GB. */
  constructor(
    out: Writable,
    private readonly maxSize = 0xffff_ffff,
  ) {
    this.sink = new ByteSink(out);
  }

  /** Packs one part; `fill` hands its text piece by piece and waits for each. */
  async add(name: string, fill: (write: (text: string) => Promise<void>) => Promise<void>): Promise<void> {
    const entry: Entry = { name, method: deflated, flags, crc: 0, packed: 0, unpacked: 0, offset: this.sink.bytes };
    await this.sink.write(localHeader(name));
    const packer = createDeflateRaw({ level: 1, chunkSize: 64 * 1024, memLevel: 9 });
    const flowing = this.drain(packer, entry);
    const buffers = new TurnBuffers();
    let packing: Promise<void> = Promise.resolve();
    try {
      await fill(async (text) => {
        const bytes = buffers.encode(text);
        entry.crc = crc32(bytes, entry.crc);
        entry.unpacked += bytes.length;
        // one piece is packed in zlib's thread while the next one is built here
        await Promise.race([packing, flowing]);
        packing = written(packer, bytes);
        packing.catch(() => undefined); // `flowing` fails with the same
      });
      packer.end();
      await flowing;
    } catch (error) {
      packer.destroy();
      await flowing.catch(() => undefined);
      throw error;
    }
    await this.sink.write(descriptor(entry));
    this.entries.push(entry);
  }

  /** Takes over a part of another archive as it is packed there. */
  async copy(part: PackedPart, bytes: AsyncIterable<Buffer>): Promise<void> {
    const { name, method, crc, packed, unpacked } = part;
    const entry: Entry = { name, method, flags: utf8Name, crc, packed, unpacked, offset: this.sink.bytes };
    await this.sink.write(localHeader(name, entry));
    for await (const chunk of bytes) await this.sink.write(chunk);
    this.checkSize(this.sink.bytes);
    this.entries.push(entry);
  }

  /** Writes the directory; returns the size of the archive. */
  async end(): Promise<number> {
    const directory = Buffer.concat(this.entries.map(directoryEntry));
    const offset = this.sink.bytes;
    this.checkSize(offset);
    await this.sink.write(Buffer.concat([directory, endRecord(this.entries.length, directory.length, offset)]));
    return this.sink.bytes;
  }

  private async drain(packer: DeflateRaw, entry: Entry): Promise<void> {
    for await (const chunk of packer as AsyncIterable<Buffer>) {
      entry.packed += chunk.length;
      await this.sink.write(chunk);
      this.checkSize(Math.max(this.sink.bytes, entry.unpacked));
    }
  }

  private checkSize(bytes: number): void {
    if (bytes >= this.maxSize)
      throw tooLarge('EXPORT_SIZE', '导出的工作簿超过 4 GB，Excel 无法打开。请缩小范围，或导出 CSV。');
  }
}

const encoder = new TextEncoder();

/** Two buffers in turn: new ones for every piece would pile up faster than they are collected. */
class TurnBuffers {
  private turn = 0;
  private readonly buffers = [Buffer.alloc(0), Buffer.alloc(0)];

  encode(text: string): Buffer {
    this.turn = 1 - this.turn;
    let buffer = this.buffers[this.turn] as Buffer;
    if (buffer.length < text.length * 3) buffer = this.buffers[this.turn] = Buffer.allocUnsafeSlow(text.length * 4);
    return buffer.subarray(0, encoder.encodeInto(text, buffer).written);
  }
}

function written(packer: DeflateRaw, bytes: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    packer.write(bytes, (error) => (error ? failed(error) : done()));
  });
}

/** `known`: sizes and check sum stand in the header itself instead of behind the data. */
function localHeader(name: string, known?: Entry): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(versionNeeded, 4);
  head.writeUInt16LE(known?.flags ?? flags, 6);
  head.writeUInt16LE(known?.method ?? deflated, 8);
  head.writeUInt16LE(dosTime, 10);
  head.writeUInt16LE(dosDate, 12);
  if (known) {
    head.writeUInt32LE(known.crc, 14);
    head.writeUInt32LE(known.packed, 18);
    head.writeUInt32LE(known.unpacked, 22);
  }
  head.writeUInt16LE(Buffer.byteLength(name), 26);
  return Buffer.concat([head, Buffer.from(name)]);
}

function descriptor(entry: Entry): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(entry.crc, 4);
  bytes.writeUInt32LE(entry.packed, 8);
  bytes.writeUInt32LE(entry.unpacked, 12);
  return bytes;
}

function directoryEntry(entry: Entry): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(versionNeeded, 4);
  head.writeUInt16LE(versionNeeded, 6);
  head.writeUInt16LE(entry.flags, 8);
  head.writeUInt16LE(entry.method, 10);
  head.writeUInt16LE(dosTime, 12);
  head.writeUInt16LE(dosDate, 14);
  head.writeUInt32LE(entry.crc, 16);
  head.writeUInt32LE(entry.packed, 20);
  head.writeUInt32LE(entry.unpacked, 24);
  head.writeUInt16LE(Buffer.byteLength(entry.name), 28);
  head.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([head, Buffer.from(entry.name)]);
}

function endRecord(count: number, length: number, offset: number): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(count, 8);
  bytes.writeUInt16LE(count, 10);
  bytes.writeUInt32LE(length, 12);
  bytes.writeUInt32LE(offset, 16);
  return bytes;
}
