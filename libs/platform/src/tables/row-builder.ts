import type { Problem } from '@tidu/kernel';
import type { TableLimits } from './limits';
import { cellProblem, columnName, hasUnfitCharacter, tooLarge, unfitCharacter } from './table-errors';
import type { RawRow, TableEvent, TableSummary } from './table-events';

const batchRows = 500;
const batchText = 256 * 1024;

/** Gathers finished rows into batches, checks what every format has in common, and counts. */
export class RowBuilder {
  readonly summary: TableSummary = { rows: 0, hiddenRows: 0, merged: [] };
  private readonly ready: RawRow[][] = [];
  private batch: RawRow[] = [];
  private batchLength = 0;
  private total = 0;

  constructor(private readonly limits: TableLimits) {}

  /** Takes a row over (trailing blanks are cut here); blank rows are dropped. */
  add(row: RawRow): void {
    const { cells } = row;
    let width = cells.length;
    while (width > 0 && cells[width - 1] === '') width--;
    if (width === 0 && row.problems === undefined) return;
    cells.length = width;
    this.checkRow(row);
    this.batch.push(row);
    if (++this.summary.rows > this.limits.maxRows) {
      throw tooLarge('TABLE_ROWS', `文件超过 ${this.limits.maxRows} 行，请拆成几个文件导入。`, row.row);
    }
    if (this.batch.length >= batchRows || this.batchLength >= batchText) this.flush();
  }

  /** Batches that are ready; with `all` the unfinished one too. */
  *take(all = false): Generator<TableEvent> {
    if (all) this.flush();
    for (let rows = this.ready.shift(); rows !== undefined; rows = this.ready.shift()) yield { kind: 'rows', rows };
  }

  private flush(): void {
    if (this.batch.length > 0) this.ready.push(this.batch);
    this.batch = [];
    this.batchLength = 0;
  }

  private checkRow(row: RawRow): void {
    const { cells } = row;
    if (cells.length > this.limits.maxColumns) {
      const message = `第 ${row.row} 行一直到 ${columnName(cells.length - 1)} 列都有内容，超过 ${this.limits.maxColumns} 列，请删除多余的列。`;
      throw tooLarge('TABLE_COLUMNS', message, row.row);
    }
    const text = cells.join('\n');
    // one look at the whole row instead of one at each cell; nearly every row is done with it
    const isFit = text.length <= this.limits.maxCellLength && !hasUnfitCharacter(text);
    if (!isFit) this.checkCells(row);
    const length = text.length - Math.max(0, cells.length - 1);
    if (length > this.limits.maxRowLength) {
      const message = `第 ${row.row} 行超过 ${this.limits.maxRowLength} 个字符，这不像是登记数据。`;
      throw tooLarge('TABLE_ROW_LENGTH', message, row.row);
    }
    this.batchLength += length;
    this.total += length;
    if (this.total > this.limits.maxUnpackedBytes) {
      throw tooLarge('TABLE_UNPACKED', `文件展开后的文字超过上限，请拆成几个文件导入。`, row.row);
    }
  }

  /** Names the cells that are too long or hold what nothing can carry. */
  private checkCells(row: RawRow): void {
    const { cells } = row;
    const problems: Problem[] = [];
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column] ?? '';
      if (cell.length > this.limits.maxCellLength) {
        const message = `第 ${row.row} 行 ${columnName(column)} 列超过 ${this.limits.maxCellLength} 个字符。`;
        problems.push(cellProblem(row.row, column, cell, 'TABLE_CELL_LENGTH', message));
        cells[column] = cell.slice(0, this.limits.maxCellLength);
      }
      if (cell !== '' && hasUnfitCharacter(cell)) problems.push(unfitCharacter(row.row, column, cell));
    }
    if (problems.length > 0) row.problems = [...(row.problems ?? []), ...problems];
  }
}
