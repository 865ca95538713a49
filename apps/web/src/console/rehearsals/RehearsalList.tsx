import { Link, useRouter } from '@tanstack/react-router';
import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { DataTable } from '../../shared/ui/DataTable';
import { DemoMark } from '../../shared/ui/DemoMark';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { Pager } from '../../shared/ui/Pager';
import { ProblemView } from '../../shared/ui/ProblemView';
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
  { key: 'purpose', title: '目的', render: ({ purpose }) => purposeWords[purpose] ?? '' },
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
  onPage: (after: string | undefined, page: number) => void;
}

/** The rehearsals made so far. */
export function RehearsalList({ after, page, onPage }: RehearsalListProps) {
  const { history } = useRouter();
  const { data, error, refetch } = useRehearsals(after);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取双跑" />;
  if (data.items.length === 0) {
    return (
      <div className="panel">
        <EmptyState title="还没有做过双跑">在上面选好新旧办法，几秒钟就有结果。</EmptyState>
      </div>
    );
  }
  return (
    <>
      <DataTable caption="已做的双跑" columns={columns} rows={data.items} rowKey={({ id }) => id} cards />
      {(data.next !== null || page > 1) && (
        <Pager
          page={page}
          shown={data.items.length}
          limit={rowsPerPage}
          count={data.count}
          next={data.next}
          unit="次"
          onFirst={() => onPage(undefined, 1)}
          onBack={() => history.back()}
          onNext={(next) => onPage(next, page + 1)}
        />
      )}
    </>
  );
}
