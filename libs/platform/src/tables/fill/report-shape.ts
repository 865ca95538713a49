import type { NumberMeaning } from '../xlsx-styles';

/** A column of a superior's table (报送模板), as its header names it. */
export interface ReportColumn {
  /** From 0. */
  index: number;
  /** What the header says from top to bottom, joined by ／; without its unit. */
  label: string;
  /** Unit that its own header or the line of units says: 万元. */
  unit: string | null;
  hidden: boolean;
  /** How the first row to be filled shows a number. */
  format: NumberMeaning;
  /** The rows to be filled have a formula of the template there: it stays. */
  formula: boolean;
  /** What the cells take, where the template holds a list of choices. */
  choices: string[] | null;
}

/** What filling a template needs to know of it. */
export interface ReportShape {
  sheet: string;
  headerFrom: number;
  headerTo: number;
  /** The first row to be filled. */
  firstRow: number;
  /** Rows that may be filled; null: nothing stands below, rows are added as needed. */
  room: number | null;
  /** The last row that the print area holds; null: everything is printed. */
  printTo: number | null;
  /** Formulas are worked out anew when the file is opened. */
  formulas: boolean;
  columns: ReportColumn[];
  /** Unit of amounts that the title says: 单位：万元. */
  amountUnit: string | null;
  /** What a person should know before filling. */
  notes: string[];
}

/** Where a person says that the header stands; absent: it is looked for. */
export interface HeaderPlace {
  sheet?: string;
  headerFrom?: number;
  headerTo?: number;
}

/** An area of cells, rows from 1, columns from 0, ends included. */
export interface Area {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** `A5` or `A5:C7`; null where it is neither. */
export function areaOf(ref: string): Area | null {
  const [, left = '', top = '', right, bottom] =
    /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/.exec(ref) ?? [];
  if (left === '') return null;
  return {
    ...{ top: Number(top), left: columnIndex(left) },
    ...{ bottom: Number(bottom ?? top), right: columnIndex(right ?? left) },
  };
}

/** Index from 0 of a column's letters. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}
