import { getRouteApi, Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PageHead } from '../../shared/ui/PageHead';
import { PublicList } from '../PublicList';
import { periodWords } from '../notices/notices.queries';
import { listsPerPage, usePublicAreaLists } from './areas.queries';

const route = getRouteApi('/public/area-lists');

/** Areas published for objection, newest year first. */
export function PublicAreaListsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHead
        title="用地面积公示"
        lead="亩均评价用的面积，公示期内有异议的，打开公示在对应的一行提出；我们为反映人保密。"
      />
      <PublicList
        label="面积公示列表"
        loading="正在读取面积公示"
        empty={<EmptyState title="还没有面积公示">有面积公示时，会列在这里。</EmptyState>}
        query={usePublicAreaLists(search.after)}
        pageSize={listsPerPage}
        search={search}
        go={(next) => void navigate({ search: next })}
        line={(list) => (
          <>
            <Link to="/public/area-lists/$id" params={{ id: list.id }}>
              {list.title}
            </Link>
            <span className="quiet">
              {list.parcels} 个地块 · {periodWords(list)}
            </span>
          </>
        )}
      />
    </>
  );
}
