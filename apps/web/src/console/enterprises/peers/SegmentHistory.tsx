import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, unwrap } from '../../../shared/api/client';
import { EmptyState } from '../../../shared/ui/EmptyState';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';

/** In which segments an enterprise stood, year by year, and by which rule and figures. */
export function SegmentHistory({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['enterprise-segments', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/enterprises/{id}/segments', { params: { path: { id } }, signal })),
  });
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取分类" />;
  if (data.items.length === 0)
    return (
      <EmptyState title="还没有分类">
        到 <Link to="/console/segments">企业分类</Link> 选年度，按规则分类。
      </EmptyState>
    );
  return (
    <ul className="segment-history">
      {data.items.map(({ dimension, dimensionLabel, year, label, reason }) => (
        <li key={`${dimension}-${year}`}>
          <span className="quiet">
            {year} 年度 · {dimensionLabel}
          </span>{' '}
          <b>{label}</b>
          <p className="quiet">{reason ?? '分类之后规则改过，请重新分类后看依据。'}</p>
        </li>
      ))}
    </ul>
  );
}
