import { Link } from '@tanstack/react-router';
import { formatCount } from '../../shared/format/amounts';
import { formatInstant } from '../../shared/format/times';
import { DataTable } from '../../shared/ui/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { JobState } from '../jobs/JobState';
import { sourceWords } from '../words';
import { type Import, useImports } from './imports.queries';

const columns: Column<Import>[] = [
  {
    key: 'file',
    title: '文件',
    lead: true,
    render: (item) => (
      <Link to="/console/imports" search={{ job: item.jobId }} className="row-link">
        {item.fileName}
      </Link>
    ),
  },
  {
    key: 'kind',
    title: '方式',
    render: (item) => (item.dryRun ? '试导入' : item.undo?.state === 'succeeded' ? '已撤销' : '正式导入'),
  },
  { key: 'source', title: '来源', render: (item) => sourceWords[item.source] ?? item.source },
  { key: 'state', title: '状态', render: (item) => <JobState state={item.state} /> },
  {
    key: 'counted',
    title: '合格 / 拒绝',
    unit: '行',
    number: true,
    render: (item) =>
      item.result ? `${formatCount(item.result.accepted)} / ${formatCount(item.result.rejected)}` : '尚无结果',
  },
  { key: 'person', title: '经办', render: (item) => item.personName },
  { key: 'at', title: '时间', number: true, render: (item) => formatInstant(item.createdAt) },
];

/** The newest imports; each can be opened again, finished or not. */
export function ImportHistory({ open, limit }: { open: string | undefined; limit?: number }) {
  const { data, error, refetch } = useImports();
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取导入记录" />;
  const others = data.items.filter((item) => item.jobId !== open).slice(0, limit);
  if (others.length === 0) {
    return (
      <div className="panel">
        <EmptyState title={open ? '没有其他导入' : '还没有导入过'} />
      </div>
    );
  }
  return <DataTable caption="导入记录" columns={columns} rows={others} rowKey={(item) => item.jobId} cards />;
}
