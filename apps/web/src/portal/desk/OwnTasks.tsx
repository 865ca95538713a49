import { Link, useLocation } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { DueText } from '../../shared/desk/DueText';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type OwnTask, useOwnTasks, useSettleOwn } from './desk.queries';

interface OwnTasksProps {
  enterpriseId: string;
  /** Of which enterprise, where several stand on one page. */
  name?: string | undefined;
  /** Whether the person may say that something is done. */
  maySettle: boolean;
}

/** What the enterprise is to do, what is due first in front. */
export function OwnTasks({ enterpriseId, name, maySettle }: OwnTasksProps) {
  const { data, error, refetch } = useOwnTasks(enterpriseId);
  const heading = `own-tasks-${enterpriseId}`;
  return (
    <section className="panel stacked" aria-labelledby={heading}>
      <h2 id={heading}>{name === undefined ? '要办的事' : `${name}：要办的事`}</h2>
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="正在读取任务" />
      ) : data.items.length === 0 ? (
        <p className="quiet">没有等着办的事。</p>
      ) : (
        <ul className="portal-list">
          {data.items.map((task) => (
            <OneTask key={`${task.id} ${task.version}`} {...{ enterpriseId, task, maySettle }} />
          ))}
        </ul>
      )}
      {data?.next && <p className="quiet">只列出先到期的 {data.items.length} 项。</p>}
    </section>
  );
}

function OneTask({ enterpriseId, task, maySettle }: { enterpriseId: string; task: OwnTask; maySettle: boolean }) {
  const [settling, setSettling] = useState(false);
  const pathname = useLocation({ select: (location) => location.pathname });
  return (
    <li>
      <div className="portal-list__words">
        <strong>{task.title}</strong>
        {task.note !== null && <p className="own-task__note">{task.note}</p>}
        <p className="quiet">
          {task.kindName}
          {task.opens !== null && task.opens !== pathname && (
            <>
              {' · '}
              <Link to={task.opens as '/portal'}>去办：{task.title}</Link>
            </>
          )}
        </p>
      </div>
      <DueText task={task} />
      {task.settles && maySettle && !settling && (
        <Button aria-label={`已经办好：${task.title}`} onClick={() => setSettling(true)}>
          已经办好
        </Button>
      )}
      {settling && <SettleForm {...{ enterpriseId, task }} close={() => setSettling(false)} />}
    </li>
  );
}

function SettleForm({ enterpriseId, task, close }: { enterpriseId: string; task: OwnTask; close: () => void }) {
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState('');
  const settling = useSettleOwn(enterpriseId, task);
  const ready = reason.trim().length >= 2 && (!task.needsEvidence || evidence.trim().length >= 2);
  return (
    <SendForm
      className="stacked own-task__form"
      label={`已经办好：${task.title}`}
      sending={settling}
      onSend={() => settling.mutate({ reason: reason.trim(), evidence: evidence.trim() || null })}
      verb="告知工信局已办好"
      ready={ready}
      onCancel={close}
    >
      <TextField label="办了什么（必填）" max={500} lines={2} value={reason} onChange={setReason} />
      <TextField
        label={task.needsEvidence ? '佐证（必填）' : '佐证'}
        hint="文号、材料名称或存放处"
        max={1000}
        value={evidence}
        onChange={setEvidence}
      />
    </SendForm>
  );
}
