import { useNavigate } from '@tanstack/react-router';
import { InputNumber, Select } from 'antd';
import { useState } from 'react';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { EnterprisePicker } from '../enterprises/act/EnterprisePicker';
import { useOwners } from '../tasks/tasks.queries';
import { type PromiseSource, sourceWords, useRecordPromise } from './ledger.queries';

/** Records what was promised: where, to whom, who sees to it, within how many working days. */
export function NewPromiseForm({ close }: { close: () => void }) {
  const [title, setTitle] = useState('');
  const [source, setSource] = useState<PromiseSource>('meeting');
  const [sourceNote, setSourceNote] = useState('');
  const [madeOn, setMadeOn] = useState('');
  const [enterprise, setEnterprise] = useState<string>();
  const [owner, setOwner] = useState<string>();
  const [workingDays, setWorkingDays] = useState<number | null>(null);
  const owners = useOwners('desk.promise', enterprise);
  const recording = useRecordPromise();
  const navigate = useNavigate();
  const options = (owners.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const held = options.some(({ value }) => value === owner) ? owner : undefined;
  const lacking =
    title.trim().length < 2
      ? '请写承诺了什么'
      : sourceNote.trim().length < 2
        ? '请写哪次会议、走访或哪份文件'
        : madeOn === ''
          ? '请写部署日期'
          : held === undefined
            ? '请选责任人'
            : undefined;
  return (
    <section className="panel" aria-labelledby="new-promise">
      <h2 id="new-promise">记一项承诺</h2>
      <SendForm
        className="desk-form"
        label="记一项承诺"
        sending={recording}
        verb="记入台账"
        ready={lacking === undefined}
        lacking={lacking ?? ''}
        onCancel={close}
        onSend={() =>
          recording.mutate(
            {
              ...{ title: title.trim(), note: null, enterprise: enterprise ?? null, owner: held ?? '', source },
              ...{ sourceNote: sourceNote.trim(), madeOn, ...(workingDays !== null && { workingDays }) },
            },
            { onSuccess: ({ id }) => void navigate({ to: '/console/tasks/$id', params: { id } }) },
          )
        }
      >
        <div className="wide">
          <TextField label="承诺了什么" max={200} value={title} onChange={setTitle} />
        </div>
        <Field label="从哪里来">
          {(control) => (
            <Select
              {...control}
              value={source}
              options={Object.entries(sourceWords).map(([value, label]) => ({ value, label }))}
              onChange={(value: PromiseSource) => setSource(value)}
            />
          )}
        </Field>
        <TextField label="哪次会议、走访或哪份文件" max={200} value={sourceNote} onChange={setSourceNote} />
        <DayField label="部署日期" value={madeOn} onChange={setMadeOn} />
        <Field label="对哪家企业" hint="不专对一家的空着">
          {(control) => <EnterprisePicker {...control} value={enterprise} onChange={setEnterprise} />}
        </Field>
        <Field label="责任人">
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
        <Field label="几个工作日内落实" hint="空着按 20 个工作日">
          {(control) => (
            <InputNumber {...control} min={0} max={1000} precision={0} value={workingDays} onChange={setWorkingDays} />
          )}
        </Field>
      </SendForm>
    </section>
  );
}
