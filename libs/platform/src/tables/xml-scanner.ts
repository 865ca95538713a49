import { completeLength } from './utf8';
import { Attributes, decodeEntities, shortName, textBetween, XmlError } from './xml-tokens';

/** Takes the parts of an XML document; names come without their prefix. */
export interface XmlHandler {
  /** The attributes can be asked only during the call. */
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  /** A piece of text; one text may come in several. */
  text(text: string): void;
}

const maxTag = 64 * 1024;
const maxDepth = 64;
const [lt, gt, slash, bang, question, ampersand, semicolon, quote, apostrophe] = [...'<>/!?&;"\''].map((char) =>
  char.charCodeAt(0),
) as [number, number, number, number, number, number, number, number, number];

/**
 * A scanner for the XML inside workbooks, fed piece by piece: elements, attributes, text, CDATA. It works on the bytes
 * and makes strings only of what is wanted. It knows no document types (so no external entities), checks nesting by
 * depth alone, and keeps no more than one tag in memory. The bytes must be UTF-8; that is checked where they come from.
 */
export class XmlScanner {
  private rest: Buffer = Buffer.alloc(0);
  private latin1 = '';
  private depth = 0;
  private seenRoot = false;
  private readonly attributes = new Attributes();

  constructor(private readonly handler: XmlHandler) {}

  write(chunk: Buffer): void {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    this.latin1 = bytes.toString('latin1');
    let at = 0;
    while (at < bytes.length) {
      const next = bytes[at] === lt ? this.markup(bytes, at) : this.characters(bytes, at);
      if (next < 0) break;
      at = next;
    }
    this.rest = bytes.subarray(at);
    if (this.rest.length > maxTag) throw new XmlError('a tag without an end');
  }

  /** The document must be complete. */
  end(): void {
    if (this.rest.toString().trim() !== '' || this.depth !== 0 || !this.seenRoot) {
      throw new XmlError('the document is cut off');
    }
  }

  /** Text up to the next markup; the place after it, or -1 where its end must be waited for. */
  private characters(bytes: Buffer, start: number): number {
    let end = start;
    let entity = -1;
    for (; end < bytes.length; end++) {
      const byte = bytes[end] as number;
      if (byte === lt) break;
      if (byte === ampersand) entity = end;
    }
    if (end === bytes.length) {
      // an entity or a character cut in two waits for its end
      const whole =
        entity >= 0 && end - entity < 12 && !bytes.includes(semicolon, entity)
          ? entity
          : Math.max(start, completeLength(bytes));
      if (whole === start) return -1;
      end = whole;
    }
    if (this.depth > 0) {
      const text = textBetween(bytes, this.latin1, start, end);
      this.handler.text(entity < 0 ? text : decodeEntities(text));
    }
    return end;
  }

  /** Place after the markup that starts at `start`, or -1 where its end hasn't come yet. */
  private markup(bytes: Buffer, start: number): number {
    const kind = bytes[start + 1];
    if (kind === slash) {
      let end = start + 2;
      while (end < bytes.length && bytes[end] !== gt) end++;
      if (end === bytes.length) return -1;
      if (--this.depth < 0) throw new XmlError('an end tag without a start');
      this.handler.close(shortName(bytes, start + 2, nameEnd(bytes, start + 2, end)));
      return end + 1;
    }
    if (kind === bang || kind === question) return this.special(bytes, start, kind);
    const end = tagEnd(bytes, start + 1);
    if (end < 0) return -1;
    const isEmpty = bytes[end - 1] === slash;
    const stop = isEmpty ? end - 1 : end;
    const after = nameEnd(bytes, start + 1, stop);
    if (after === start + 1) throw new XmlError('a tag without a name');
    const name = shortName(bytes, start + 1, after);
    this.seenRoot = true;
    if (++this.depth > maxDepth) throw new XmlError('nested too deeply');
    this.handler.open(name, this.attributes.of(bytes, this.latin1, after, stop));
    if (isEmpty) {
      this.depth--;
      this.handler.close(name);
    }
    return end + 1;
  }

  private special(bytes: Buffer, start: number, kind: number): number {
    if (kind === question) return after(bytes, '?>', start + 2);
    if (bytes.length - start < 9) return -1;
    const head = bytes.toString('latin1', start, start + 9);
    if (head.startsWith('<!--')) return after(bytes, '-->', start + 4);
    if (head !== '<![CDATA[') throw new XmlError('a document type declaration');
    const end = bytes.indexOf(']]>', start + 9);
    if (end < 0) return -1;
    if (this.depth > 0) this.handler.text(bytes.toString('utf8', start + 9, end));
    return end + 3;
  }
}

/** The `>` that ends a tag, or -1; one inside a quoted value is none. */
function tagEnd(bytes: Buffer, from: number): number {
  let inside = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (inside !== 0) {
      if (byte === inside) inside = 0;
    } else if (byte === gt) return at;
    else if (byte === quote || byte === apostrophe) inside = byte;
  }
  return -1;
}

function nameEnd(bytes: Buffer, from: number, stop: number): number {
  let at = from;
  while (at < stop && (bytes[at] as number) > 32) at++;
  return at;
}

function after(bytes: Buffer, mark: string, from: number): number {
  const at = bytes.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}
