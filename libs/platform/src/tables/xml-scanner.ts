/** Takes the parts of an XML document; names come without their prefix. */
export interface XmlHandler {
  /** The attributes can be asked only during the call. */
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
}

/** The document isn't well-formed, or does what no workbook does. */
export class XmlError extends Error {}

const maxTag = 64 * 1024;
const maxDepth = 64;

/**
 * A scanner for the XML inside workbooks, fed piece by piece: elements, attributes, text, CDATA. It knows no document
 * types (so no external entities), checks nesting only by depth, and keeps no more than one tag in memory.
 */
export class XmlScanner {
  private rest = '';
  private depth = 0;
  private seenRoot = false;
  /** Place of the next apostrophe of the piece: tags with one are looked at char by char. */
  private apostrophe = 0;
  private readonly attributes = new Attributes();

  constructor(private readonly handler: XmlHandler) {}

  write(chunk: string): void {
    const text = this.rest === '' ? chunk : this.rest + chunk;
    this.apostrophe = -1;
    let at = 0;
    for (;;) {
      const tag = text.indexOf('<', at);
      if (tag < 0) {
        // an entity cut in two waits for its end
        const entity = text.lastIndexOf('&');
        const end = entity >= at && text.length - entity < 12 && !text.includes(';', entity) ? entity : text.length;
        this.characters(text.slice(at, end));
        at = end;
        break;
      }
      if (tag > at) this.characters(text.slice(at, tag));
      at = this.markup(text, tag);
      if (at < 0) {
        at = tag;
        break;
      }
    }
    this.rest = text.slice(at);
    if (this.rest.length > maxTag) throw new XmlError('a tag without an end');
  }

  /** The document must be complete. */
  end(): void {
    if (this.rest.trim() !== '' || this.depth !== 0 || !this.seenRoot) throw new XmlError('the document is cut off');
  }

  /** Place after the markup that starts at `start`, or -1 where its end hasn't come yet. */
  private markup(text: string, start: number): number {
    const next = text.charCodeAt(start + 1);
    if (next === 47) {
      const end = text.indexOf('>', start);
      if (end < 0) return -1;
      if (--this.depth < 0) throw new XmlError('an end tag without a start');
      this.handler.close(localName(text, start + 2, nameStop(text, start + 2, end)));
      return end + 1;
    }
    if (next === 33 || next === 63) return this.special(text, start, next);
    const end = this.tagEnd(text, start);
    if (end < 0) return -1;
    const isEmpty = text.charCodeAt(end - 1) === 47;
    const stop = isEmpty ? end - 1 : end;
    const nameEnd = nameStop(text, start + 1, stop);
    if (nameEnd === start + 1) throw new XmlError('a tag without a name');
    const name = localName(text, start + 1, nameEnd);
    this.seenRoot = true;
    if (++this.depth > maxDepth) throw new XmlError('nested too deeply');
    this.handler.open(name, this.attributes.of(text, nameEnd, stop));
    if (isEmpty) {
      this.depth--;
      this.handler.close(name);
    }
    return end + 1;
  }

  /** The `>` that ends a tag; one inside a quoted value is none. */
  private tagEnd(text: string, start: number): number {
    const end = text.indexOf('>', start);
    if (end < 0) return -1;
    if (this.apostrophe < start) {
      const found = text.indexOf("'", start);
      this.apostrophe = found < 0 ? text.length : found;
    }
    if (this.apostrophe > end) {
      // the usual spelling: no attributes, or the last value closed right before the end
      const last = text.charCodeAt(end - 1) === 47 ? end - 2 : end - 1;
      if (text.charCodeAt(last) === 34 ? text.charCodeAt(last - 1) !== 61 : !text.slice(start, end).includes('"'))
        return end;
    }
    let quote = 0;
    for (let at = start + 1; at < text.length; at++) {
      const char = text.charCodeAt(at);
      if (quote !== 0) {
        if (char === quote) quote = 0;
      } else if (char === 62) return at;
      else if (char === 34 || char === 39) quote = char;
    }
    return -1;
  }

  private special(text: string, start: number, kind: number): number {
    if (kind === 63) return after(text, '?>', start + 2);
    if (text.startsWith('<!--', start)) return after(text, '-->', start + 4);
    if (text.startsWith('<![CDATA[', start)) {
      const end = text.indexOf(']]>', start + 9);
      if (end < 0) return -1;
      if (this.depth > 0) this.handler.text(text.slice(start + 9, end));
      return end + 3;
    }
    if (text.length - start < 9) return -1;
    throw new XmlError('a document type declaration');
  }

  private characters(raw: string): void {
    if (this.depth > 0 && raw !== '') this.handler.text(decodeEntities(raw));
  }
}

/** The attributes of one start tag; nothing is cut out of the text before it is asked for. */
export class Attributes {
  private text = '';
  private from = 0;
  private to = 0;

  of(text: string, from: number, to: number): this {
    this.text = text;
    this.from = from;
    this.to = to;
    return this;
  }

  /** Value by name, whatever its prefix. */
  get(wanted: string): string | undefined {
    const { text, to } = this;
    let at = this.from;
    while (at < to) {
      while (at < to && text.charCodeAt(at) <= 32) at++;
      let name = at;
      while (at < to && text.charCodeAt(at) > 32 && text.charCodeAt(at) !== 61) at++;
      const nameEnd = at;
      while (at < to && (text.charCodeAt(at) <= 32 || text.charCodeAt(at) === 61)) at++;
      if (at >= to) return undefined;
      const end = text.indexOf(text[at] === "'" ? "'" : '"', at + 1);
      const tail = nameEnd - wanted.length;
      if (tail > name && text.charCodeAt(tail - 1) === 58) name = tail;
      if (tail === name && text.startsWith(wanted, name)) return decodeEntities(text.slice(at + 1, end));
      at = end < 0 ? to : end + 1;
    }
    return undefined;
  }
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

function nameStop(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) > 32) at++;
  return at;
}

function localName(text: string, from: number, end: number): string {
  if (end - from === 1) return text[from] ?? ''; // nearly all: c, v, t, f
  const name = text.slice(from, end);
  return name.slice(name.indexOf(':') + 1);
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,10};?)/g, (whole, body: string) => {
    const name = body.endsWith(';') ? body.slice(0, -1) : '';
    const known = entities[name];
    if (known !== undefined) return known;
    const number = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    const code =
      number === null ? -1 : Number.parseInt(number[1] ?? number[2] ?? '', number[1] === undefined ? 10 : 16);
    if (code < 0 || code > 0x10ffff) throw new XmlError(`an unknown entity ${whole}`);
    return String.fromCodePoint(code);
  });
}
