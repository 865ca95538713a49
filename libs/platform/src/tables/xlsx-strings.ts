import type { TableLimits } from './limits';
import { tooLarge } from './table-errors';
import type { XlsxPackage } from './xlsx-package';

const segmentBytes = 1024 * 1024;
const maxCount = 10_000_000;
const cachedLength = 64;
const cachedCount = 65_536;

/**
 * The shared texts of a workbook, kept as UTF-8 outside the heap: four million names need about 150 MB this way, as
 * JavaScript strings they'd need more than the whole process may have.
 */
export class SharedStrings {
  private readonly segments: Buffer[] = [];
  private used = segmentBytes;
  private count = 0;
  private starts = new Uint32Array(1024);
  private lengths = new Uint32Array(1024);
  private readonly cache: string[] = [];

  constructor(private readonly maxBytes: number) {}

  add(text: string): void {
    const length = Buffer.byteLength(text);
    if (this.used + length > segmentBytes) {
      if (length > segmentBytes || this.segments.length * segmentBytes >= this.maxBytes || this.count >= maxCount)
        throw tooMany();
      this.segments.push(Buffer.allocUnsafeSlow(segmentBytes));
      this.used = 0;
    }
    if (this.count === this.starts.length) this.grow();
    const segment = this.segments.length - 1;
    this.segments[segment]?.write(text, this.used);
    this.starts[this.count] = segment * segmentBytes + this.used;
    this.lengths[this.count++] = length;
    this.used += length;
  }

  /** Text by index, or undefined where the index is none. */
  get(index: number): string | undefined {
    const known = this.cache[index];
    if (known !== undefined) return known;
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return undefined;
    const start = this.starts[index] ?? 0;
    const from = start % segmentBytes;
    const text =
      this.segments[Math.floor(start / segmentBytes)]?.toString('utf8', from, from + (this.lengths[index] ?? 0)) ?? '';
    if (index < cachedCount && text.length <= cachedLength) this.cache[index] = text;
    return text;
  }

  private grow(): void {
    if (this.count >= maxCount) throw tooMany();
    const starts = new Uint32Array(this.count * 2);
    const lengths = new Uint32Array(this.count * 2);
    starts.set(this.starts);
    lengths.set(this.lengths);
    this.starts = starts;
    this.lengths = lengths;
  }
}

function tooMany(): Error {
  return tooLarge('TABLE_STRINGS', '工作簿里的文字太多，无法在限定的内存内读取。请另存为 CSV，或拆成几个文件导入。');
}

/** Reads the part of shared texts; phonetic hints (`rPh`) are no text of the cell. */
export async function readSharedStrings(
  pack: XlsxPackage,
  part: string | null,
  limits: TableLimits,
): Promise<SharedStrings> {
  // as much outside the heap as three quarters of what the heap may have
  const strings = new SharedStrings((limits.memoryMb * segmentBytes * 3) / 4);
  if (part === null || !pack.has(part)) return strings;
  const text = new TextCollector(limits.maxCellLength);
  await pack.read(part, {
    open: (name) => text.open(name),
    close(name) {
      text.close(name);
      if (name === 'si') strings.add(text.take());
    },
    text: (piece) => text.text(piece),
  });
  return strings;
}

/** Joins the runs of a rich text: every `t` that isn't a phonetic hint. */
export class TextCollector {
  private value = '';
  private isText = false;
  private isHint = false;

  constructor(private readonly maxLength: number) {}

  open(name: string): void {
    if (name === 't') this.isText = !this.isHint;
    else if (name === 'rPh') this.isHint = true;
  }

  close(name: string): void {
    if (name === 't') this.isText = false;
    else if (name === 'rPh') this.isHint = false;
  }

  text(piece: string): void {
    // one character over the limit is kept, so that the row can be reported
    if (this.isText && this.value.length <= this.maxLength)
      this.value += piece.slice(0, this.maxLength + 1 - this.value.length);
  }

  take(): string {
    const value = this.value;
    this.value = '';
    return value.includes('_x') ? decodeEscapes(value) : value;
  }
}

/** Excel writes characters XML can't carry as `_x000D_`. */
export function decodeEscapes(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
