import type { Problem } from '@tidu/kernel';
import { findHeader, type Header, headerSearchRows, type IsHeader } from './header';
import { readTable, type ReadTableOptions } from './read-table';
import { columnName, refused } from './table-errors';
import type { RawRow, TableEvent, TableInfo, TableSummary } from './table-events';

/** A table file whose header was found. Its rows must be read to the end, or it must be closed. */
export interface OpenTable {
  info: TableInfo;
  header: Header;
  /** The rows below the header, in batches; to be read once. */
  rows: AsyncIterable<RawRow[]>;
  /** What is known after the last row; null before. */
  summary(): TableSummary | null;
  /** Ends the reading process; needed only where `rows` isn't begun. */
  close(): Promise<void>;
}

/** Opens a CSV or XLSX file, finds its header and gives the rows below it. See {@link readTable}, {@link findHeader}. */
export async function openTable(file: string, options: ReadTableOptions & { isHeader: IsHeader }): Promise<OpenTable> {
  const events = readTable(file, options);
  try {
    const { info, rows, end } = await firstRows(events);
    const header = findHeader(rows, options.isHeader);
    const own = rows.find((row) => row.row === header.row)?.problems;
    if (own !== undefined) throw refused('TABLE_HEADER', `表头有问题：${own[0]?.message ?? ''}`, header.row);
    let summary: TableSummary | null = end;
    const body = async function* (): AsyncGenerator<RawRow[]> {
      try {
        const rest = rows.filter((row) => row.row > header.row);
        if (rest.length > 0) yield withRagged(rest, header);
        if (summary !== null) return;
        for await (const event of events) {
          if (event.kind === 'rows') yield withRagged(event.rows, header);
          else if (event.kind === 'end') summary = event.summary;
        }
      } finally {
        await events.return(undefined);
      }
    };
    return {
      info,
      header,
      rows: body(),
      summary: () => summary,
      close: async () => void (await events.return(undefined)),
    };
  } catch (error) {
    await events.return(undefined);
    throw error;
  }
}

async function firstRows(
  events: AsyncGenerator<TableEvent>,
): Promise<{ info: TableInfo; rows: RawRow[]; end: TableSummary | null }> {
  let info: TableInfo | undefined;
  const rows: RawRow[] = [];
  let end: TableSummary | null = null;
  while (rows.length <= headerSearchRows + 2) {
    const next = await events.next();
    if (next.done === true) break;
    if (next.value.kind === 'start') info = next.value.info;
    else if (next.value.kind === 'rows') rows.push(...next.value.rows);
    else end = next.value.summary;
  }
  if (info === undefined) throw new Error('a table without a start');
  return { info, rows, end };
}

function withRagged(rows: RawRow[], header: Header): RawRow[] {
  for (const row of rows) {
    const problem = raggedRow(row, header);
    if (problem !== null) row.problems = [...(row.problems ?? []), problem];
  }
  return rows;
}

/** A record of CSV with another number of fields than the header: its values may stand in wrong columns. */
export function raggedRow(row: RawRow, header: Header): Problem | null {
  if (row.fields === undefined || header.fields === undefined || row.fields === header.fields) return null;
  if (row.fields > header.fields && row.cells.length <= header.fields) return null; // more, but blank
  const column = Math.min(row.fields, header.fields);
  const message = `第 ${row.row} 行有 ${row.fields} 列，表头有 ${header.fields} 列：可能多了或少了分隔符，本行的值会错位。`;
  const value = (row.cells[column] ?? '').slice(0, 100);
  return { where: { row: row.row, column: columnName(column) }, value, code: 'PLATFORM.TABLE_RAGGED', message };
}
