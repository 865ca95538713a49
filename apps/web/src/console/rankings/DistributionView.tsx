import { Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { formatCount, formatPoints } from '../../shared/format/amounts';
import { DataTable } from '../../shared/ui/DataTable';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { useStandard } from '../standards/standards.queries';
import { type Distribution, type Ranking, useDistribution } from './rankings.queries';

const DistributionChart = lazy(() => import('./DistributionChart'));

type Bucket = NonNullable<Distribution['buckets']>[number];

/** `60–70`; the last one includes its end. */
const bucketLabel = ({ from, to }: Bucket) => `${formatPoints(from)}–${formatPoints(to)}`;

const columns: Column<Bucket>[] = [
  { key: 'band', title: '分数段', lead: true, render: bucketLabel },
  { key: 'settled', title: '得分已定', unit: '家', number: true, render: (bucket) => formatCount(bucket.settled) },
  {
    key: 'open',
    title: '得分未定（按最低分）',
    unit: '家',
    number: true,
    render: (bucket) => formatCount(bucket.open),
  },
];

/** How many stand where on the scale of points: as a picture, the table one click away. */
export function DistributionView({ ranking }: { ranking: Ranking }) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const { data, error, refetch } = useDistribution(ranking.id);
  const line = useLine(ranking);
  if (!ranking.hasPoints) return null;
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取分布" />;
  const buckets = data.buckets ?? [];
  return (
    <div className="distribution">
      <Segmented
        aria-label="分布的形式"
        className="no-print"
        size="small"
        value={view}
        onChange={setView}
        options={[
          { value: 'chart', label: '图' },
          { value: 'table', label: '表' },
        ]}
      />
      {view === 'table' ? (
        <DataTable caption="得分分布" columns={columns} rows={buckets} rowKey={bucketLabel} compact />
      ) : (
        <Suspense fallback={<Loading what="正在画图" />}>
          <DistributionChart buckets={buckets} line={line} />
        </Suspense>
      )}
    </div>
  );
}

/** The least points the standard asks for; none where another release is in use by now. */
function useLine(ranking: Ranking): number | null {
  const { data } = useStandard(ranking.hasPoints ? ranking.standardId : undefined);
  if (data?.hash !== ranking.releaseHash) return null;
  return data.clauses.find(({ kind }) => kind === 'total')?.line ?? null;
}
