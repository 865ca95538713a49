const slots = 1024;

/**
 * Turns the bytes of short texts (enum values, codes) into strings without making the same string a million times:
 * a text seen before is found by its bytes.
 */
export class TextCache {
  private readonly texts: (string | undefined)[] = new Array<string | undefined>(slots);
  private readonly bytes: (Uint8Array | undefined)[] = new Array<Uint8Array | undefined>(slots);

  read(source: Buffer, from: number, to: number): string {
    let hash = to - from;
    for (let i = from; i < to; i++) hash = (Math.imul(hash, 31) + (source[i] as number)) | 0;
    const slot = hash & (slots - 1);
    const known = this.bytes[slot];
    if (known !== undefined && same(known, source, from, to)) return this.texts[slot] as string;
    const text = source.toString('utf8', from, to);
    this.bytes[slot] = Uint8Array.prototype.slice.call(source, from, to);
    this.texts[slot] = text;
    return text;
  }
}

function same(known: Uint8Array, source: Buffer, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== source[from + i]) return false;
  return true;
}
