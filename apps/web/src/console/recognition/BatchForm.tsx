import { Input, Select } from 'antd';
import { useState } from 'react';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type BatchDraft, draftOf, emptyBatch, givenOf, lackingOf } from './batch-draft';
import type { DraftProps } from './batch-draft-props';
import { BatchStandards } from './BatchStandards';
import {
  type Batch,
  type GivenBatch,
  useChangeBatch,
  useCreateBatch,
  useProcedures,
  useReviewers,
} from './recognition.queries';
import { batchTitles, levelWords } from './recognition-words';

interface BatchFormProps {
  /** To be changed; absent: a new one. */
  batch?: Batch;
  close: () => void;
  done: (id: string) => void;
}

/** Everything of a batch; once it is announced, what it is about stands as it is. */
export function BatchForm({ batch, close, done }: BatchFormProps) {
  const [draft, setDraft] = useState<BatchDraft>(() => (batch ? draftOf(batch) : emptyBatch));
  const [reason, setReason] = useState('');
  const creating = useCreateBatch();
  const changing = useChangeBatch(batch ?? { id: '', version: 0 });
  const set = (change: Partial<BatchDraft>) => setDraft((before) => ({ ...before, ...change }));
  const lacking = lackingOf(draft) ?? (batch && reason.trim().length < 2 ? '写明为什么改' : null);
  const send = () => {
    const given = givenOf(draft);
    if (batch) changing.mutate({ ...given, reason: reason.trim() }, { onSuccess: () => done(batch.id) });
    else creating.mutate(given, { onSuccess: ({ id }) => done(id) });
  };
  return (
    <SendForm
      className="batch-form"
      label={batch ? '修改批次' : '设立批次'}
      sending={batch ? changing : creating}
      onSend={send}
      verb={batch ? '保存修改' : '设立批次（先不公布）'}
      ready={lacking === null}
      lacking={
        lacking &&
        `还要${lacking.startsWith('写') || lacking.startsWith('选') || lacking.startsWith('逐') ? '' : '改：'}${lacking}`
      }
      onCancel={close}
    >
      <AboutFields draft={draft} set={set} fixed={batch !== undefined && batch.state !== 'prepared'} />
      <WindowFields draft={draft} set={set} />
      <BatchStandards draft={draft} set={set} fixed={batch !== undefined && batch.state !== 'prepared'} />
      {batch && (
        <div className="wide">
          <TextField label="为什么改（必填）" hint="记入审计" max={500} value={reason} onChange={setReason} />
        </div>
      )}
    </SendForm>
  );
}

function AboutFields({ draft, set, fixed }: DraftProps) {
  const procedures = useProcedures().data?.items ?? [];
  const officers = useReviewers(true).data?.items ?? [];
  const select = (
    label: string,
    value: string,
    options: { value: string; label: string }[],
    change: (value: string) => void,
    closed = fixed,
  ) => (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={value || undefined}
          placeholder="选一个"
          options={options}
          disabled={closed}
          onChange={change}
          showSearch={{ optionFilterProp: 'label' }}
        />
      )}
    </Field>
  );
  return (
    <>
      <div className="wide">
        <TextField
          label="名称"
          hint="写明年度和批次，企业会看到"
          max={100}
          value={draft.name}
          onChange={(name) => set({ name })}
        />
      </div>
      {select('称号', draft.title, batchTitles, (title) =>
        set({
          title,
          application: { ...draft.application, confirmed: undefined },
          renewal: { ...draft.renewal, confirmed: undefined },
        }),
      )}
      {select(
        '授予的层级',
        draft.level,
        Object.entries(levelWords).map(([value, label]) => ({ value, label })),
        (level) => set({ level: level as GivenBatch['level'] }),
      )}
      {select(
        '认定程序',
        draft.procedure,
        procedures.map(({ id, name }) => ({ value: id, label: name })),
        (procedure) => set({ procedure }),
      )}
      <Field label="会计年度" hint="要最近哪一年的数据">
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            maxLength={4}
            disabled={fixed}
            value={draft.year}
            onChange={({ target }) => set({ year: target.value })}
          />
        )}
      </Field>
      {select(
        '承办人',
        draft.officer,
        officers.map(({ id, name }) => ({ value: id, label: name })),
        (officer) => set({ officer }),
        false,
      )}
      <Field label="名额" hint="最多推荐几家；不限就空着">
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            maxLength={6}
            value={draft.quota}
            onChange={({ target }) => set({ quota: target.value })}
          />
        )}
      </Field>
      <div className="wide">
        <TextField label="给企业的说明" max={2000} lines={2} value={draft.note} onChange={(note) => set({ note })} />
      </div>
    </>
  );
}

function WindowFields({ draft, set }: DraftProps) {
  const time = (label: string, value: string, change: (value: string) => void) => (
    <Field label={label}>
      {(control) => <Input {...control} type="time" value={value} onChange={({ target }) => change(target.value)} />}
    </Field>
  );
  return (
    <>
      <DayField label="窗口从哪天" value={draft.opensOn} onChange={(opensOn) => set({ opensOn })} />
      {time('几点开始', draft.opensTime, (opensTime) => set({ opensTime }))}
      <DayField
        label="到哪天"
        hint="截止日不上班或调休，设好后会提醒"
        value={draft.closesOn}
        onChange={(closesOn) => set({ closesOn })}
      />
      {time('几点截止（不含）', draft.closesTime, (closesTime) => set({ closesTime }))}
      <Field label="宽限几分钟" hint="截止前已开始填的，还收多久">
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            maxLength={4}
            value={draft.graceMinutes}
            onChange={({ target }) => set({ graceMinutes: target.value })}
          />
        )}
      </Field>
    </>
  );
}
