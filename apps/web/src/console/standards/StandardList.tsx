import { Link } from '@tanstack/react-router';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Hash } from '../../shared/ui/Hash';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { PeriodText } from './PeriodText';
import { type Standard, useStandards } from './standards.queries';

const columns: Column<Standard>[] = [
  {
    key: 'name',
    title: '标准',
    lead: true,
    render: (standard) => (
      <>
        <Link to="/console/standards/$id" params={{ id: standard.id }} search={{}}>
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
    key: 'region',
    title: '地区',
    render: ({ regionName }) => <span className="standards__short">{regionName}</span>,
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
    render: (standard) => (
      <span className="standards__short">
        {standard.fullPoints === null ? '逐条判断' : `打分，满分 ${standard.fullPoints}`}
      </span>
    ),
  },
  {
    key: 'version',
    title: '版本',
    render: (standard) => (
      <>
        第 {standard.version} 版 <Hash value={standard.hash} />
        {standard.provisional && <div className="standard-mark">已过复审日，暂按原标准</div>}
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
        <EmptyState title="还没有启用任何标准">
          在下面发布一份标准并启用，或运行 npx tidu migrate 装入随附的标准。
        </EmptyState>
      </div>
    );
  }
  return (
    <DataTable caption="在用的标准" columns={columns} rows={data.items} rowKey={(standard) => standard.id} cards />
  );
}
