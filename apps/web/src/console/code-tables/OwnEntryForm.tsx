import { Select } from 'antd';
import { useState } from 'react';
import { DayField } from '../../shared/ui/DayField';
import { acceptsDay } from '../../shared/ui/DayInput';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type OwnEntry, type OwnList, useAddOwn, useChangeOwn, useOwnList } from './code-tables.queries';
import { zoneLevels } from './zone-levels';

interface OwnEntryFormProps {
  list: OwnList;
  /** Undefined: a new one. */
  entry: OwnEntry | undefined;
  onDone: () => void;
}

/** A zone or chain with its days; a change holds from a day on, until then it stays as it was. */
export function OwnEntryForm({ list, entry, onDone }: OwnEntryFormProps) {
  const [form, setForm] = useState({
    ...{ code: entry?.code ?? '', name: entry?.name ?? '', level: entry?.level ?? null, parent: entry?.parent ?? null },
    ...{ note: entry?.note ?? '', validFrom: entry?.validFrom ?? '', validUntil: entry?.validUntil ?? '' },
    ...{ since: '', reason: '' },
  });
  const add = useAddOwn(list);
  const edit = useChangeOwn(list);
  const { data } = useOwnList('chain', undefined);
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const days = [form.validFrom, form.validUntil, form.since];
  const complete = [form.code, form.name, form.reason].every((text) => text.trim()) && days.every(acceptsDay);
  const send = () => {
    const { name, note, reason } = form;
    const body = {
      ...{ name, note, reason, validFrom: form.validFrom || null, validUntil: form.validUntil || null },
      ...(list === 'zone' ? { level: form.level } : { parent: form.parent }),
    };
    if (!entry) add.mutate({ ...body, code: form.code.trim() }, { onSuccess: onDone });
    else
      edit.mutate(
        { code: entry.code, version: entry.version, body: { ...body, ...(form.since ? { since: form.since } : {}) } },
        { onSuccess: onDone },
      );
  };
  const chains = (data?.items ?? []).filter(({ parent, code }) => parent === null && code !== entry?.code);
  return (
    <SendForm
      className="panel code-form"
      sending={entry ? edit : add}
      onSend={send}
      verb="保存"
      ready={complete}
      onCancel={onDone}
    >
      <h2>{entry ? `修改 ${entry.code} ${entry.name}` : list === 'zone' ? '增加园区' : '增加产业链或环节'}</h2>
      <div className="code-form__fields">
        {!entry && (
          <TextField
            label="代码"
            hint="字母、数字、点和短横线；以后不能改，也不给别的用"
            max={20}
            value={form.code}
            onChange={(code) => change({ code })}
          />
        )}
        <TextField label="名称" max={100} value={form.name} onChange={(name) => change({ name })} />
        {list === 'zone' ? (
          <Field label="批准级别">
            {(control) => (
              <Select
                {...control}
                allowClear
                placeholder="未知"
                value={form.level}
                options={Object.entries(zoneLevels).map(([value, label]) => ({ value, label }))}
                onChange={(level?: keyof typeof zoneLevels) => change({ level: level ?? null })}
              />
            )}
          </Field>
        ) : (
          <Field label="所属产业链" hint="是环节时选；产业链本身不选">
            {(control) => (
              <Select
                {...control}
                allowClear
                placeholder="本身是产业链"
                value={form.parent}
                options={chains.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
                onChange={(parent?: string) => change({ parent: parent ?? null })}
              />
            )}
          </Field>
        )}
        <DayField
          label="设立日期"
          hint="空着为未知"
          value={form.validFrom}
          onChange={(validFrom) => change({ validFrom })}
        />
        <DayField
          label="撤销日期"
          hint="当天起不再存在；空着为仍在"
          value={form.validUntil}
          onChange={(validUntil) => change({ validUntil })}
        />
        {entry && (
          <DayField
            label="从哪天起是这样"
            hint="空着为今天；之前仍按原来的"
            value={form.since}
            onChange={(since) => change({ since })}
          />
        )}
        <TextField label="备注" max={1000} value={form.note} onChange={(note) => change({ note })} />
        <TextField label="理由（必填）" max={500} value={form.reason} onChange={(reason) => change({ reason })} />
      </div>
    </SendForm>
  );
}
