import { getRouteApi, Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { Pager } from '../../shared/ui/Pager';
import { ProblemView } from '../../shared/ui/ProblemView';
import { periodWords } from '../notices/notices.queries';
import { listsPerPage, usePublicAreaLists } from './areas.queries';

const route = getRouteApi('/public/area-lists');

/** Areas published for objection, newest year first. */
export function PublicAreaListsPage() {
  const { after, page } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = usePublicAreaLists(after);
  return (
    <>
      <PageHead
        title="用地面积公示"
        lead="亩均评价用的面积，公示期内有异议的，打开公示在对应的一行提出；我们为反映人保密。"
      />
      <section className="panel" aria-label="面积公示列表">
        {error ? (
          <ProblemView error={error} retry={() => void refetch()} />
        ) : !data ? (
          <Loading what="正在读取面积公示" />
        ) : data.items.length === 0 ? (
          <EmptyState title="还没有面积公示">有面积公示时，会列在这里。</EmptyState>
        ) : (
          <>
            <ul className="notices">
              {data.items.map((list) => (
                <li key={list.id}>
                  <Link to="/public/area-lists/$id" params={{ id: list.id }}>
                    {list.title}
                  </Link>
                  <span className="quiet">
                    {list.parcels} 个地块 · {periodWords(list)}
                  </span>
                </li>
              ))}
            </ul>
            {(data.next !== null || after !== undefined) && (
              <Pager
                {...{ page: Number(page ?? 1), shown: data.items.length, limit: listsPerPage, count: data.count }}
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
