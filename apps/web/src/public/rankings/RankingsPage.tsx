import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { usePublicRankings } from './rankings.queries';

/** Rankings that were made public, the last one first. */
export function PublicRankingsPage() {
  const { data, error, refetch } = usePublicRankings();
  return (
    <>
      <PageHead title="公开的排名" lead="企业名称遮盖；可以按统一社会信用代码查自己在不在名单里、第几名。" />
      <section className="panel" aria-label="公开的排名">
        {error ? (
          <ProblemView error={error} retry={() => void refetch()} />
        ) : !data ? (
          <Loading what="正在读取公开的排名" />
        ) : data.items.length === 0 ? (
          <EmptyState title="还没有公开的排名">有排名公开时，会列在这里。</EmptyState>
        ) : (
          <ul className="notices">
            {data.items.map((one) => (
              <li key={one.id}>
                <Link to="/public/rankings/$id" params={{ id: one.id }}>
                  {one.title}（{one.year} 年度，第 {one.version} 版）
                </Link>
                <span className="quiet">
                  {one.total} 家{one.own && ' · 本局自定'}
                  {one.superseded && ' · 已被更正的版本取代'}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
