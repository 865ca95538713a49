import { getRouteApi, Link } from '@tanstack/react-router';
import { exactAmount } from '../../shared/format/amounts';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PageHead } from '../../shared/ui/PageHead';
import { PublicList } from '../PublicList';
import { periodWords } from '../notices/notices.queries';
import { pageSize, useSupportNotices } from './support-notices.queries';

const route = getRouteApi('/public/support');

/** Who received what support: every notice of results, the last one first. */
export function SupportNoticesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHead title="扶持结果公示" lead="每项扶持措施拨付给了哪些企业、多少钱。" />
      <PublicList
        label="扶持结果公示列表"
        loading="正在读取公示"
        empty={<EmptyState title="还没有结果公示">扶持资金拨付后，名单和金额会列在这里。</EmptyState>}
        query={useSupportNotices(search.after)}
        pageSize={pageSize}
        search={search}
        go={(next) => void navigate({ search: next })}
        line={(notice) => (
          <>
            <Link to="/public/support/$id" params={{ id: notice.id }}>
              {notice.title}
            </Link>
            <span className="quiet">
              {notice.items} 家，合计 {exactAmount(notice.total)} · {periodWords(notice)}
            </span>
          </>
        )}
      />
    </>
  );
}
