import { type KeyboardEvent, type ReactNode } from 'react';
import type { Column } from './columns';
import './data-table.css';

export interface DataTableProps<Row> {
  /** What the table holds, read out first by screen readers. */
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  compact?: boolean;
  /** On a narrow screen each row becomes a card; without it the table scrolls sideways. */
  cards?: boolean;
  /** Scrolls inside the page under a head that stays. */
  tall?: boolean;
  /** The order in force (`name`, `-name` …) and how another is asked for. */
  order?: { by: string | undefined; change: (sort: string | undefined) => void };
  /** Rows chosen for an act on several at once. */
  selection?: RowSelection<Row>;
}

/** Which rows are chosen, and how they are named to who cannot see the row. */
export interface RowSelection<Row> {
  keys: ReadonlySet<string>;
  change: (keys: ReadonlySet<string>) => void;
  label: (row: Row) => string;
}

/**
 * A list as a real table: head that stays, ↑ ↓ between the rows' links, Enter opens. Written here because a table of
 * two halves (head and body apart) reads badly aloud and prints without its head.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, compact, cards, tall, order, selection } = props;
  const classes = ['data-table', compact && 'data-table--compact', cards && 'data-table--cards'];
  const around = ['data-table__scroll', tall && 'data-table__scroll--tall', cards && 'data-table__scroll--cards'];
  return (
    <div className={around.filter(Boolean).join(' ')} tabIndex={0} role="region" aria-label={caption}>
      <table role="table" className={classes.filter(Boolean).join(' ')} onKeyDown={moveBetweenRows}>
        <caption className="visually-hidden">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {selection && <SelectAll rows={rows.map(rowKey)} selection={selection} />}
            {columns.map((column) => (
              <Head key={column.key} column={column} order={order} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" aria-selected={selection?.keys.has(rowKey(row))}>
              {selection && <SelectRow id={rowKey(row)} label={selection.label(row)} selection={selection} />}
              {columns.map((column) => (
                <Cell key={column.key} column={column}>
                  {column.render(row)}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head<Row>({ column, order }: { column: Column<Row>; order: DataTableProps<Row>['order'] }) {
  const { sort } = column;
  const words = (
    <>
      {column.title}
      {column.unit && <span className="data-table__unit">（{column.unit}）</span>}
    </>
  );
  const className = column.number ? 'is-number' : undefined;
  if (!order || sort === undefined) {
    return (
      <th role="columnheader" scope="col" className={className}>
        {words}
      </th>
    );
  }
  const direction = order.by === sort ? 'ascending' : order.by === `-${sort}` ? 'descending' : 'none';
  const next = { none: sort, ascending: `-${sort}`, descending: undefined }[direction];
  return (
    <th role="columnheader" scope="col" className={className} aria-sort={direction}>
      <button type="button" className="data-table__sort" onClick={() => order.change(next)}>
        {words}
        <span aria-hidden="true">{{ none: '↕', ascending: '↑', descending: '↓' }[direction]}</span>
      </button>
    </th>
  );
}

function SelectAll<Row>({ rows, selection: { keys, change } }: { rows: string[]; selection: RowSelection<Row> }) {
  const all = rows.length > 0 && rows.every((key) => keys.has(key));
  const some = !all && rows.some((key) => keys.has(key));
  const toggle = () => {
    const next = new Set(keys);
    for (const key of rows)
      if (all) next.delete(key);
      else next.add(key);
    change(next);
  };
  return (
    <th role="columnheader" scope="col" className="data-table__select">
      <input
        type="checkbox"
        aria-label="选定本页全部"
        checked={all}
        ref={(box) => {
          if (box) box.indeterminate = some;
        }}
        onChange={toggle}
      />
    </th>
  );
}

interface SelectRowProps<Row> {
  id: string;
  label: string;
  selection: RowSelection<Row>;
}

function SelectRow<Row>({ id, label, selection: { keys, change } }: SelectRowProps<Row>) {
  const toggle = () => {
    const next = new Set(keys);
    if (!next.delete(id)) next.add(id);
    change(next);
  };
  return (
    <td role="cell" className="data-table__select" data-label="选定">
      <input type="checkbox" aria-label={`选定${label}`} checked={keys.has(id)} onChange={toggle} />
    </td>
  );
}

function Cell<Row>({ column, children }: { column: Column<Row>; children: ReactNode }) {
  const classes = [column.number && 'is-number', column.lead && 'is-lead'].filter(Boolean).join(' ');
  const label = column.unit ? `${column.title}（${column.unit}）` : column.title;
  return (
    <td role="cell" className={classes || undefined} data-label={label}>
      <div className="data-table__cell">{children}</div>
    </td>
  );
}

/** ↑ and ↓ move between the first links of the rows; Enter is the link's own. */
function moveBetweenRows(event: KeyboardEvent<HTMLTableElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('tbody tr')].flatMap(
    (row) => row.querySelector('a') ?? [],
  );
  const row = (event.target as HTMLElement).closest('tr');
  const at = links.findIndex((link) => row?.contains(link));
  const next = links[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Puts the focus on the first row of the table inside `root`, as ↓ in a search box does. */
export function focusFirstRow(root: ParentNode = document): void {
  root.querySelector<HTMLElement>('.data-table tbody a')?.focus();
}
