import { Link } from '@tanstack/react-router';
import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { DemoMark } from '../../shared/ui/DemoMark';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedTable } from '../../shared/ui/PagedTable';
import type { Column } from '../../shared/ui/columns';
import { purposeWords } from '../words';
import { type Rehearsal, rowsPerPage, useRehearsals } from './rehearsals.queries';

const count = (key: keyof Rehearsal['counts'], title: string): Column<Rehearsal> => ({
  ...{ key, title, unit: '家', number: true },
  render: ({ counts }) => formatCount(counts[key]),
});

const columns: Column<Rehearsal>[] = [
  {
    key: 'name',
    title: '名称',
    lead: true,
    render: ({ id, name, demo }) => (
      <>
        <Link to="/console/rehearsals/$id" params={{ id }} className="row-link">
          {name}
        </Link>{' '}
        {demo && <DemoMark />}
      </>
    ),
  },
  { key: 'year', title: '年度', number: true, render: ({ year }) => year },
  { key: 'purpose', title: '用途', render: ({ purpose }) => purposeWords[purpose] ?? '' },
  { key: 'total', title: '企业', unit: '家', number: true, render: ({ total }) => formatCount(total) },
  count('gains', '新增满足'),
  count('loses', '不再满足'),
  count('becomesUnknown', '变为待定'),
  {
    key: 'created',
    title: '生成',
    number: true,
    render: ({ createdAt, personName }) => (
      <>
        {formatInstant(createdAt)}
        <div className="quiet">{personName}</div>
      </>
    ),
  },
];

interface RehearsalListProps {
  after: string | undefined;
  page: number;
  onGo: (place: { after?: string; page?: string }) => void;
}

/** The rehearsals made so far. */
export function RehearsalList({ after, page, onGo }: RehearsalListProps) {
  return (
    <PagedTable
      list={useRehearsals(after)}
      reading="正在读取双跑"
      empty={
        <div className="panel">
          <EmptyState title="还没有做过双跑">在上面选好新旧办法，几秒钟就有结果。</EmptyState>
        </div>
      }
      caption="已做的双跑"
      columns={columns}
      rowKey={({ id }) => id}
      cards
      page={page}
      size={rowsPerPage}
      unit="次"
      longOnly
      onGo={onGo}
    />
  );
}
