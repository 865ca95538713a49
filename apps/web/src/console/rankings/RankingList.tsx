import { Link } from '@tanstack/react-router';
import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { DemoMark } from '../../shared/ui/DemoMark';
import { EmptyState } from '../../shared/ui/EmptyState';
import { OutcomeBar } from '../../shared/ui/OutcomeBar';
import { PagedTable } from '../../shared/ui/PagedTable';
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
  { key: 'filters', title: '范围', render: (ranking) => filterWords(ranking) },
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
  onGo: (place: { after?: string; page?: string }) => void;
}

/** The rankings made so far. */
export function RankingList({ after, page, onGo }: RankingListProps) {
  return (
    <PagedTable
      list={useRankings(after)}
      reading="正在读取排名"
      empty={
        <div className="panel">
          <EmptyState title="还没有排名">
            在上面选一批预评估来生成；一批也没有的，先 <Link to="/console/scoring">做一批预评估</Link>。
          </EmptyState>
        </div>
      }
      caption="已有排名"
      columns={columns}
      rowKey={({ id }) => id}
      cards
      page={page}
      size={rowsPerPage}
      unit="份"
      longOnly
      onGo={onGo}
    />
  );
}
