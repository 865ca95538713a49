import { getRouteApi, Link } from '@tanstack/react-router';
import { exactAmount } from '../../shared/format/amounts';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { Pager } from '../../shared/ui/Pager';
import { ProblemView } from '../../shared/ui/ProblemView';
import { periodWords } from '../notices/notices.queries';
import { pageSize, useSupportNotices } from './support-notices.queries';

const route = getRouteApi('/public/support');

/** Who received what support: every notice of results, the last one first. */
export function SupportNoticesPage() {
  const { after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useSupportNotices(after);
  return (
    <>
      <PageHead title="扶持结果公示" lead="每项扶持措施拨付给了哪些企业、多少钱。" />
      <section className="panel" aria-label="扶持结果公示列表">
        {error ? (
          <ProblemView error={error} retry={() => void refetch()} />
        ) : !data ? (
          <Loading what="正在读取公示" />
        ) : data.items.length === 0 ? (
          <EmptyState title="还没有结果公示">扶持资金拨付后，名单和金额会列在这里。</EmptyState>
        ) : (
          <>
            <ul className="notices">
              {data.items.map((notice) => (
                <li key={notice.id}>
                  <Link to="/public/support/$id" params={{ id: notice.id }}>
                    {notice.title}
                  </Link>
                  <span className="quiet">
                    {notice.items} 家，合计 {exactAmount(notice.total)} · {periodWords(notice)}
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
