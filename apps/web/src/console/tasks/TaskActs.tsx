import { Button, Select } from 'antd';
import { useState } from 'react';
import { useBeside } from '../ledger/ledger.queries';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type Task, type TaskAct, useOwners, useTaskAct, useTaskKinds } from './tasks.queries';

const verbs: Readonly<Record<TaskAct, string>> = {
  settle: '办结',
  report: '报告落实',
  file: '上传佐证',
  handOver: '改派',
  pause: '暂停',
  resume: '恢复',
  cancel: '取消任务',
};

const asked: Readonly<Record<TaskAct, string>> = {
  settle: '办了什么（必填）',
  report: '办了什么（必填）',
  file: '上传什么（必填）',
  handOver: '为什么改派（必填）',
  pause: '为什么暂停（必填）',
  resume: '为什么恢复（必填）',
  cancel: '为什么不办了（必填）',
};

/** What the person may do with the task, each with its reason; on the version that is shown. */
export function TaskActs({ task }: { task: Task }) {
  // one that is being checked isn't reported again
  const waits = useBeside(task.id).data?.reports.some(({ state }) => state === 'waiting') ?? false;
  const acts = task.acts.filter((one) => one !== 'file' && !(waits && one === 'report'));
  const [act, setAct] = useState<TaskAct>();
  if (acts.length === 0) return null;
  return (
    <section className="panel stacked" aria-labelledby="acts">
      <h2 id="acts">办理</h2>
      {act === undefined ? (
        <div className="acts">
          {acts.map((one) => (
            <Button
              key={one}
              type={one === 'settle' || one === 'report' ? 'primary' : 'default'}
              danger={one === 'cancel'}
              onClick={() => setAct(one)}
            >
              {verbs[one]}
            </Button>
          ))}
        </div>
      ) : (
        <ActForm task={task} act={act} close={() => setAct(undefined)} />
      )}
    </section>
  );
}

function ActForm({ task, act, close }: { task: Task; act: TaskAct; close: () => void }) {
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState('');
  const [owner, setOwner] = useState<string>();
  const acting = useTaskAct(task);
  const kind = useTaskKinds().data?.items.find(({ code }) => code === task.kind);
  const owners = useOwners(task.kind, task.enterpriseId ?? undefined, act === 'handOver');
  const hasFiles = (useBeside(task.id).data?.files.length ?? 0) > 0;
  const needsEvidence = act === 'settle' && kind?.needsEvidence === true && !hasFiles;
  const ready =
    reason.trim().length >= 2 &&
    (act !== 'handOver' || owner !== undefined) &&
    (!needsEvidence || evidence.trim().length >= 2);
  return (
    <SendForm
      className="desk-form"
      label={verbs[act]}
      sending={acting}
      onSend={() =>
        acting.mutate(
          { act, reason: reason.trim(), evidence: evidence.trim() || null, owner: owner ?? '' },
          { onSuccess: close },
        )
      }
      verb={verbs[act]}
      danger={act === 'cancel'}
      ready={ready}
      onCancel={close}
      cancelVerb="不了"
    >
      {act === 'pause' && <p className="wide">时限停下，剩下的工作日保留；恢复时接着算。</p>}
      {act === 'handOver' && (
        <Field label="改由谁承办">
          {(control) => (
            <Select
              {...control}
              showSearch={{ optionFilterProp: 'label' }}
              loading={owners.isFetching}
              value={owner}
              placeholder="选一位"
              options={(owners.data?.items ?? [])
                .filter(({ id }) => id !== task.ownerId)
                .map(({ id, name }) => ({ value: id, label: name }))}
              notFoundContent="没有别的可以承办的人"
              onChange={(id: string) => setOwner(id)}
            />
          )}
        </Field>
      )}
      <div className="wide">
        <TextField label={asked[act]} hint="记入经过和审计" max={500} lines={2} value={reason} onChange={setReason} />
      </div>
      {(act === 'settle' || act === 'report') && (
        <div className="wide">
          <TextField
            label={needsEvidence ? '佐证（必填）' : '佐证'}
            hint="文号、材料名称或存放处"
            max={1000}
            value={evidence}
            onChange={setEvidence}
          />
        </div>
      )}
    </SendForm>
  );
}
