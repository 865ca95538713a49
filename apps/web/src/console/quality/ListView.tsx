import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { Pager } from '../../shared/ui/Pager';
import { ProblemView } from '../../shared/ui/ProblemView';
import { rowsPerPage } from './quality.queries';

export interface ListViewProps<Item> {
  /** The query that reads the page. */
  list: {
    data: { items: Item[]; next: string | null; count: { value: number; exact: boolean } } | undefined;
    error: unknown;
    isPlaceholderData: boolean;
    refetch: () => Promise<unknown>;
  };
  page: number;
  unit: string;
  empty: { title: string; words: ReactNode };
  keyOf: (item: Item) => string;
  render: (item: Item) => ReactNode;
  onGo: (place: { after?: string; page?: string }) => void;
}

/** A work list: each thing to do with all one needs to do it, page by page. */
export function ListView<Item>({ list, page, unit, empty, keyOf, render, onGo }: ListViewProps<Item>) {
  const { history } = useRouter();
  const { data, error, isPlaceholderData, refetch } = list;
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取清单" />;
  if (data.items.length === 0) {
    return (
      <div className="panel">
        <EmptyState title={empty.title}>{empty.words}</EmptyState>
      </div>
    );
  }
  return (
    <div className={isPlaceholderData ? 'is-stale' : undefined} aria-busy={isPlaceholderData}>
      <ul className="work-list">
        {data.items.map((item) => (
          <li key={keyOf(item)} className="panel">
            {render(item)}
          </li>
        ))}
      </ul>
      <Pager
        page={page}
        shown={data.items.length}
        limit={rowsPerPage}
        count={data.count}
        next={data.next}
        unit={unit}
        onFirst={() => onGo({})}
        onBack={() => history.back()}
        onNext={(after) => onGo({ after, page: String(page + 1) })}
      />
    </div>
  );
}
