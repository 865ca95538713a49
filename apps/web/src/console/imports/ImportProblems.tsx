import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { DataTable } from '../../shared/ui/DataTable';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { type ImportProblem, type ImportResult, useImportProblems } from './imports.queries';

const columns: Column<ImportProblem>[] = [
  { key: 'row', title: '行', number: true, render: (problem) => problem.row ?? '整个文件' },
  { key: 'column', title: '列', render: (problem) => problem.column ?? '整行' },
  { key: 'value', title: '值', render: (problem) => <span className="code">{problem.value ?? '（空）'}</span> },
  {
    key: 'kind',
    title: '处理',
    render: (problem) =>
      problem.warning ? (
        <span className="problem-kind--warn">! 提醒，照常导入</span>
      ) : (
        <span className="problem-kind--bad">✕ 拒绝该行</span>
      ),
  },
  { key: 'message', title: '原因与办法', render: (problem) => problem.message },
];

/** Every bad cell with its place and reason, and the same as a file to work through. */
export function ImportProblems({ jobId, result }: { jobId: string; result: ImportResult }) {
  const [kind, setKind] = useState<'all' | 'bad' | 'warn'>('all');
  const wanted = { all: undefined, bad: false, warn: true }[kind];
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useImportProblems(jobId, wanted);
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="panel import-problems">
      <div className="import-problems__head">
        <h2>问题与提醒</h2>
        <Segmented
          aria-label="看哪些"
          size="small"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'all', label: '全部' },
            { value: 'bad', label: `问题 ${formatCount(result.problems)}` },
            { value: 'warn', label: `提醒 ${formatCount(result.warnings)}` },
          ]}
        />
        <Button size="small" href={`/api/console/imports/${jobId}/problems.csv`} download>
          下载问题清单（CSV）
        </Button>
      </div>
      <ul className="import-problems__reasons">
        {result.reasons.map((reason) => (
          <li key={`${reason.code}${String(reason.warning)}`}>
            <b className="number">{formatCount(reason.count)}</b> 处：{reason.example}
          </li>
        ))}
      </ul>
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="正在读取问题清单" />
      ) : (
        <DataTable
          caption="问题与提醒"
          columns={columns}
          rows={rows}
          rowKey={(row) => String(row.position)}
          compact
          cards
        />
      )}
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          再看 50 条
        </Button>
      )}
    </div>
  );
}
