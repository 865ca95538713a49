import type { ReactNode } from 'react';

/** One column of a list. */
export interface Column<Row> {
  key: string;
  title: string;
  /** Unit of its figures, shown in the head. */
  unit?: string;
  /** Right-aligned, tabular figures. */
  number?: boolean;
  /** What the row is about: the heading of its card on a narrow screen; cannot be hidden. */
  lead?: boolean;
  /** Name under which the list can be ordered by it. */
  sort?: string;
  /** Not shown until chosen. */
  optional?: boolean;
  render: (row: Row) => ReactNode;
}

/** What a person has chosen about a list: columns shown, in the table's own order, and how dense. */
export interface ListChoice {
  columns: string[] | null;
  compact: boolean;
}

/** The columns to show: the chosen ones and always the lead. A choice that names nothing known falls back. */
export function shownColumns<Row>(columns: Column<Row>[], choice: ListChoice): Column<Row>[] {
  const chosen = choice.columns?.filter((key) => columns.some((column) => column.key === key));
  if (!chosen || chosen.length === 0) return columns.filter((column) => !column.optional);
  return columns.filter((column) => column.lead || chosen.includes(column.key));
}

/** Reads a stored choice; whatever is not one (another version, a hand's edit) counts as none. */
export function readChoice(text: string | null): ListChoice {
  try {
    const value = JSON.parse(text ?? '') as Partial<ListChoice> | null;
    const columns = Array.isArray(value?.columns) ? value.columns.filter((key) => typeof key === 'string') : null;
    return { columns, compact: value?.compact === true };
  } catch {
    return { columns: null, compact: false };
  }
}
