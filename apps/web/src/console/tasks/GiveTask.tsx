import { useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState } from 'react';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { EnterprisePicker } from '../enterprises/act/EnterprisePicker';
import { useGiveTask, useOwners, useTaskKinds } from './tasks.queries';

/** Gives a task to somebody: what, about whom, who does it, until when. */
export function GiveTask({ close, about }: { close: () => void; about?: string }) {
  const kinds = (useTaskKinds().data?.items ?? []).filter(({ byHand }) => byHand);
  const [chosen, setKind] = useState('');
  const [enterprise, setEnterprise] = useState<string | undefined>(about);
  const [owner, setOwner] = useState<string>();
  const [title, setTitle] = useState('');
  const [note, setNote] = useState('');
  const [dueOn, setDueOn] = useState('');
  const kind = kinds.find(({ code }) => code === chosen) ?? kinds[0];
  const owners = useOwners(kind?.code ?? '', enterprise);
  const giving = useGiveTask();
  const navigate = useNavigate();
  const options = [
    ...(kind?.byEnterprise && enterprise !== undefined ? [{ value: 'enterprise', label: '由企业自己办' }] : []),
    ...(owners.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  const held = options.some(({ value }) => value === owner) ? owner : undefined;
  const send = () =>
    giving.mutate(
      {
        ...{ kind: kind?.code ?? '', title: title.trim(), note: note.trim() || null },
        ...{ enterprise: enterprise ?? null, owner: held ?? '', ...(dueOn !== '' && { dueOn }) },
      },
      { onSuccess: ({ id }) => void navigate({ to: '/console/tasks/$id', params: { id } }) },
    );
  return (
    <section className="panel" aria-labelledby="give-task">
      <h2 id="give-task">交办任务</h2>
      <SendForm
        className="desk-form"
        label="交办任务"
        sending={giving}
        onSend={send}
        verb="交办"
        ready={held !== undefined && title.trim().length >= 2}
        lacking={held === undefined ? '请选承办的人' : '请写要办什么'}
        onCancel={close}
      >
        <Field label="种类" hint={kind && `不另写时限的，${kind.workingDays} 个工作日内办结`}>
          {(control) => (
            <Select
              {...control}
              value={kind?.code}
              options={kinds.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={setKind}
            />
          )}
        </Field>
        <Field label="关于哪家企业" hint="不关于哪家的空着">
          {(control) => <EnterprisePicker {...control} value={enterprise} onChange={setEnterprise} />}
        </Field>
        <Field label="谁承办" hint="只列看得到这家企业、有权办的人">
          {(control) => (
            <Select
              {...control}
              showSearch={{ optionFilterProp: 'label' }}
              loading={owners.isFetching}
              value={held}
              placeholder="选一位"
              options={options}
              notFoundContent="没有可以承办的人"
              onChange={(id: string) => setOwner(id)}
            />
          )}
        </Field>
        <DayField label="哪天以前办结" hint="含当天；空着按种类的工作日数" value={dueOn} onChange={setDueOn} />
        <div className="wide">
          <TextField label="要办什么" max={200} value={title} onChange={setTitle} />
        </div>
        <div className="wide">
          <TextField label="说明" hint="可以空着" max={2000} lines={2} value={note} onChange={setNote} />
        </div>
      </SendForm>
    </section>
  );
}
