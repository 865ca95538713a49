import { getRouteApi, Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PageHead } from '../../shared/ui/PageHead';
import { PublicList } from '../PublicList';
import { pageSize, periodWords, useNotices } from './notices.queries';

const route = getRouteApi('/public/notices');

/** Every public notice that stands, the last one first. */
export function NoticesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHead title="公示" lead="公示期内对名单有异议的，打开公示向我们反映；我们为反映人保密。" />
      <PublicList
        label="公示列表"
        loading="正在读取公示"
        empty={<EmptyState title="还没有公示">有名单公示时，会列在这里。</EmptyState>}
        query={useNotices(search.after)}
        pageSize={pageSize}
        search={search}
        go={(next) => void navigate({ search: next })}
        line={(notice) => (
          <>
            <Link to="/public/notices/$id" params={{ id: notice.id }}>
              {notice.title}
            </Link>
            <span className="quiet">
              {notice.items} 家 · {periodWords(notice)}
            </span>
          </>
        )}
      />
    </>
  );
}
