import { canonicalJson } from '@tidu/criteria';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { StoredRow } from '../snapshots/whole-rows';
import type { FrozenSnapshot } from '../snapshots/frozen';

export const jsonFormat = 'tidu-ranking-file-1';

/** A row as it stands in a JSON file: what was sealed, and what it was computed of. */
export interface JsonRow {
  position: number;
  cells: (string | null)[];
  inputs: StoredRow['inputs'];
  waived: boolean;
}

/**
 * Writes a snapshot as JSON, a row a line: head, roots, rows with the figures they rest on, and at last the SHA-256 of
 * every byte before. Who has it can rank it anew. Returns the rows.
 */
export async function writeJson(
  snapshot: FrozenSnapshot,
  rows: AsyncIterable<StoredRow[]>,
  cellsOf: (row: StoredRow) => (string | null)[],
  out: Writable,
  onRows: (done: number) => void,
): Promise<number> {
  const hash = createHash('sha256');
  const write = async (text: string) => {
    const bytes = Buffer.from(text);
    hash.update(bytes);
    if (!out.write(bytes)) await once(out, 'drain');
  };
  const { head, root, rowsRoot } = snapshot;
  await write(
    `{"format":"${jsonFormat}","root":"${root}","rowsRoot":"${rowsRoot}",\n"head":${canonicalJson(head)},\n"rows":[\n`,
  );
  let done = 0;
  for await (const batch of rows) {
    const text = batch.map((row) => {
      const { position, inputs, flags } = row;
      return canonicalJson({ position, cells: cellsOf(row), inputs, waived: flags.includes('waived') });
    });
    await write((done > 0 ? ',\n' : '') + text.join(',\n'));
    done += batch.length;
    onRows(done);
  }
  await write('\n],\n"check":');
  const check = hash.digest('hex');
  if (!out.write(`"${check}"}\n`)) await once(out, 'drain');
  return done;
}
