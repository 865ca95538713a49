import { checkCreditCode, cleanText, findTextFault } from '@tidu/kernel';
import { type Header, isMissing, isTotalRow, plainLabel, type RawRow, repeatsHeader } from '@tidu/platform';
import { badField } from '../recognition.errors';
import { type ListColumn, listColumns, type ListRules } from './list-rules';
import type { NameKeys } from './name-keys';

/** A row of an official list as it is kept. */
export interface ReadRow {
  row: number;
  /** What makes it this row and no other, whatever its place in the file. */
  key: string;
  name: string | null;
  creditCode: string | null;
  place: string | null;
  /** Why the code can't be one. */
  badCode: string | null;
  /** Why nothing can be done with the row; null: it can be matched. */
  refused: string | null;
}

const longest = { name: 200, place: 200, creditCode: 100 } as const;

/** Reads the rows of one file, one after the other. */
export class ListRowReader {
  private readonly columns: Partial<Record<ListColumn, number>> = {};
  private readonly seen = new Map<string, { times: number; row: number }>();

  /** @throws DomainError `RECOGNITION.LIST_COLUMNS` without a column of names or codes. */
  constructor(
    private readonly header: Header,
    { headers }: ListRules,
    private readonly names: NameKeys,
  ) {
    header.labels.forEach((label, at) => {
      const column = headers.get(label);
      if (column) this.columns[column] ??= at;
    });
    if (this.columns.name !== undefined || this.columns.creditCode !== undefined) return;
    throw badField('file', 'LIST_COLUMNS', '表头里没有“企业名称”，也没有“统一社会信用代码”。请改好表头再传。');
  }

  /** The row; null for one that is none: a total, a remark, the header once more. */
  read(raw: RawRow): ReadRow | null {
    const identity = this.columns.name ?? this.columns.creditCode ?? 0;
    if (isTotalRow(raw, identity) || repeatsHeader(raw, this.header.labels, plainLabel)) return null;
    const [name, code, place] = listColumns.map((column) => this.cell(raw, column));
    const check = code == null ? null : checkCreditCode(code);
    const badCode = check?.problems[0]?.message ?? null;
    const row = {
      ...{ row: raw.row, name: name ?? null, place: place ?? null, badCode },
      creditCode: check === null || badCode !== null ? null : check.normalized,
    };
    const refused = raw.problems?.[0]?.message ?? fault(row.name, code ?? null, row.place);
    return this.numbered({ ...row, refused, key: this.keyOf(row, code ?? null, refused) });
  }

  private cell({ cells }: RawRow, column: ListColumn): string | null {
    const at = this.columns[column];
    const text = at === undefined ? '' : (cells[at] ?? '');
    return isMissing(text) ? null : cleanText(text);
  }

  private keyOf(
    { name, creditCode, row }: Omit<ReadRow, 'key' | 'refused'>,
    code: string | null,
    refused: string | null,
  ) {
    if (refused !== null) return `row ${row}`;
    return `${name === null ? '' : this.names.same(name)}|${creditCode ?? code ?? ''}`.slice(0, 400);
  }

  /** The same once more is refused: nobody is twice on a list. */
  private numbered(row: ReadRow): ReadRow {
    if (row.refused !== null) return row;
    const before = this.seen.get(row.key) ?? { times: 0, row: row.row };
    this.seen.set(row.key, { ...before, times: before.times + 1 });
    if (before.times === 0) return row;
    return { ...row, key: `${row.key}#${before.times + 1}`, refused: `与第 ${before.row} 行相同，不重复计。` };
  }
}

function fault(name: string | null, code: string | null, place: string | null): string | null {
  if (name === null && code === null) return '没有企业名称，也没有信用代码。';
  for (const [text, most] of [
    [name, longest.name],
    [code, longest.creditCode],
    [place, longest.place],
  ] as const) {
    if (text === null) continue;
    if ([...text].length > most) return `“${text.slice(0, 20)}……”超过 ${most} 个字，不像名称或代码。`;
    const found = findTextFault(text);
    if (found) return found.message;
  }
  return null;
}
