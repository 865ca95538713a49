import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { Transform, type TransformCallback } from 'node:stream';

const endLength = 22;
const prefix = 'tidu-sha256:';
const commentLength = prefix.length + 64;

/**
 * Puts the SHA-256 of everything before it into the comment of a workbook's package, where every program that opens it
 * leaves it alone: any byte changed anywhere in the file shows.
 */
export class ZipSeal extends Transform {
  private held = Buffer.alloc(0);
  private readonly hash = createHash('sha256');

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    const all = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    const keep = Math.min(all.length, endLength);
    const ready = all.subarray(0, all.length - keep);
    this.held = Buffer.from(all.subarray(all.length - keep));
    this.hash.update(ready);
    done(null, ready);
  }

  override _flush(done: TransformCallback): void {
    if (this.held.length !== endLength || this.held.readUInt32LE(0) !== 0x06054b50)
      return done(new Error('no package to seal'));
    this.held.writeUInt16LE(commentLength, 20);
    this.hash.update(this.held);
    done(null, Buffer.concat([this.held, Buffer.from(prefix + this.hash.digest('hex'), 'latin1')]));
  }
}

/** Whether the file is, byte for byte, what was sealed; null: it bears no seal. */
export function zipSealHolds(file: string): boolean | null {
  const handle = fs.openSync(file, 'r');
  try {
    const { size } = fs.fstatSync(handle);
    if (size < endLength + commentLength) return null;
    const tail = Buffer.alloc(commentLength);
    fs.readSync(handle, tail, 0, commentLength, size - commentLength);
    const text = tail.toString('latin1');
    if (!text.startsWith(prefix)) return null;
    const hash = createHash('sha256');
    const part = Buffer.alloc(1024 * 1024);
    for (let at = 0; at < size - commentLength;) {
      const read = fs.readSync(handle, part, 0, Math.min(part.length, size - commentLength - at), at);
      hash.update(part.subarray(0, read));
      at += read;
    }
    return prefix + hash.digest('hex') === text;
  } finally {
    fs.closeSync(handle);
  }
}
