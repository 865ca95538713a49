import fs from 'node:fs';

/** Bytes that are no text of ours. */
export class BadBytes extends Error {}

/** A record of a CSV file: its bytes as text, without the end of the line. */
export interface CsvRecord {
  line: number;
  text: string;
  ended: boolean;
}

/**
 * Records of a file as we write it (UTF-8), one after the other; memory holds a record. Lines end as the first one does:
 * with LF where the database wrote them, else with CRLF.
 * @throws BadBytes.
 */
export async function* csvRecords(file: string): AsyncGenerator<CsvRecord> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  let line = 1;
  let lineEnd: '\n' | '\r\n' | null = null;
  const take = function* (): Generator<CsvRecord> {
    for (let from = 0; ;) {
      const newline = rest.indexOf('\n', from);
      if (newline < 0) return;
      const here = rest[newline - 1] === '\r' ? '\r\n' : '\n';
      from = newline + 1;
      if ((lineEnd === '\r\n' && here === '\n') || isOpen(rest.slice(0, newline))) continue;
      lineEnd ??= here;
      yield { line: line++, text: rest.slice(0, from - lineEnd.length), ended: true };
      rest = rest.slice(from);
      from = 0;
    }
  };
  const decoded = (chunk?: Buffer) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new BadBytes('no UTF-8');
    }
  };
  for await (const chunk of fs.createReadStream(file, { highWaterMark: 256 * 1024 })) {
    rest += decoded(chunk as Buffer);
    if (rest.length > 5_000_000) throw new BadBytes('a record without end');
    yield* take();
  }
  rest += decoded();
  yield* take();
  if (rest !== '') yield { line, text: rest, ended: false };
}

/** Whether a quoted field is still open at the end. */
const isOpen = (text: string) => (text.match(/"/g) ?? []).length % 2 === 1;

/** The fields of a record, or null where its quotes are wrong. */
export function fieldsOf(text: string): string[] | null {
  const fields: string[] = [];
  for (let at = 0; at <= text.length;) {
    if (text[at] === '"') {
      let value = '';
      for (at++; ;) {
        const end = text.indexOf('"', at);
        if (end < 0) return null;
        value += text.slice(at, end);
        at = end + 1;
        if (text[at] !== '"') break;
        value += '"';
        at++;
      }
      if (at < text.length && text[at] !== ',') return null;
      fields.push(value);
      at++;
    } else {
      const comma = text.indexOf(',', at);
      const end = comma < 0 ? text.length : comma;
      fields.push(text.slice(at, end));
      at = end + 1;
    }
  }
  return fields;
}
