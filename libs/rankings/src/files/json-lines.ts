import fs from 'node:fs';

/** A line of a file: its bytes with their end, and where they stand. */
export interface JsonLine {
  bytes: Buffer;
  at: number;
}

/** A line that long is none of ours. */
const longest = 64 * 1024 * 1024;

/** Lines of a file, as many as a chunk brings; the last one may lack its end. @throws RangeError of a line without end. */
export async function* jsonLines(file: string): AsyncGenerator<JsonLine[]> {
  let open: Buffer[] = [];
  let length = 0;
  let at = 0;
  for await (const chunk of fs.createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    const lines: JsonLine[] = [];
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const part = chunk.subarray(from, end + 1);
      const bytes = open.length === 0 ? part : Buffer.concat([...open, part]);
      lines.push({ bytes, at });
      at += bytes.length;
      from = end + 1;
      [open, length] = [[], 0];
    }
    if (from < chunk.length) open.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > longest) throw new RangeError('a line without end');
    yield lines;
  }
  if (length > 0) yield [{ bytes: Buffer.concat(open), at }];
}
