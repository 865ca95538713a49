import { TextCache } from './text-cache';

/** How a column of a binary COPY is read. `raw` leaves sixteen bytes (a uuid) where they are, see `rawAt`. */
export type FieldKind = 'int2' | 'int4' | 'int8' | 'bool' | 'text' | 'raw';
export type FieldValue = number | bigint | boolean | string | null;

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const headerLength = 19;
const [INT2, INT4, INT8, BOOL, TEXT, RAW] = [0, 1, 2, 3, 4, 5];
/** Bytes of a field by kind; a text has any number. */
const lengths = [2, 4, 8, 1, -1, 16];
const codes: Record<FieldKind, number> = { int2: 0, int4: 1, int8: 2, bool: 3, text: 4, raw: 5 };
/** The upper half of an int8 beyond which a double is no longer exact (2^53). */
const safeHigh = 0x20_0000;
const nothing = Buffer.alloc(0);

/**
 * Reads `COPY … TO STDOUT (FORMAT binary)` from chunks of any size. For every row it fills `values` (and, for `raw`
 * columns, `rawAt`) and calls `onRow`; both are used again for the next row, so nothing may be kept without copying.
 */
export class BinaryDecoder {
  /** The row at hand, by column. */
  readonly values: FieldValue[];
  /** The chunk the row lies in, and where its raw columns begin (−1: null). */
  chunk: Buffer = nothing;
  readonly rawAt: Int32Array;
  rows = 0;
  /** The end mark has been read. */
  ended = false;
  private rest: Buffer = nothing;
  private started = false;
  private readonly kinds: Uint8Array;
  private readonly texts = new TextCache();

  constructor(
    kinds: readonly FieldKind[],
    private readonly onRow: () => void,
  ) {
    this.kinds = Uint8Array.from(kinds, (kind) => codes[kind]);
    this.values = new Array<FieldValue>(kinds.length).fill(null);
    this.rawAt = new Int32Array(kinds.length).fill(-1);
  }

  push(bytes: Buffer): void {
    const chunk = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    let at = 0;
    if (!this.started) {
      if (chunk.length < headerLength) return this.keep(chunk, 0);
      if (!chunk.subarray(0, signature.length).equals(signature)) throw new Error('not a binary COPY');
      at = headerLength + chunk.readInt32BE(15);
      if (chunk.length < at) return this.keep(chunk, 0);
      this.started = true;
    }
    this.chunk = chunk;
    // several times faster than the methods of Buffer
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
    for (;;) {
      const next = this.row(view, at);
      if (next < 0) break;
      at = next;
      if (this.ended) break;
      this.rows++;
      this.onRow();
    }
    this.keep(chunk, at);
  }

  /** To be called when the stream has ended: half a row is not a row. */
  end(): void {
    if (!this.ended || this.rest.length > 0) throw new Error('binary COPY ended in the middle');
  }

  private keep(chunk: Buffer, from: number): void {
    this.rest = from === chunk.length ? nothing : chunk.subarray(from);
  }

  /** Reads the row at `at`; returns where the next begins, or −1 when the chunk ends before it does. */
  private row(view: DataView, start: number): number {
    const { kinds, values } = this;
    const end = view.byteLength;
    if (start + 2 > end) return -1;
    const fields = view.getInt16(start);
    let at = start + 2;
    if (fields === -1) {
      this.ended = true;
      return at;
    }
    if (fields !== kinds.length) throw new Error(`binary COPY: ${fields} fields in a row, expected ${kinds.length}`);
    for (let i = 0; i < fields; i++) {
      if (at + 4 > end) return -1;
      const length = view.getInt32(at);
      at += 4;
      if (length < 0) {
        values[i] = null;
        if (kinds[i] === RAW) this.rawAt[i] = -1;
        continue;
      }
      if (at + length > end) return -1;
      const kind = kinds[i] as number;
      if (length !== lengths[kind] && kind !== TEXT) throw new Error(`binary COPY: column ${i} has ${length} bytes`);
      if (kind === INT8) {
        const high = view.getInt32(at);
        values[i] =
          high >= safeHigh || high < -safeHigh ? view.getBigInt64(at) : high * 0x1_0000_0000 + view.getUint32(at + 4);
      } else if (kind === INT4) values[i] = view.getInt32(at);
      else if (kind === BOOL) values[i] = view.getUint8(at) === 1;
      else if (kind === TEXT) values[i] = this.texts.read(this.chunk, at, at + length);
      else if (kind === INT2) values[i] = view.getInt16(at);
      else this.rawAt[i] = at;
      at += length;
    }
    return at;
  }
}
