import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { acceptsDay, DayInput } from '../../shared/ui/DayInput';
import { Field } from '../../shared/ui/Field';
import { ProblemView } from '../../shared/ui/ProblemView';
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
  const error = add.error ?? edit.error;
  const chains = (data?.items ?? []).filter(({ parent, code }) => parent === null && code !== entry?.code);
  return (
    <form
      className="panel code-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2>{entry ? `修改 ${entry.code} ${entry.name}` : list === 'zone' ? '增加园区' : '增加产业链或环节'}</h2>
      <div className="code-form__fields">
        {!entry && (
          <Field label="代码" hint="字母、数字、点和短横线；以后不能改，也不给别的用">
            {(control) => (
              <Input
                {...control}
                maxLength={20}
                value={form.code}
                onChange={(event) => change({ code: event.target.value })}
              />
            )}
          </Field>
        )}
        <Field label="名称">
          {(control) => (
            <Input
              {...control}
              maxLength={100}
              value={form.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
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
        <Field label="设立日期" hint="空着为未知">
          {(control) => (
            <DayInput {...control} value={form.validFrom} onChange={(validFrom) => change({ validFrom })} />
          )}
        </Field>
        <Field label="撤销日期" hint="当天起不再存在；空着为仍在">
          {(control) => (
            <DayInput {...control} value={form.validUntil} onChange={(validUntil) => change({ validUntil })} />
          )}
        </Field>
        {entry && (
          <Field label="从哪天起是这样" hint="空着为今天；之前仍按原来的">
            {(control) => <DayInput {...control} value={form.since} onChange={(since) => change({ since })} />}
          </Field>
        )}
        <Field label="备注">
          {(control) => (
            <Input
              {...control}
              maxLength={1000}
              value={form.note}
              onChange={(event) => change({ note: event.target.value })}
            />
          )}
        </Field>
        <Field label="理由（必填）">
          {(control) => (
            <Input
              {...control}
              maxLength={500}
              value={form.reason}
              onChange={(event) => change({ reason: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div className="code-form__act">
        <Button type="primary" htmlType="submit" loading={add.isPending || edit.isPending} disabled={!complete}>
          保存
        </Button>
        <Button onClick={onDone}>取消</Button>
      </div>
      {error && <ProblemView error={error} />}
    </form>
  );
}
