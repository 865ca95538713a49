/** Takes the parts of an XML document; names come without their prefix, attributes as ` name="value" …`. */
export interface XmlHandler {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** The document isn't well-formed, or does what no workbook does. */
export class XmlError extends Error {}

const maxTag = 64 * 1024;
const maxDepth = 64;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * A scanner for the XML inside workbooks, fed piece by piece: elements, attributes, text, CDATA. It knows no document
 * types (so no external entities), checks nesting only by depth, and keeps no more than one tag in memory.
 */
export class XmlScanner {
  private rest = '';
  private depth = 0;
  private seenRoot = false;

  constructor(private readonly handler: XmlHandler) {}

  write(chunk: string): void {
    const text = this.rest === '' ? chunk : this.rest + chunk;
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
      this.handler.close(localName(text.slice(start + 2, end).trimEnd()));
      return end + 1;
    }
    if (next === 33 || next === 63) return this.special(text, start, next);
    const end = tagEnd(text, start);
    return end < 0 ? -1 : this.startTag(text, start, end);
  }

  private startTag(text: string, start: number, end: number): number {
    const isEmpty = text.charCodeAt(end - 1) === 47;
    const stop = isEmpty ? end - 1 : end;
    let nameEnd = start + 1;
    while (nameEnd < stop && text.charCodeAt(nameEnd) > 32) nameEnd++;
    if (nameEnd === start + 1) throw new XmlError('a tag without a name');
    const name = localName(text.slice(start + 1, nameEnd));
    this.seenRoot = true;
    if (++this.depth > maxDepth) throw new XmlError('nested too deeply');
    this.handler.open(name, canonical(text.slice(nameEnd, stop)));
    if (isEmpty) {
      this.depth--;
      this.handler.close(name);
    }
    return end + 1;
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
    if (raw === '' || this.depth === 0) return;
    this.handler.text(raw.includes('&') ? decodeEntities(raw) : raw);
  }
}

/** Value of an attribute, or undefined. */
export function attribute(attributes: string, name: string): string | undefined {
  const key = ` ${name}="`;
  const at = attributes.indexOf(key);
  if (at < 0) return undefined;
  const value = attributes.slice(at + key.length, attributes.indexOf('"', at + key.length));
  return value.includes('&') ? decodeEntities(value) : value;
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** The `>` that ends a tag; one inside a quoted value is none. */
function tagEnd(text: string, start: number): number {
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

const odd = /['\n\r\t]|\s=|=\s|\s\s/;

/** Rare spellings (single quotes, line breaks, blanks around `=`) brought into the usual form. */
function canonical(attributes: string): string {
  if (attributes === '' || !odd.test(attributes)) return attributes;
  let result = '';
  for (const [, name, double, single] of attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    result += ` ${name}="${double ?? single?.replaceAll('"', '&quot;') ?? ''}"`;
  }
  return result;
}

function decodeEntities(text: string): string {
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
