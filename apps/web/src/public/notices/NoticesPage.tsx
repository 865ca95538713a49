import { getRouteApi, Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { Pager } from '../../shared/ui/Pager';
import { ProblemView } from '../../shared/ui/ProblemView';
import { pageSize, periodWords, useNotices } from './notices.queries';

const route = getRouteApi('/public/notices');

/** Every public notice that stands, the last one first. */
export function NoticesPage() {
  const { after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useNotices(after);
  return (
    <>
      <PageHead title="公示" lead="公示期内对名单有异议的，打开公示向我们反映；我们为反映人保密。" />
      <section className="panel" aria-label="公示列表">
        {error ? (
          <ProblemView error={error} retry={() => void refetch()} />
        ) : !data ? (
          <Loading what="正在读取公示" />
        ) : data.items.length === 0 ? (
          <EmptyState title="还没有公示">有名单公示时，会列在这里。</EmptyState>
        ) : (
          <>
            <ul className="notices">
              {data.items.map((notice) => (
                <li key={notice.id}>
                  <Link to="/public/notices/$id" params={{ id: notice.id }}>
                    {notice.title}
                  </Link>
                  <span className="quiet">
                    {notice.items} 家 · {periodWords(notice)}
                  </span>
                </li>
              ))}
            </ul>
            {(data.next !== null || after !== undefined) && (
              <Pager
                {...{ page: Number(page ?? 1), shown: data.items.length, limit: pageSize, count: data.count }}
                next={data.next}
                unit="份"
                onFirst={() => void navigate({ search: {} })}
                onBack={() => window.history.back()}
                onNext={(next) => void navigate({ search: { after: next, page: String(Number(page ?? 1) + 1) } })}
              />
            )}
          </>
        )}
      </section>
    </>
  );
}
