import type { FactDictionary } from '@tidu/criteria';
import { uuidv7 } from '@tidu/kernel';
import {
  copyField,
  isTotalRow,
  missingField,
  plainLabel,
  type ProblemLog,
  type RawRow,
  repeatsHeader,
} from '@tidu/platform';
import type { CellFault, CellReader } from './cell';
import type { ColumnPlan, PlannedFact } from './column-plan';
import { factReader } from './fact-cell';
import { creditCodeReader, type FieldContext, fieldReader } from './field-cell';

interface ReadColumn {
  index: number;
  header: string;
  read: CellReader;
}

/** Which run of which job stages the rows. */
export interface StagingKey {
  jobId: string;
  attempt: string;
}

export interface RowReaderOptions extends Omit<FieldContext, 'warn'> {
  plan: ColumnPlan;
  dictionary: FactDictionary;
  key: StagingKey;
  /** Year of every row, where the file has no such column. */
  year: number | undefined;
  log: ProblemLog;
}

/** Reads the rows of one file into lines for the staging table, with one compiled reader a column. */
export class RowReader {
  /** Columns of the staging table in the order of the fields that `read` gives. */
  readonly stagingColumns: string[];
  private readonly fields: ReadColumn[];
  private readonly facts: ReadColumn[];
  private readonly extra: (ReadColumn & { fact: PlannedFact['fact'] })[];
  private readonly constant: string[];
  private warnings: { header: string; value: string; fault: CellFault }[] = [];
  private current = { header: '', cell: '' };

  constructor(private readonly options: RowReaderOptions) {
    const { plan, dictionary, key, year } = options;
    const warn = (note: CellFault) =>
      this.warnings.push({ header: this.current.header, value: this.current.cell, fault: note });
    const context: FieldContext = { ...options, warn };
    const ownership = factReader(dictionary.get('ownership'), '');
    const hasRegion = plan.fields.some(({ field }) => field.code === 'regionCode');
    const fields = plan.fields.map(({ field, index, header }) => ({
      ...{ index, header, code: field.code },
      read:
        field.code === 'creditCode'
          ? creditCodeReader(context, !hasRegion)
          : fieldReader(field.code, context, ownership),
    }));
    const facts = plan.facts.map(({ fact, unit, index, header, district }) => ({
      ...{ index, header, code: fact.code, fact, district, read: factReader(fact, unit) },
    }));
    this.fields = fields;
    const national = facts.filter(({ district }) => !district);
    this.facts = national;
    this.extra = facts.filter(({ district }) => district);
    this.constant = [key.jobId, key.attempt, ...(year === undefined ? [] : [String(year)])];
    this.stagingColumns = [
      ...['jobId', 'attempt', ...(year === undefined ? [] : ['year'])],
      ...['row', 'enterpriseId', 'figuresId'],
      ...[...fields, ...national].map(({ code }) => code),
      ...(this.extra.length > 0 ? ['extra'] : []),
    ];
  }

  /** Is the row no data: a sum, a line below the table, the header once more? */
  isNoData(row: RawRow): boolean {
    const { identity, labels } = this.options.plan;
    // nearly every row has a credit code, and with one it is data
    const { length } = row.cells[identity] ?? '';
    if (length >= 15 && length <= 20) return false;
    return isTotalRow(row, identity) || repeatsHeader(row, labels, plainLabel);
  }

  /** The fields of the row for COPY, or null when it was refused: then the log has every problem of the row. */
  read(row: RawRow): string[] | null {
    this.warnings = [];
    const unfit = this.noteReaderProblems(row);
    if (unfit === 'row') return null;
    let good = unfit === null;
    const fields = [...this.constant, String(row.row), uuidv7(), uuidv7()];
    for (const column of this.fields) {
      const value = this.cell(row, column, unfit);
      if (value === undefined) good = false;
      else fields.push(copyField(value));
    }
    for (const column of this.facts) {
      const value = this.cell(row, column, unfit);
      if (value === undefined) good = false;
      else fields.push(value ?? missingField); // a number, a boolean or a code: nothing in it to escape
    }
    if (this.extra.length > 0) {
      const extra = this.readExtra(row, unfit);
      if (extra === null) good = false;
      else fields.push(copyField(extra));
    }
    if (!good) return null;
    this.noteWarnings(row);
    return fields;
  }

  /** The value of one cell; undefined when it can't be used, which is then in the log. */
  private cell(row: RawRow, column: ReadColumn, unfit: ReadonlySet<number> | null): string | null | undefined {
    if (unfit?.has(column.index)) return undefined;
    const cell = row.cells[column.index] ?? '';
    this.current.header = column.header;
    this.current.cell = cell;
    const result = column.read(cell);
    if ('value' in result) return result.value;
    this.options.log.add({ row: row.row, column: column.header, value: cell, ...result, warning: false });
    return undefined;
  }

  /** Facts of the district as one JSON object of scaled integers, texts and booleans; null when one can't be used. */
  private readExtra(row: RawRow, unfit: ReadonlySet<number> | null): string | null {
    const parts: string[] = [];
    let good = true;
    for (const column of this.extra) {
      const value = this.cell(row, column, unfit);
      if (value === undefined) good = false;
      else if (value !== null) parts.push(`"${column.fact.code}":${jsonOf(column.fact.type, value)}`);
    }
    return good ? `{${parts.join(',')}}` : null;
  }

  /**
   * Logs what the reader of the file found: the whole row is unfit, or the cells of these columns are, or nothing is.
   */
  private noteReaderProblems(row: RawRow): ReadonlySet<number> | 'row' | null {
    if (row.problems === undefined) return null;
    const unfit = new Set<number>();
    let whole = false;
    for (const { where, value, code, message } of row.problems) {
      const index = where.column === undefined ? -1 : columnIndex(where.column);
      const header = this.headerOf(index) ?? where.column ?? null;
      this.options.log.add({ row: row.row, column: header, value: value ?? null, code, message, warning: false });
      unfit.add(index);
      whole ||= code === 'PLATFORM.TABLE_RAGGED';
    }
    return whole ? 'row' : unfit;
  }

  private noteWarnings(row: RawRow): void {
    for (const { header, value, fault: note } of this.warnings)
      this.options.log.add({ row: row.row, column: header, value, ...note, warning: true });
    for (const { where, value, code, message } of row.warnings ?? []) {
      const header = this.headerOf(where.column === undefined ? -1 : columnIndex(where.column));
      if (header !== null)
        this.options.log.add({ row: row.row, column: header, value: value ?? null, code, message, warning: true });
    }
  }

  private headerOf(index: number): string | null {
    return [...this.fields, ...this.facts, ...this.extra].find((column) => column.index === index)?.header ?? null;
  }
}

function jsonOf(type: string, value: string): string {
  if (type === 'boolean') return value === 't' ? 'true' : 'false';
  return type === 'enum' || type === 'code' ? JSON.stringify(value) : value;
}

/** `A` is 0, `AA` is 26. */
function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}
