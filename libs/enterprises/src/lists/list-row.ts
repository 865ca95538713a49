import { addDays, checkCreditCode, cleanText, DomainError, formatScaled, readScaled } from '@tidu/kernel';
import {
  dayNote,
  fieldOfColumn,
  isMissing,
  masked,
  normaliseNumber,
  personalColumns,
  type ProblemLog,
  type RawRow,
  readDay,
  trimCell,
} from '@tidu/platform';
import { ratioScale } from '../evidence/statement';
import type { EvidenceOption } from '../evidence/evidence-kind';
import type { ImportedList } from './list-book';
import type { Cell, ListColumn } from './list-column';
import { readMoney, readYear } from './read-amount';

/** A column of the file and what it means. */
export interface ReadColumn {
  index: number;
  header: string;
  column: ListColumn;
}

/** A good row: who it is about and what it states, as it stands in the table. */
export interface ListRow {
  creditCode: string | null;
  name: string | null;
  /** Which record of the enterprise it is. */
  key: string;
  stated: Record<string, unknown>;
}

/** Reads the rows of a list; what is wrong goes into the log with its row and column. */
export class ListRowReader {
  constructor(
    private readonly list: ImportedList,
    private readonly columns: readonly ReadColumn[],
    private readonly given: { source: string; document?: string; today: string },
    private readonly log: ProblemLog,
  ) {}

  /** The row, or null when it was refused. */
  read(row: RawRow): ListRow | null {
    const values: Record<string, unknown> = {};
    let good = this.noteReaderProblems(row);
    for (const { index, header, column } of this.columns) {
      const text = row.cells[index] ?? '';
      const cell = isMissing(text) ? { value: null } : readCell(column, text, header);
      if ('fault' in cell) good = this.refuse(row.row, header, text, 'LISTS.CELL', cell.fault);
      else {
        values[column.name] = cell.value;
        if (cell.note !== undefined)
          this.log.add({
            ...{ row: row.row, column: header, value: this.shown(header, text), code: 'LISTS.SUPPOSED' },
            message: cell.note,
            warning: true,
          });
      }
    }
    const { creditCode = null, enterpriseName = null } = values as Record<string, string | null>;
    if (creditCode === null && enterpriseName === null && good)
      good = this.refuse(
        row.row,
        null,
        null,
        'LISTS.NO_ENTERPRISE',
        '没有信用代码，也没有企业名称，无法知道是哪家企业。',
      );
    const stated = good ? this.checked(row.row, values) : null;
    if (stated === null) return null;
    const key = JSON.stringify(this.list.key.map((name) => stated[name] ?? null));
    return { creditCode, name: enterpriseName, key, stated };
  }

  /** What the row states, checked as if a person had typed it. */
  private checked(row: number, values: Record<string, unknown>): Record<string, unknown> | null {
    const document = typeof values['document'] === 'string' ? values['document'] : (this.given.document ?? null);
    const { source, today } = this.given;
    try {
      return this.list.check({ values, source, document, today });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      for (const { where, value, message } of error.problems) {
        const header = this.columns.find(({ column }) => column.name === where.field)?.header ?? null;
        this.refuse(row, header, value ?? null, 'LISTS.STATEMENT', message);
      }
      return null;
    }
  }

  private noteReaderProblems({ row, problems, cells }: RawRow): boolean {
    const isPersonal = personalColumns(this.list.table).length > 0;
    for (const { value, code, message } of problems ?? [])
      this.log.add({
        ...{ row, column: null, code, message },
        value: isPersonal ? null : (value ?? null),
        warning: false,
      });
    return problems === undefined && cells.length > 0;
  }

  private refuse(row: number, column: string | null, value: string | null, code: string, message: string): false {
    this.log.add({ row, column, value: this.shown(column, value), code, message, warning: false });
    return false;
  }

  /** A cell as the list of problems keeps it: what is confidential masked. */
  private shown(header: string | null, value: string | null): string | null {
    const column = this.columns.find((one) => one.header === header)?.column;
    const field = column && fieldOfColumn(this.list.table, column.name);
    return field ? (masked(field, value) as string | null) : value;
  }
}

