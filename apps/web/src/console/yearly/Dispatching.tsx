import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Alert, Button, Select } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { May } from '../../shared/session/May';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import { useDocuments } from '../templates/templates.queries';
import {
  type Dispatch,
  type FileCheck,
  type NewDispatch,
  useCheckFile,
  useDispatch,
  useDispatches,
  type WholeSnapshot,
} from './yearly.queries';
import { wayWords } from './yearly-words';

const route = getRouteApi('/console/yearly-rankings/$id');
const inPlace = { replace: true, resetScroll: false } as const;

interface OfFile {
  snapshot: WholeSnapshot;
  /** Job that made the file. */
  exportJobId: string;
}

/** Whether screen and file agree, looked at once by itself as soon as there is a file: without it nothing is registered as sent. */
export function SelfCheck({ snapshot, exportJobId }: OfFile) {
  const { check: checkId, sending } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: sent } = useJob(sending);
  const { mutate, isPending, error: refused } = useCheckFile(snapshot.id);
  const { data: job, error } = useJob(checkId);
  const begun = useRef<string>(undefined);
  const begin = useCallback(
    () =>
      mutate(exportJobId, {
        onSuccess: ({ jobId: check }) =>
          void navigate({ search: (before) => ({ ...before, check, sending: undefined }), ...inPlace }),
      }),
    [mutate, exportJobId, navigate],
  );
  useEffect(() => {
    if (checkId !== undefined || begun.current === exportJobId) return;
    begun.current = exportJobId;
    begin();
  }, [checkId, exportJobId, begin]);
  const check = job?.state === 'succeeded' ? (job.result as unknown as FileCheck) : undefined;
  const isChecking = isPending || (job !== undefined && !isOver(job));
  // the file was changed since: what the check found then is no longer so
  const isOutdated = refused !== null || sent?.error?.code === 'RANKINGS.CHECK_FAILED';
  return (
    <>
      {(refused ?? error) && <ProblemView error={refused ?? error} />}
      {job && <JobProgress job={job} title="自检" unit="行" />}
      {check && !isOutdated && (
        <Alert
          type={check.ok ? 'success' : 'error'}
          showIcon
          title={check.ok ? '自检通过' : '自检没有通过，不能报送'}
          description={checkWords(check)}
        />
      )}
      {!isChecking && (job ?? refused ?? error) && (isOutdated || check?.ok !== true) && (
        <div className="acts">
          <Button onClick={begin}>重新自检</Button>
        </div>
      )}
      {check?.ok && !refused && snapshot.state === 'frozen' && (
        <Registering id={snapshot.id} exportJobId={exportJobId} check={check} />
      )}
    </>
  );
}

const checkWords = ({ ok, rowsShown, rowsInFile, duplicates, rootMatches, faults }: FileCheck) =>
  ok ? (
    `屏幕上 ${rowsShown} 行，文件里 ${rowsInFile} 行；重复的代码 ${duplicates} 个；` +
    (rootMatches === null ? '上级模板不写根值，已逐行与冻结的名单核对。' : '根值相符。')
  ) : (
    <>
      <ul>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
      <p>请重新生成文件，再自检。</p>
    </>
  );

interface RegisteringProps {
  id: string;
  exportJobId: string;
  check: FileCheck;
}

/** Has it registered to whom the file was sent: the file is checked again, and what came of it is told. */
function Registering({ id, exportJobId, check }: RegisteringProps) {
  const { sending: jobId } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const send = useDispatch(id);
  const { data: sent } = useDispatches(id);
  const { data: job, error } = useJob(jobId);
  const done = job?.state === 'succeeded' ? job.id : undefined;
  useEffect(() => {
    if (done === undefined) return;
    void queries.invalidateQueries({ queryKey: ['yearly', 'dispatches'] });
    void queries.invalidateQueries({ queryKey: ['desk'] });
  }, [done, queries]);
  if (!sent) return null;
  const isAnswered = sent.items.some(({ documentId }) => documentId !== null && documentId === check.document?.id);
  const asked = isAnswered ? null : check.document;
  return (
    <>
      {done !== undefined && <Alert type="success" showIcon title="报送已登记，见下面的报送登记" />}
      {job && <JobProgress job={job} title="登记报送" unit="行" />}
      <DispatchForm
        key={sent.items.length} // what was registered is not registered again by mistake
        asked={asked}
        sending={{ isPending: send.isPending || (job !== undefined && !isOver(job)), error: send.error ?? error }}
        onSend={(given) =>
          send.mutate(
            { ...given, exportJobId },
            {
              onSuccess: ({ jobId: sending }) =>
                void navigate({ search: (before) => ({ ...before, sending }), ...inPlace }),
            },
          )
        }
      />
    </>
  );
}

interface DispatchFormProps {
  /** Document the form came with. */
  asked: FileCheck['document'];
  sending: { isPending: boolean; error: Error | null };
  onSend: (given: Omit<NewDispatch, 'exportJobId'>) => void;
}

function DispatchForm({ asked, sending, onSend }: DispatchFormProps) {
  const [documentId, setDocument] = useState(asked?.id);
  const [recipient, setRecipient] = useState('');
  const [sentOn, setSentOn] = useState('');
  const [way, setWay] = useState<Dispatch['way']>('document');
  const [note, setNote] = useState('');
  return (
    <SendForm
      className="stacked yearly__form"
      label="报送登记"
      sending={sending}
      onSend={() =>
        onSend({
          ...{ recipient: recipient.trim(), sentOn, way, documentId },
          ...(note.trim() && { note: note.trim() }),
        })
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
