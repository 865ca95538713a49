import { Link, useRouter } from '@tanstack/react-router';
import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { DataTable } from '../../shared/ui/DataTable';
import { DemoMark } from '../../shared/ui/DemoMark';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { OutcomeBar } from '../../shared/ui/OutcomeBar';
import { Pager } from '../../shared/ui/Pager';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { purposeWords } from '../words';
import { filterWords } from './filter-words';
import { type Ranking, rowsPerPage, useRankings } from './rankings.queries';

const columns: Column<Ranking>[] = [
  {
    key: 'name',
    title: '名称',
    lead: true,
    render: (ranking) => (
      <>
        <Link to="/console/rankings/$id" params={{ id: ranking.id }} className="row-link">
          {ranking.name}
        </Link>{' '}
        {ranking.demo && <DemoMark />}
      </>
    ),
  },
  {
    key: 'standard',
    title: '标准',
    render: (ranking) => `${ranking.standardName}（${purposeWords[ranking.purpose] ?? ''}）`,
  },
  { key: 'year', title: '年度', number: true, render: (ranking) => ranking.year },
  { key: 'filters', title: '范围', render: (ranking) => filterWords(ranking.filters) },
  { key: 'total', title: '企业', unit: '家', number: true, render: (ranking) => formatCount(ranking.total) },
  { key: 'counts', title: '结果', render: (ranking) => <OutcomeBar counts={ranking.counts} /> },
  {
    key: 'created',
    title: '生成',
    number: true,
    render: (ranking) => (
      <>
        {formatInstant(ranking.createdAt)}
        <div className="quiet">{ranking.personName}</div>
      </>
    ),
  },
];

interface RankingListProps {
  after: string | undefined;
  page: number;
  onPage: (after: string | undefined, page: number) => void;
}

/** The rankings made so far. */
export function RankingList({ after, page, onPage }: RankingListProps) {
  const { history } = useRouter();
  const { data, error, refetch } = useRankings(after);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取排名" />;
  if (data.items.length === 0) {
    return (
      <div className="panel">
        <EmptyState title="还没有排名">
          先 <Link to="/console/scoring">做一批预评估</Link>，再在上面生成排名。
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <DataTable caption="已有排名" columns={columns} rows={data.items} rowKey={(ranking) => ranking.id} cards />
      {(data.next !== null || page > 1) && (
        <Pager
          page={page}
          shown={data.items.length}
          limit={rowsPerPage}
          count={data.count}
          next={data.next}
          unit="份"
          onFirst={() => onPage(undefined, 1)}
          onBack={() => history.back()}
          onNext={(next) => onPage(next, page + 1)}
        />
      )}
    </>
  );
}
