import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { Field } from '../../shared/ui/Field';
import { ProblemView } from '../../shared/ui/ProblemView';
import { type Import, useKeptChanges, useUndoImport } from './imports.queries';

/** Takes a whole import back, with a reason; afterwards says what went back and what stays, row by row. */
export function UndoImport({ current }: { current: Import }) {
  const { undo } = current;
  const isDone = undo?.state === 'succeeded';
  if (undo?.state === 'queued' || undo?.state === 'running')
    return <Alert type="info" showIcon title="正在撤销这次导入…" />;
  if (isDone) return <Undone current={current} />;
  return <Ask current={current} />;
}

function Ask({ current }: { current: Import }) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const start = useUndoImport(current.jobId);
  if (!isOpen)
    return (
      <p>
        <Button onClick={() => setOpen(true)}>撤销这次导入…</Button>
      </p>
    );
  return (
    <form
      className="panel undo-import"
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate(reason.trim());
      }}
    >
      <h2>撤销这次导入</h2>
      <p>这次新建的删去或撤回，改动的恢复原样。之后又被改动过的保持不变，会逐条列出。</p>
      <Field label="撤销的理由">
        {(control) => (
          <Input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <div className="import-form__act">
        <Button danger htmlType="submit" disabled={reason.trim() === ''} loading={start.isPending}>
          撤销
        </Button>
        <Button onClick={() => setOpen(false)}>不撤销了</Button>
      </div>
      {start.error && <ProblemView error={start.error} />}
      {current.undo?.error && <Failed {...current.undo.error} />}
    </form>
  );
}

/** An earlier attempt that failed: nothing was taken back. */
function Failed({ code, message }: { code: string; message: string }) {
  return <Alert type="error" showIcon role="alert" title="上次没有撤销成" description={`${message}（${code}）`} />;
}

function Undone({ current }: { current: Import }) {
  const result = current.undo?.result;
  const kept = result?.kept ?? 0;
  const { data } = useKeptChanges(current.jobId, kept > 0);
  return (
    <div className="panel">
      <h2>这次导入已撤销</h2>
      <p>
        恢复或删去 {formatCount(result?.undone ?? 0)} 条，保持不变 {formatCount(kept)} 条。
      </p>
      {kept > 0 && (
        <ul className="undo-import__kept">
          {data?.items.map((item, i) => (
            <li key={i}>
              {item.row !== null && `第 ${item.row} 行 `}
              {item.name ?? item.creditCode ?? tableWords[item.table] ?? item.table}：{item.why}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const tableWords: Record<string, string> = { enterprise: '企业', figures: '年度数据' };
