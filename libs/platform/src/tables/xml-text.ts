/** The document isn't well-formed, or does what no workbook does. */
export class XmlError extends Error {}

const colon = 58;
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
  return name.slice(name.indexOf(letters[colon] ?? '') + 1);
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
