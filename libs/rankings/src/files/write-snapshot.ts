import {
  copyRows,
  type Database,
  definitionSheet,
  type ExportColumn,
  type ExportRows,
  type Transaction,
  writeCopiedCsv,
  writeCsv,
  writeXlsx,
} from '@tidu/platform';
import { pipeline } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { cellsBy } from '../evaluate/cells';
import type { FrozenSnapshot } from '../snapshots/frozen';
import { rowsOf, sealedRow, type StoredRow } from '../snapshots/whole-rows';
import { commonCells, fileCellsBy, fileColumns } from './file-columns';
import { writeJson } from './json-file';
import { keepsCells, KeptRows } from './kept-rows';
import type { SnapshotFormat } from './snapshot-export';
import { ZipSeal } from './zip-seal';

interface Source {
  database: Database;
  tx: Transaction;
  snapshot: FrozenSnapshot;
}

interface Options {
  /** Of the second sheet of a workbook. */
  entries: [string, string][];
  /** Called with the rows written so far; may throw to stop. */
  onRows: (done: number) => void;
}

/**
 * Writes a snapshot into a stream; returns its rows. Tables are written of the cells the rows keep: a CSV is what the
 * database sends. Rows made before cells were kept are laid out anew, as those of a JSON file, which says what each row
 * was worked out of.
 */
export async function writeSnapshot(
  source: Source,
  format: SnapshotFormat,
  out: Writable,
  { entries, onRows }: Options,
): Promise<number> {
  const { tx, snapshot } = source;
  if (format === 'json') return writeJson(snapshot, rowsOf(tx, snapshot.id), layOut(snapshot), out, onRows);
  const columns = fileColumns(snapshot.columns);
  const common = commonCells(snapshot.head, snapshot.rowsRoot, snapshot.root);
  const isCsv = format === 'csv';
  if (await keepsCells(tx, snapshot.id)) {
    const kept = new KeptRows(source, { id: snapshot.id, columns, common }, { isCsv, onRows });
    if (isCsv) await writeCopiedCsv(columns, kept.chunks, out);
    else await writeSealedWorkbook(columns, copyRows(kept.chunks), entries, out);
    return kept.count;
  }
  const rows = new LaidOutRows(source, common, onRows);
  if (isCsv) await writeCsv(columns, rows.batches(), out);
  else await writeSealedWorkbook(columns, rows.batches(), entries, out);
  return rows.count;
}

/** The rows of a file, laid out of what each rests on. */
class LaidOutRows {
  count = 0;

  constructor(
    private readonly source: Source,
    private readonly common: readonly string[],
    private readonly onRows: (done: number) => void,
  ) {}

  async *batches(): ExportRows {
    const { tx, snapshot } = this.source;
    const cellsOf = layOut(snapshot);
    const whole = fileCellsBy(this.common);
    for await (const batch of rowsOf(tx, snapshot.id)) {
      yield batch.map((row) => whole(cellsOf(row), Buffer.from(row.hash, 'hex')));
      this.count += batch.length;
      this.onRows(this.count);
    }
  }
}

function layOut(snapshot: FrozenSnapshot): (row: StoredRow) => (string | null)[] {
  const cells = cellsBy(snapshot.body, snapshot.cohort.facts);
  return (row) => cells(sealedRow(row, snapshot));
}

/** A workbook that bears the check of its own bytes. */
async function writeSealedWorkbook(
  columns: readonly ExportColumn[],
  rows: ExportRows,
  entries: [string, string][],
  out: Writable,
): Promise<void> {
  const seal = new ZipSeal();
  const passed = pipeline(seal, out, { end: false });
  const writing = writeXlsx([{ name: '排名', columns, rows }, definitionSheet('口径', entries)], seal);
  await Promise.all([writing.then(() => seal.end()), passed]);
}
