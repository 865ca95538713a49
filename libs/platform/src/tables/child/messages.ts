import type { ErrorKind, Problem } from '@tidu/kernel';
import type { TableLimits } from '../limits';
import type { RawRow, TableEvent } from '../table-events';

/** What the reading process is asked to do; its only argument. */
export interface ReadingTask {
  file: string;
  sheet?: string;
  limits: TableLimits;
}

/** What it writes on its stdout, each as a frame: events of the table, or at last the reason why it stopped. */
export type ReadingMessage =
  TableEvent | { kind: 'error'; error: { kind: ErrorKind; code: string; message: string; problems: Problem[] } };

/** DEL: JSON leaves it as it is, and a row that holds one is unfit and says so in its problems. */
const separator = '\x7f';

/** A row on its way: the cells of one without problems joined, which is read twice as fast as a list of texts. */
type PackedRow = Omit<RawRow, 'cells'> & { cells: string | string[] };
type PackedMessage = Exclude<ReadingMessage, { kind: 'rows' }> | { kind: 'rows'; rows: PackedRow[] };

/** A message as bytes: length in 4 bytes, then JSON. */
export function toFrame(message: ReadingMessage): Buffer {
  const text = JSON.stringify(message.kind === 'rows' ? { ...message, rows: message.rows.map(pack) } : message);
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(4 + length);
  frame.writeUInt32BE(length, 0);
  frame.write(text, 4);
  return frame;
}

/** Messages out of the bytes as they come. */
export async function* fromFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<ReadingMessage> {
  let parts: Buffer[] = [];
  let have = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    have += chunk.length;
    if (have < 4 || have < 4 + wanted(parts)) continue;
    let bytes = Buffer.concat(parts);
    while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32BE(0)) {
      const end = 4 + bytes.readUInt32BE(0);
      yield unpacked(JSON.parse(bytes.toString('utf8', 4, end)) as PackedMessage);
      bytes = bytes.subarray(end);
    }
    parts = [bytes];
    have = bytes.length;
  }
}

function pack(row: RawRow): PackedRow {
  const { cells, problems } = row;
  return problems === undefined && cells.length > 0 ? { ...row, cells: cells.join(separator) } : row;
}

function unpacked(message: PackedMessage): ReadingMessage {
  if (message.kind === 'rows')
    for (const row of message.rows) if (typeof row.cells === 'string') row.cells = row.cells.split(separator);
  return message as ReadingMessage;
}

function wanted(parts: Buffer[]): number {
  while ((parts[0]?.length ?? 0) < 4 && parts.length > 1) parts.splice(0, 2, Buffer.concat(parts.slice(0, 2)));
  return parts[0]?.readUInt32BE(0) ?? 0;
}
