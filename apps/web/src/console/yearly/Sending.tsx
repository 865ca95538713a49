import { getRouteApi } from '@tanstack/react-router';
import { Alert, Button, Radio, Select } from 'antd';
import { useState } from 'react';
import { May } from '../../shared/session/May';
import { DataTable } from '../../shared/ui/DataTable';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { Hash } from '../../shared/ui/Hash';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import type { Column } from '../../shared/ui/columns';
import { useDocuments } from '../templates/templates.queries';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import {
  type Dispatch,
  type FileCheck,
  useDispatch,
  useDispatches,
  useExportSnapshot,
  useFileCheck,
  type WholeSnapshot,
} from './yearly.queries';
import { FormFilling } from './FormFilling';
import { wayWords } from './yearly-words';

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
                onSuccess: (started) =>
                  void navigate({ search: (before) => ({ ...before, job: started.jobId }), resetScroll: false }),
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
        <FormFilling
          snapshot={snapshot}
          busy={job !== undefined && !isOver(job)}
          onStarted={(id) => void navigate({ search: (before) => ({ ...before, job: id }), resetScroll: false })}
        />
        {(start.error ?? error) && <ProblemView error={start.error ?? error} />}
        {job && <JobProgress job={job} title="导出" unit="行" />}
        {isDone && <SelfCheck snapshot={snapshot} jobId={job.id} />}
      </May>
      <Register id={snapshot.id} />
    </section>
  );
}

/** Whether screen and file agree: without it nothing is registered as sent. */
function SelfCheck({ snapshot, jobId }: { snapshot: WholeSnapshot; jobId: string }) {
  const { data: check, error } = useFileCheck(snapshot.id, jobId);
  if (error) return <ProblemView error={error} />;
  if (!check) return <Loading what="正在自检" />;
  return (
    <>
      <Alert
        type={check.ok ? 'success' : 'error'}
        showIcon
        title={check.ok ? '自检通过' : '自检没有通过，不能报送'}
        description={checkWords(check)}
      />
      {check.ok && snapshot.state === 'frozen' && (
        <DispatchForm id={snapshot.id} jobId={jobId} asked={check.document} />
      )}
    </>
  );
}

const checkWords = ({ rowsShown, rowsInFile, duplicates, rootMatches, faults }: FileCheck) => (
  <>
    <p>
      屏幕上 {rowsShown} 行，文件里 {rowsInFile} 行；重复的代码 {duplicates} 个；
      {rootMatches === null ? '上级模板不写根值，已逐行与冻结的名单核对' : `根值${rootMatches ? '相符' : '不符'}`}。
    </p>
    {faults.length > 0 && (
      <>
        <ul>
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
        <p>请重新生成文件，再自检。</p>
      </>
    )}
  </>
);

interface DispatchFormProps {
  id: string;
  jobId: string;
  /** Document the form came with. */
  asked: FileCheck['document'];
}

function DispatchForm({ id, jobId, asked }: DispatchFormProps) {
  const send = useDispatch(id);
  const [documentId, setDocument] = useState(asked?.id);
  const [recipient, setRecipient] = useState('');
  const [sentOn, setSentOn] = useState('');
  const [way, setWay] = useState<Dispatch['way']>('document');
  const [note, setNote] = useState('');
  return (
    <SendForm
      className="stacked yearly__form"
      label="报送登记"
      sending={send}
      onSend={() =>
        send.mutate(
          {
            ...{ exportJobId: jobId, recipient: recipient.trim(), sentOn, way, documentId },
            ...(note.trim() && { note: note.trim() }),
          },
          {
            onSuccess: () => {
              setRecipient('');
              setDocument(undefined);
            },
          },
        )
      }
      verb="登记报送"
      ready={recipient.trim().length >= 2 && sentOn !== ''}
      lacking="请写明报给谁、哪一天"
    >
      <TextField label="报给谁（必填）" max={100} value={recipient} onChange={setRecipient} />
      <DayField label="报送日期（必填）" value={sentOn} onChange={setSentOn} />
      <Field label="怎样报送">
        {(control) => (
          <Select
            {...control}
            value={way}
            options={Object.entries(wayWords).map(([value, label]) => ({ value: value as Dispatch['way'], label }))}
            onChange={setWay}
          />
        )}
      </Field>
      <TextField label="文号或说明" max={500} value={note} onChange={setNote} />
      <May what="desk.act">
        <AnsweredDocument asked={asked} value={documentId} onChange={setDocument} />
      </May>
    </SendForm>
  );
}

interface AnsweredDocumentProps {
  asked: FileCheck['document'];
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}

/** Which document of a superior is answered: the one the form came with, or another that waits. */
function AnsweredDocument({ asked, value, onChange }: AnsweredDocumentProps) {
  const waiting = (useDocuments().data?.items ?? []).filter(({ taskState }) => taskState === 'open');
  const all = asked && !waiting.some(({ id }) => id === asked.id) ? [asked, ...waiting] : waiting;
  if (all.length === 0) return null;
  return (
    <Field label="报的是哪件来文" hint="登记后，来文的报送任务一并办结；不是来文要的，不选">
      {(control) => (
        <Select
          {...control}
          allowClear
          placeholder="不是来文要的"
          value={value}
          options={all.map(({ id, title, dueOn, ownerName }) => ({
            value: id,
            label: `${title}（${dueOn} 前，${ownerName}承办）`,
          }))}
          onChange={(id?: string) => onChange(id)}
        />
      )}
    </Field>
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
