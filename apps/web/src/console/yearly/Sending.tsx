import { getRouteApi } from '@tanstack/react-router';
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { May } from '../../shared/session/May';
import { DataTable } from '../../shared/ui/DataTable';
import { Hash } from '../../shared/ui/Hash';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import type { Column } from '../../shared/ui/columns';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import { SelfCheck } from './Dispatching';
import { FormFilling } from './FormFilling';
import { wayWords } from './yearly-words';
import { type Dispatch, useDispatches, useExportSnapshot, type WholeSnapshot } from './yearly.queries';

const route = getRouteApi('/console/yearly-rankings/$id');
const formats = { xlsx: 'XLSX（Excel）', csv: 'CSV', json: 'JSON（可重算）' } as const;
type Format = keyof typeof formats;

/** A file of the whole list, checked before it leaves, and the register of what was sent. */
export function Sending({ snapshot }: { snapshot: WholeSnapshot }) {
  const { job: jobId } = route.useSearch();
  const navigate = route.useNavigate();
  const [format, setFormat] = useState<Format>('xlsx');
  const start = useExportSnapshot(snapshot.id);
  const { data: job, error } = useJob(jobId);
  const isDone = job?.state === 'succeeded';
  const show = (started: string) =>
    void navigate({
      search: (before) => ({ ...before, job: started, check: undefined, sending: undefined }),
      resetScroll: false,
    });
  return (
    <section className="panel stacked no-print" aria-labelledby="sending">
      <h2 id="sending">导出与报送</h2>
      <May what="rankings.export">
        <p>
          将导出全部 <b>{snapshot.total}</b> 行，每行带标记和校验值；XLSX
          第二张表写明口径、与上一版定义的差别、放行和根值。文件可用 <span className="code">tidu ranking verify</span>{' '}
          离线核对。
        </p>
        <div className="acts">
          <Radio.Group
            aria-label="文件格式"
            value={format}
            onChange={({ target }) => setFormat(target.value as Format)}
            options={Object.entries(formats).map(([value, label]) => ({ value, label }))}
          />
          <Button
            disabled={job !== undefined && !isOver(job)}
            loading={start.isPending}
            onClick={() =>
              start.mutate(format, {
                onSuccess: (started) => show(started.jobId),
              })
            }
          >
            生成文件
          </Button>
          {isDone && (
            <Button type="primary" href={`/api/console/ranking-exports/${job.id}/file`} download>
              下载文件
            </Button>
          )}
        </div>
        <FormFilling snapshot={snapshot} busy={job !== undefined && !isOver(job)} onStarted={show} />
        {(start.error ?? error) && <ProblemView error={start.error ?? error} />}
        {job && <JobProgress job={job} title="导出" unit="行" />}
        {isDone && <SelfCheck snapshot={snapshot} exportJobId={job.id} />}
      </May>
      <Register id={snapshot.id} />
    </section>
  );
}

const columns: Column<Dispatch>[] = [
  { key: 'recipient', title: '报给谁', lead: true, render: ({ recipient }) => recipient },
  { key: 'day', title: '日期', render: ({ sentOn }) => sentOn },
  { key: 'version', title: '版本', render: ({ version }) => `第 ${version} 版` },
  { key: 'document', title: '来文', render: ({ documentTitle }) => documentTitle ?? '没有写' },
  { key: 'way', title: '方式', render: ({ way, note }) => `${wayWords[way]}${note ? `，${note}` : ''}` },
  { key: 'rows', title: '行数', number: true, render: ({ rows }) => rows },
  { key: 'file', title: '文件校验值', render: ({ fileSha256 }) => <Hash value={fileSha256} /> },
  { key: 'by', title: '登记', render: ({ registeredByName }) => registeredByName },
  { key: 'recall', title: '收回', render: ({ recall }) => (recall ? <b>收到的是旧版，应收回</b> : '不用') },
];

function Register({ id }: { id: string }) {
  const { data, error } = useDispatches(id);
  if (error) return <ProblemView error={error} />;
  if (!data) return <Loading what="正在读取报送登记" />;
  const recalls = data.items.filter(({ recall }) => recall).length;
  return (
    <>
      <h3>报送登记</h3>
      {recalls > 0 && (
        <p className="yearly__warning">
          有 {recalls} 处收到的是已被取代的版本，还没有收到新的：请报送更正版，并收回旧的。
        </p>
      )}
      {data.items.length === 0 ? (
        <p className="quiet">还没有登记过报送。</p>
      ) : (
        <DataTable caption="报送登记" columns={columns} rows={data.items} rowKey={({ id: one }) => one} cards compact />
      )}
    </>
  );
}
