import { Link } from '@tanstack/react-router';
import type { components } from '../../shared/api/console.gen';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Hash } from '../../shared/ui/Hash';
import { Loading } from '../../shared/ui/Loading';
import { Confidence } from '../../shared/ui/Confidence';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { type Standard, useStandards } from './scoring.queries';

type Period = components['schemas']['PeriodDto'];

/** From when until when a standard is in force for one purpose. */
export function PeriodText({ period }: { period: Period | undefined }) {
  if (!period) return <span className="quiet">不适用</span>;
  return (
    <span className="number">
      {period.from ?? '起始未定'} 至 {period.to ?? '今'}
      {period.confidence !== 'A' && (
        <>
          {' '}
          <Confidence of={period.confidence} />
        </>
      )}
    </span>
  );
}

const columns: Column<Standard>[] = [
  {
    key: 'name',
    title: '标准',
    lead: true,
    render: (standard) => (
      <>
        <Link to="/console/scoring" search={{ standard: standard.id }}>
          {standard.name}
        </Link>
        <div className="quiet code">{standard.id}</div>
      </>
    ),
  },
  {
    key: 'document',
    title: '依据文件',
    render: (standard) => (
      <>
        {standard.documentNumber}
        <div className="quiet">{standard.issuer}</div>
      </>
    ),
  },
  {
    key: 'application',
    title: '新申报有效期',
    render: (standard) => <PeriodText period={standard.periods.application} />,
  },
  { key: 'renewal', title: '复核有效期', render: (standard) => <PeriodText period={standard.periods.renewal} /> },
  {
    key: 'kind',
    title: '方式',
    render: (standard) => (standard.hasPoints ? `打分，满分 ${standard.fullPoints ?? ''}` : '逐条判断'),
  },
  {
    key: 'version',
    title: '版本',
    render: (standard) => (
      <>
        第 {standard.version} 版 <Hash value={standard.hash} />
      </>
    ),
  },
];

/** The standards in use; a name opens its clauses. */
export function StandardList() {
  const { data, error, refetch } = useStandards();
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取标准" />;
  if (data.items.length === 0) {
    return (
      <div className="panel">
        <EmptyState title="还没有发布任何标准">请运行 npx tidu migrate，把随附的标准装进来。</EmptyState>
      </div>
    );
  }
  return <DataTable caption="现行标准" columns={columns} rows={data.items} rowKey={(standard) => standard.id} cards />;
}
