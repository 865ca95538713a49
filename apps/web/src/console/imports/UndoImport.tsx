import { Alert, Button } from 'antd';
import { useState } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
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
    <SendForm
      className="panel undo-import"
      sending={start}
      onSend={() => start.mutate(reason.trim())}
      verb="撤销"
      ready={reason.trim() !== ''}
      danger
      onCancel={() => setOpen(false)}
      cancelVerb="不撤销了"
    >
      <h2>撤销这次导入</h2>
      <p>
        {current.list === 'parcels'
          ? '这次新登记的地块删去，重新划分的按原样再划分一次。有的地块之后又划分过、已公示面积的，整次不撤销，会写明是哪些。'
          : '这次新建的删去或撤回，改动的恢复原样。之后又被改动过的保持不变，会逐条列出。'}
      </p>
      {current.undo?.error && <Failed {...current.undo.error} />}
      <TextField label="撤销的理由" max={500} value={reason} onChange={setReason} />
    </SendForm>
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
