import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DataTable, type DataTableProps } from './DataTable';
import { Loading } from './Loading';
import { Pager } from './Pager';
import { ProblemView } from './ProblemView';

interface PagedTableProps<Row> extends Omit<DataTableProps<Row>, 'rows'> {
  /** The query that reads the page. */
  list: {
    data: { items: Row[]; next: string | null; count: { value: number; exact: boolean } } | undefined;
    error: unknown;
    isPlaceholderData: boolean;
    refetch: () => Promise<unknown>;
  };
  /** Said while it reads. */
  reading: string;
  /** In place of a table without rows. */
  empty: ReactNode;
  page: number;
  /** Rows a page. */
  size: number;
  unit: string;
  /** Whether a list of one page says nothing of pages. */
  longOnly?: boolean;
  /** To the first page, or to the one behind this place. */
  onGo: (place: { after?: string; page?: string }) => void;
}

/** A table read page by page. */
export function PagedTable<Row>(props: PagedTableProps<Row>) {
  const { list, reading, empty, page, size, unit, longOnly, onGo, ...table } = props;
  const { history } = useRouter();
  const { data, error, isPlaceholderData } = list;
  if (error) return <ProblemView error={error} retry={() => void list.refetch()} />;
  if (!data) return <Loading what={reading} />;
  if (data.items.length === 0) return empty;
  return (
    <div className={isPlaceholderData ? 'is-stale' : undefined} aria-busy={isPlaceholderData}>
      <DataTable {...table} rows={data.items} />
      {(!longOnly || data.next !== null || page > 1) && (
        <Pager
          {...{ page, shown: data.items.length, limit: size, count: data.count, next: data.next, unit }}
          onFirst={() => onGo({})}
          onBack={() => history.back()}
          onNext={(after) => onGo({ after, page: String(page + 1) })}
        />
      )}
    </div>
  );
}
