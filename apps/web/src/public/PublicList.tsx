import type { ReactNode } from 'react';
import { Loading } from '../shared/ui/Loading';
import { Pager } from '../shared/ui/Pager';
import { ProblemView } from '../shared/ui/ProblemView';

interface PublicListProps<Item extends { id: string }> {
  /** What is listed, as it is read aloud. */
  label: string;
  loading: string;
  /** Shown where there is nothing yet. */
  empty: ReactNode;
  query: {
    data: { items: Item[]; next: string | null; count: { value: number; exact: boolean } } | undefined;
    error: unknown;
    refetch: () => Promise<unknown>;
  };
  pageSize: number;
  search: { after?: string | undefined; page?: string | undefined };
  go: (search: { after?: string; page?: string }) => void;
  /** Link and summary of one. */
  line: (item: Item) => ReactNode;
}

/** What stands on public notice, the last first, a page at a time. */
export function PublicList<Item extends { id: string }>(given: PublicListProps<Item>) {
  const { label, loading, empty, query, pageSize, search, go, line } = given;
  const { data, error, refetch } = query;
  const page = Number(search.page ?? 1);
  return (
    <section className="panel" aria-label={label}>
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what={loading} />
      ) : data.items.length === 0 ? (
        empty
      ) : (
        <>
          <ul className="notices">
            {data.items.map((item) => (
              <li key={item.id}>{line(item)}</li>
            ))}
          </ul>
          {(data.next !== null || search.after !== undefined) && (
            <Pager
              {...{ page, shown: data.items.length, limit: pageSize, count: data.count }}
              next={data.next}
              unit="份"
              onFirst={() => go({})}
              onBack={() => window.history.back()}
              onNext={(next) => go({ after: next, page: String(page + 1) })}
            />
          )}
        </>
      )}
    </section>
  );
}