const yes = new Set(['是', '有', 'true', '1', 'y', 'yes', '√', '已应用']);
const no = new Set(['否', '无', 'false', '0', 'n', 'no', '×', '没有', '未应用']);

function readCell(column: ListColumn, text: string, header: string): Cell {
  const shown = `“${text.slice(0, 50)}”`;
  const plain = trimCell(text);
  switch (column.type) {
    case 'text':
      return column.name === 'creditCode' ? readCode(text) : { value: cleanText(text) };
    case 'day':
      return readDayCell(column, text);
    case 'boolean':
      if (yes.has(plain.toLowerCase())) return { value: true };
      return no.has(plain.toLowerCase())
        ? { value: false }
        : { fault: `${shown}不是“是”或“否”，请填 是、否，不清楚就空着。` };
    case 'choice':
      return readChoice(column, plain, shown);
    case 'choices': {
      const codes = plain.split(/[、，,;；/]/).map((part) => optionOf(column, part.trim()));
      return codes.includes(undefined)
        ? { fault: `${shown}不在可选的内容之内，请填：${labelsOf(column)}，用顿号隔开。` }
        : { value: codes };
    }
    case 'rank': {
      const number = normaliseNumber(plain.replace(/^第(.+?)名?$/, '$1').replace(/名$/, ''));
      if (!number.ok) return { fault: number.message };
      return { value: Number(number.text) };
    }
    case 'ratio':
      return readRatio(plain, shown);
    case 'year':
      return readYear(plain, shown);
    case 'money':
      return readMoney(plain, header, shown);
  }
}

function readChoice(column: ListColumn, plain: string, shown: string): Cell {
  const { label, options } = column;
  const named = options.filter((option) => option.label === plain);
  const meant = named.length > 0 ? named : options.filter(({ also }) => also === plain);
  const [only] = meant;
  if (only && meant.length === 1) return { value: only.code };
  const code = only ? undefined : optionOf(column, plain);
  if (code !== undefined) return { value: code };
  if (only) return { fault: `叫${shown}的${label}有 ${meant.length} 个（${labelled(meant)}），不能猜，请填代码。` };
  if (options.some(({ also }) => also !== undefined))
    return { fault: `本区的${label}表里没有${shown}，请填表里的名称或代码；新的${label}请先在“代码表”里登记。` };
  if (options.length === 0) return { fault: `本区还没有登记任何${label}，请先在“代码表”里登记。` };
  return { fault: `${shown}不在可选的内容之内，请填：${labelsOf(column)}。` };
}

const labelled = (options: readonly EvidenceOption[]) =>
  options
    .slice(0, 5)
    .map(({ code, label }) => `${label} ${code}`)
    .join('、');

function readCode(text: string): Cell {
  const check = checkCreditCode(text);
  const [problem] = check.problems;
  return problem ? { fault: problem.message } : { value: check.normalized };
}

function readDayCell(column: ListColumn, text: string): Cell {
  const read = readDay(text);
  if (read === null) return { fault: `“${text.slice(0, 50)}”不是日期，请按 2023-06-30 的形式填写。` };
  const note = dayNote(read, text);
  const noted = note === null ? {} : { note };
  if (!column.lastDay) return { value: read.day, ...noted };
  // of a month the last day is meant, and what is kept is the day after
  const after = read.supposed === 'month' ? `${addDays(read.day, 31).slice(0, 8)}01` : addDays(read.day, 1);
  return { value: after, ...noted };
}

function readRatio(plain: string, shown: string): Cell {
  const number = normaliseNumber(plain);
  if (!number.ok) return { fault: number.message };
  const scaled = readScaled(number.text, ratioScale, { shift: number.isPercent ? -2 : 0 });
  if (typeof scaled !== 'bigint') return { fault: `${shown}的小数位太多，百分数至多四位小数。` };
  if (scaled > 10n ** BigInt(ratioScale)) return { fault: `${shown}大于 1。如为百分数，请写成 35% 的形式。` };
  return { value: formatScaled(scaled, ratioScale) };
}

const optionOf = ({ options }: ListColumn, text: string) =>
  options.find(({ code, label }) => label === text || code.toLowerCase() === text.toLowerCase())?.code;
const labelsOf = ({ options }: ListColumn) => options.map(({ label }) => label).join('、');
