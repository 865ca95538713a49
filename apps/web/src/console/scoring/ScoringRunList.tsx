import { Link } from '@tanstack/react-router';
import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { useMay } from '../../shared/session/session';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { purposeWords } from '../words';
import { RunOutcomes } from './RunOutcomes';
import { type ScoringRun, useScoringRuns } from './scoring.queries';

const columns: Column<ScoringRun>[] = [
  {
    key: 'standard',
    title: '标准',
    lead: true,
    render: (run) => (
      <Link to="/console/scoring/$id" params={{ id: run.id }} className="row-link">
        {run.standardName}
      </Link>
    ),
  },
  { key: 'year', title: '年度', number: true, render: (run) => run.year },
  { key: 'purpose', title: '用途', render: (run) => purposeWords[run.purpose] },
  { key: 'asOf', title: '评价日', number: true, render: (run) => run.asOf },
  { key: 'total', title: '企业', unit: '家', number: true, render: (run) => formatCount(run.total) },
  { key: 'counts', title: '结果', render: (run) => <RunOutcomes run={run} /> },
  {
    key: 'published',
    title: '完成时间',
    number: true,
    render: (run) => (
      <>
        {formatInstant(run.publishedAt)}
        {!run.latest && <div className="quiet">已被更新的一批取代</div>}
      </>
    ),
  },
];

const next: Column<ScoringRun> = {
  key: 'rank',
  title: '下一步',
  render: (run) => (
    <Link to="/console/rankings" search={{ run: run.id }}>
      生成排名
    </Link>
  ),
};

interface ScoringRunListProps {
  /** Only the runs in use: the newest of each standard, year and purpose. */
  latest?: boolean;
  /** At most so many. */
  limit?: number;
}

/** The newest runs and what came of them; every number opens its list. */
export function ScoringRunList({ latest, limit }: ScoringRunListProps) {
  const { data, error, refetch } = useScoringRuns(latest);
  const ranks = useMay()('rankings.create');
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取批次" />;
  if (data.items.length === 0) {
    return (
      <div className="panel">
        <EmptyState title="还没有做过预评估">
          <May what="scoring.run" otherwise="由区县经办开始预评估，结果会出现在这里。">
            到<Link to="/console/scoring">预评估</Link>选好标准和年度，点“开始预评估”。
          </May>
        </EmptyState>
      </div>
    );
  }
  return (
    <DataTable
      caption="预评估批次"
      columns={ranks ? [...columns, next] : columns}
      rows={data.items.slice(0, limit)}
      rowKey={(run) => run.id}
      cards
    />
  );
}
