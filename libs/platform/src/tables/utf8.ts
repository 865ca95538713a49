import { isAscii, isUtf8 } from 'node:buffer';

/**
 * Bytes to text, chunk by chunk, refusing what isn't UTF-8. Node's streaming TextDecoder does the same several
 * times slower: whole chunks go through simdutf here, and pure ASCII stays a one-byte string.
 */
export class Utf8Decoder {
  private rest: Buffer = Buffer.alloc(0);

  /** Text of the complete characters so far, or null where the bytes aren't UTF-8. */
  write(chunk: Buffer): string | null {
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    if (isAscii(bytes)) {
      this.rest = Buffer.alloc(0);
      return bytes.toString('latin1');
    }
    const whole = completeLength(bytes);
    const head = bytes.subarray(0, whole);
    if (!isUtf8(head)) return null;
    this.rest = Buffer.from(bytes.subarray(whole));
    return head.toString('utf8');
  }

  /** Was the last character complete? */
  end(): boolean {
    return this.rest.length === 0;
  }
}

/** Are bytes that come in pieces UTF-8? */
export class Utf8Check {
  private rest: Buffer = Buffer.alloc(0);

  write(chunk: Buffer): boolean {
    if (this.rest.length === 0 && isAscii(chunk)) return true;
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const whole = completeLength(bytes);
    this.rest = Buffer.from(bytes.subarray(whole));
    return isUtf8(bytes.subarray(0, whole));
  }

  /** Was the last character complete? */
  end(): boolean {
    return this.rest.length === 0;
  }
}

/** Length of the bytes without an unfinished character at the end. */
export function completeLength(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < needed ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** Offset of the first byte that isn't UTF-8, or -1; an unfinished character at the end is none. */
export function firstInvalid(bytes: Buffer): number {
  const whole = bytes.subarray(0, completeLength(bytes));
  if (isUtf8(whole)) return -1;
  let good = 0;
  let bad = whole.length;
  // the good prefixes are those that are valid up to an unfinished character
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const prefix = whole.subarray(0, middle);
    if (isUtf8(prefix.subarray(0, completeLength(prefix)))) good = middle;
    else bad = middle;
  }
  return lastStart(whole, good);
}

function lastStart(bytes: Buffer, good: number): number {
  return completeLength(bytes.subarray(0, good)) < good ? completeLength(bytes.subarray(0, good)) : good;
}
