import type { Problem } from '@tidu/kernel';

/** One row of a file as it stands there: every cell as text, empty ones `''`, blank rows left out. */
export interface RawRow {
  /** Counted from 1, as Excel shows it. */
  row: number;
  /** From column A; trailing blanks are cut, so the length differs from row to row. */
  cells: string[];
  /** CSV only: fields of the record, blank ones counted. */
  fields?: number;
  /** What makes the row unfit: an error cell, a NUL character, text behind a closing quote. */
  problems?: Problem[];
  /** What a person should know though the row can be used: digits Excel has lost. */
  warnings?: Problem[];
}

/** What is known of a file before its first row. */
export interface TableInfo {
  format: 'csv' | 'xlsx';
  /** CSV only. */
  encoding?: TextEncodingName;
  /** CSV only. */
  delimiter?: string;
  /** XLSX only: the sheet that is read, and all visible ones. */
  sheet?: string;
  sheets?: string[];
}

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** What is known of a file after its last row. */
export interface TableSummary {
  /** Rows delivered. */
  rows: number;
  /** XLSX: rows that a filter or a person has hidden; they are delivered all the same. */
  hiddenRows: number;
  /** XLSX: merged areas such as `A5:A9`, the first 50; only their first cell has a value. */
  merged: string[];
}

export type TableEvent =
  { kind: 'start'; info: TableInfo } | { kind: 'rows'; rows: RawRow[] } | { kind: 'end'; summary: TableSummary };
