import { Button } from 'antd';
import { useRef, useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { PicturePreview } from '../../shared/pictures/PicturePreview';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type Beside, useAddFile, useBeside, useCheck } from '../ledger/ledger.queries';
import type { Task } from './tasks.queries';

const reportWords: Readonly<Record<Beside['reports'][number]['state'], string>> = {
  waiting: '待核对',
  accepted: '确已落实',
  returned: '没有落实',
};

/** Evidence of a task as files, where a promise came from, and what was reported and found. */
export function TaskBeside({ task }: { task: Task }) {
  const { data, error, refetch } = useBeside(task.id);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return null;
  const { files, reports, origin } = data;
  const adds = task.acts.includes('file');
  if (files.length === 0 && reports.length === 0 && origin === null && !adds) return null;
  return (
    <section className="panel stacked" aria-labelledby="task-evidence">
      <h2 id="task-evidence">佐证和核对</h2>
      {origin && (
        <p>
          {origin.sourceName}：{origin.sourceNote}，{origin.madeOn} 部署
        </p>
      )}
      {files.length === 0 ? (
        <p className="quiet">还没有佐证材料。</p>
      ) : (
        <ul className="desk-files stacked">
          {files.map(({ id, fileName, uploadedAt, uploadedByName }) => (
            <li key={id}>
              <a href={`/api/console/desk/task-files/${id}/content`} download={fileName}>
                {fileName}
              </a>{' '}
              <span className="quiet">
                {uploadedByName} {formatInstant(uploadedAt)}
              </span>
              <PicturePreview address={`/api/console/desk/task-files/${id}/content`} fileName={fileName} />
            </li>
          ))}
        </ul>
      )}
      {adds && <AddFile id={task.id} />}
      {reports.length > 0 && (
        <ol className="desk-steps" aria-label="落实报告">
          {reports.map((report) => (
            <li key={report.id}>
              <strong>{reportWords[report.state]}</strong> {report.reportedByName} {formatInstant(report.reportedAt)}{' '}
              报告：{report.reason}
              <div className="quiet">佐证：{evidenceWords(report)}</div>
              {report.decidedAt !== null && (
                <div className="quiet">
                  {report.byEnterprise ? '企业' : '核对'} {report.decidedByName} {formatInstant(report.decidedAt)}：
                  {report.decidedReason}
                </div>
              )}
              {report.checks && task.state === 'open' && <Check task={task} />}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

const evidenceWords = ({ evidence, files }: Beside['reports'][number]): string =>
  [evidence, files > 0 && `材料 ${files} 份`].filter(Boolean).join('，') || '没有，要企业确认';

function AddFile({ id }: { id: string }) {
  const input = useRef<HTMLInputElement>(null);
  const adding = useAddFile(id);
  return (
    <div className="stacked no-print">
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label="佐证材料"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) adding.mutate(file);
          target.value = '';
        }}
      />
      <div className="acts">
        <Button loading={adding.isPending} onClick={() => input.current?.click()}>
          上传佐证材料
        </Button>
      </div>
      {adding.error && <ProblemView error={adding.error} />}
    </div>
  );
}

/** A second person finds it done or not. */
function Check({ task }: { task: Task }) {
  const [done, setDone] = useState<boolean>();
  const [reason, setReason] = useState('');
  const checking = useCheck(task);
  if (done === undefined)
    return (
      <div className="acts no-print">
        <Button type="primary" onClick={() => setDone(true)}>
          核对：确已落实
        </Button>
        <Button onClick={() => setDone(false)}>核对：没有落实</Button>
      </div>
    );
  return (
    <SendForm
      className="stacked no-print"
      label={done ? '确已落实' : '没有落实'}
      sending={checking}
      verb={done ? '办结' : '退回继续办'}
      ready={reason.trim().length >= 2}
      lacking="请写看到了什么"
      onCancel={() => setDone(undefined)}
      onSend={() => checking.mutate({ done, reason: reason.trim() })}
    >
      <TextField
        label="看到了什么（必填）"
        hint="报告落实的人和责任人自己不能核对"
        max={500}
        lines={2}
        value={reason}
        onChange={setReason}
      />
    </SendForm>
  );
}
