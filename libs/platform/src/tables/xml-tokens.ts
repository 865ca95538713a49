/** The document isn't well-formed, or does what no workbook does. */
export class XmlError extends Error {}

const [equals, apostrophe, quote, colon] = [61, 39, 34, 58];
const letters = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
const known = new Map<number, string>();

/** Name between two places, without its prefix. The few short names of a sheet are made once. */
export function shortName(bytes: Buffer, from: number, end: number): string {
  const length = end - from;
  if (length === 1) return letters[bytes[from] as number] ?? '';
  if (length > 4) return withoutPrefix(bytes.toString('latin1', from, end));
  let key = length;
  for (let at = from; at < end; at++) key = key * 256 + (bytes[at] as number);
  let name = known.get(key);
  if (name === undefined) {
    name = withoutPrefix(bytes.toString('latin1', from, end));
    if (known.size < 1000) known.set(key, name);
  }
  return name;
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const shortTexts = new Map<number, string>();

/**
 * The text between two places of `bytes`; `latin1` is all of `bytes` as such a string, made once. A call into the
 * decoder costs ten times as much as a short slice, and a sheet has millions of short texts. Slices of 13 letters and
 * more would keep all of `latin1` in memory, so those are made anew.
 */
export function textBetween(bytes: Buffer, latin1: string, from: number, to: number): string {
  if (to - from <= 3) return shortText(bytes, from, to);
  for (let at = from; at < to; at++) if ((bytes[at] as number) > 127) return bytes.toString('utf8', from, to);
  return to - from < 13 ? latin1.slice(from, to) : bytes.toString('latin1', from, to);
}

/** Up to three bytes: a digit or two, 是 and 否. */
function shortText(bytes: Buffer, from: number, to: number): string {
  let key = 1;
  for (let at = from; at < to; at++) key = key * 256 + (bytes[at] as number);
  let text = shortTexts.get(key);
  if (text === undefined) {
    text = bytes.toString('utf8', from, to);
    if (shortTexts.size < 10_000) shortTexts.set(key, text);
  }
  return text;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with its entities as characters; only the five that XML itself knows, and numbers. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,10};?)/g, (whole, body: string) => {
    const name = body.endsWith(';') ? body.slice(0, -1) : '';
    const character = entities[name];
    if (character !== undefined) return character;
    const number = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    const code =
      number === null ? -1 : Number.parseInt(number[1] ?? number[2] ?? '', number[1] === undefined ? 10 : 16);
    if (code < 0 || code > 0x10ffff) throw new XmlError(`an unknown entity ${whole}`);
    return String.fromCodePoint(code);
  });
}

/** The attributes of one start tag; nothing is made a string before it is asked for. */
export class Attributes {
  /** Bytes in which the current attribute's value lies from {@link valueFrom} to {@link valueTo}. */
  bytes: Buffer = Buffer.alloc(0);
  valueFrom = 0;
  valueTo = 0;
  private latin1 = '';
  private nameFrom = 0;
  private nameTo = 0;
  private from = 0;
  private to = 0;
  private at = 0;

  of(bytes: Buffer, latin1: string, from: number, to: number): this {
    this.bytes = bytes;
    this.latin1 = latin1;
    this.from = this.at = from;
    this.to = to;
    return this;
  }

  /** Value by name, whatever its prefix. */
  get(wanted: string): string | undefined {
    this.at = this.from;
    while (this.next()) if (this.isNamed(wanted)) return this.value();
    return undefined;
  }

  /** Goes to the next attribute; false where there is none. */
  next(): boolean {
    const { bytes, to } = this;
    let at = this.at;
    while (at < to && (bytes[at] as number) <= 32) at++;
    this.nameFrom = at;
    while (at < to && (bytes[at] as number) > 32 && bytes[at] !== equals) at++;
    this.nameTo = at;
    while (at < to && ((bytes[at] as number) <= 32 || bytes[at] === equals)) at++;
    const mark = bytes[at];
    if (at >= to || (mark !== quote && mark !== apostrophe)) return false;
    this.valueFrom = ++at;
    while (at < to && bytes[at] !== mark) at++;
    this.valueTo = at;
    this.at = at + 1;
    return true;
  }

  /** Code of the current name where it is one letter, else 0. */
  letter(): number {
    return this.nameTo - this.nameFrom === 1 ? (this.bytes[this.nameFrom] as number) : 0;
  }

  /** The current value. */
  value(): string {
    return decodeEntities(textBetween(this.bytes, this.latin1, this.valueFrom, this.valueTo));
  }

  private isNamed(wanted: string): boolean {
    const from = this.nameTo - wanted.length;
    if (from < this.nameFrom || (from > this.nameFrom && this.bytes[from - 1] !== colon)) return false;
    for (let i = 0; i < wanted.length; i++) if (this.bytes[from + i] !== wanted.charCodeAt(i)) return false;
    return true;
  }
}
