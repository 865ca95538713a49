import { frameLength } from './copy-writer';

const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const int4Type = 23;

/**
 * Writes rows for `COPY … FROM STDIN (FORMAT binary)` into buffers of a fixed size. `full` is handed each buffer, its
 * first bytes left free for the frame of the message, when no further row is sure to fit; a row may be as long as `reserve` at most.
 */
export class BinaryEncoder {
  private buffer: Buffer;
  /** Over the same bytes: several times faster than the methods of Buffer, which check every value. */
  private view: DataView;
  private at = 0;
  rows = 0;

  constructor(
    private readonly full: (buffer: Buffer) => void,
    private readonly reserve = 8 * 1024,
    private readonly size = 128 * 1024,
  ) {
    this.buffer = Buffer.allocUnsafeSlow(size);
    this.view = new DataView(this.buffer.buffer);
    this.at = frameLength + header.copy(this.buffer, frameLength);
  }

  /** Begins a row of so many fields. */
  row(fields: number): void {
    if (this.at + this.reserve > this.size) this.flush();
    this.view.setInt16(this.at, fields);
    this.at += 2;
    this.rows++;
  }

  missing(): void {
    this.view.setInt32(this.at, -1);
    this.at += 4;
  }

  int2(value: number): void {
    this.view.setInt32(this.at, 2);
    this.view.setInt16(this.at + 4, value);
    this.at += 6;
  }

  int4(value: number): void {
    this.view.setInt32(this.at, 4);
    this.view.setInt32(this.at + 4, value);
    this.at += 8;
  }

  /** So many bytes of another buffer, as they are (a uuid, a bytea). */
  bytes(source: Uint8Array, from: number, length: number): void {
    const { buffer } = this;
    this.view.setInt32(this.at, length);
    let at = this.at + 4;
    for (let i = 0; i < length; i++) buffer[at++] = source[from + i] as number;
    this.at = at;
  }

  /** `int4[]` of the values at these places; an element takes eight bytes. */
  int4Array(values: Int32Array, places: Int32Array): void {
    const { view } = this;
    const count = places.length;
    let { at } = this;
    view.setInt32(at, 20 + 8 * count);
    view.setInt32(at + 4, 1); // dimensions
    view.setInt32(at + 8, 0); // no nulls in it
    view.setInt32(at + 12, int4Type);
    view.setInt32(at + 16, count);
    view.setInt32(at + 20, 1); // lower bound
    at += 24;
    for (let i = 0; i < count; i++) {
      view.setInt32(at, 4);
      view.setInt32(at + 4, values[places[i] as number] as number);
      at += 8;
    }
    this.at = at;
  }

  /** Writes the end mark and hands over what is left. */
  end(): void {
    this.view.setInt16(this.at, -1);
    this.at += 2;
    this.flush();
  }

  private flush(): void {
    this.full(this.buffer.subarray(0, this.at));
    this.buffer = Buffer.allocUnsafeSlow(this.size); // the last one is still on its way
    this.view = new DataView(this.buffer.buffer);
    this.at = frameLength; // the frame of the message goes there, see CopyWriter
  }
}
