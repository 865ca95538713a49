import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

const NEWLINE = 0x0a;

/**
 * The lines of a stream as bytes without their end (LF or CRLF), one at a time in bounded memory: of a line longer
 * than `limit` bytes only the beginning is kept.
 */
export async function* byteLines(input: Readable, limit: number): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let kept = 0;
  const keep = (piece: Buffer) => {
    const part = piece.subarray(0, limit - kept);
    if (part.length > 0) pieces.push(part);
    kept += part.length;
  };
  const take = () => {
    const line = Buffer.concat(pieces);
    pieces = [];
    kept = 0;
    return line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
  };
  for await (const chunk of input as AsyncIterable<Buffer | string>) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    let from = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
      keep(bytes.subarray(from, at));
      yield take();
      from = at + 1;
    }
    keep(bytes.subarray(from));
  }
  if (kept > 0) yield take();
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030');

/** A line as text: UTF-8, or GB18030 where it is none (what Chinese Windows programs write). */
export function decodeLine(line: Buffer): string {
  try {
    return utf8.decode(line);
  } catch {
    return gb18030.decode(line);
  }
}

/** Writes lines in larger pieces and waits while the reader is slow; a reader that has gone (EPIPE) is an error. */
export function lineWriter(output: Writable): { write(line: string): Promise<void>; end(): Promise<void> } {
  let buffer: string[] = [];
  let size = 0;
  let failure: Error | undefined;
  // without a listener a closed pipe would end the process with a stack
  output.on('error', (error) => (failure = error));
  const flush = async () => {
    if (size === 0) return;
    const text = `${buffer.join('\n')}\n`;
    buffer = [];
    size = 0;
    if (failure) throw failure;
    if (!output.write(text)) await once(output, 'drain');
  };
  return {
    async write(line) {
      buffer.push(line);
      size += line.length;
      if (size > 65_536) await flush();
    },
    end: flush,
  };
}
