const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const int4Type = 23;

/**
 * Writes rows for `COPY … FROM STDIN (FORMAT binary)` into buffers of a fixed size. `full` is handed each buffer when
 * no further row is sure to fit; a row may be as long as `reserve` at most.
 */
export class BinaryEncoder {
  private buffer: Buffer;
  private at = 0;
  rows = 0;

  constructor(
    private readonly full: (buffer: Buffer) => void,
    private readonly reserve = 8 * 1024,
    private readonly size = 128 * 1024,
  ) {
    this.buffer = Buffer.allocUnsafe(size);
    this.at = header.copy(this.buffer);
  }

  /** Begins a row of so many fields. */
  row(fields: number): void {
    if (this.at + this.reserve > this.size) this.flush();
    this.at = this.buffer.writeInt16BE(fields, this.at);
    this.rows++;
  }

  missing(): void {
    this.at = this.buffer.writeInt32BE(-1, this.at);
  }

  int2(value: number): void {
    this.at = this.buffer.writeInt32BE(2, this.at);
    this.at = this.buffer.writeInt16BE(value, this.at);
  }

  int4(value: number): void {
    this.at = this.buffer.writeInt32BE(4, this.at);
    this.at = this.buffer.writeInt32BE(value, this.at);
  }

  /** So many bytes of another buffer, as they are (a uuid, a bytea). */
  bytes(source: Uint8Array, from: number, length: number): void {
    const { buffer } = this;
    let at = buffer.writeInt32BE(length, this.at);
    for (let i = 0; i < length; i++) buffer[at++] = source[from + i] as number;
    this.at = at;
  }

  /** `int4[]` of the values at these places; an element takes eight bytes. */
  int4Array(values: Int32Array, places: Int32Array): void {
    const { buffer } = this;
    const count = places.length;
    let at = this.at;
    at = buffer.writeInt32BE(20 + 8 * count, at);
    at = buffer.writeInt32BE(1, at); // dimensions
    at = buffer.writeInt32BE(0, at); // no nulls in it
    at = buffer.writeInt32BE(int4Type, at);
    at = buffer.writeInt32BE(count, at);
    at = buffer.writeInt32BE(1, at); // lower bound
    for (let i = 0; i < count; i++) {
      at = buffer.writeInt32BE(4, at);
      at = buffer.writeInt32BE(values[places[i] as number] as number, at);
    }
    this.at = at;
  }

  /** Writes the end mark and hands over what is left. */
  end(): void {
    this.at = this.buffer.writeInt16BE(-1, this.at);
    this.flush();
  }

  private flush(): void {
    this.full(this.buffer.subarray(0, this.at));
    this.buffer = Buffer.allocUnsafe(this.size); // the last one is still on its way
    this.at = 0;
  }
}
