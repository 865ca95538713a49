import { Button, Checkbox, Input, Radio } from 'antd';
import { useState } from 'react';
import { acceptsDay, DayInput } from '../../shared/ui/DayInput';
import { Field, FieldGroup } from '../../shared/ui/Field';
import { ProblemView } from '../../shared/ui/ProblemView';
import { type CodeEntry, type NationalTable, useAddOverride } from './code-tables.queries';

interface OverrideFormProps {
  table: NationalTable;
  /** The entry to say something else of; undefined: a new code. */
  entry: CodeEntry | undefined;
  onDone: () => void;
}

/** What the district says of one code: a new one, another name, or that it is out of use; with document and reason. */
export function OverrideForm({ table, entry, onDone }: OverrideFormProps) {
  const [form, setForm] = useState({
    ...{ code: entry?.code ?? '', name: entry?.name ?? '', retired: false, partial: entry?.partial ?? false },
    ...{ validFrom: '', validUntil: '', source: '', reason: '' },
  });
  const add = useAddOverride();
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const isEmerging = table === 'strategicEmerging';
  const complete = [form.code, form.source, form.reason, form.retired || isEmerging ? '-' : form.name].every((text) =>
    text.trim(),
  );
  const send = () =>
    add.mutate(
      {
        ...{ table, code: form.code.trim(), retired: form.retired, source: form.source, reason: form.reason },
        ...(form.retired || isEmerging ? {} : { name: form.name }),
        ...(isEmerging && !form.retired ? { partial: form.partial } : {}),
        ...(form.validFrom ? { validFrom: form.validFrom } : {}),
        ...(form.validUntil ? { validUntil: form.validUntil } : {}),
      },
      { onSuccess: onDone },
    );
  return (
    <form
      className="panel code-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2>{entry ? `更正或停用 ${entry.code} ${entry.name}` : '增加代码'}</h2>
      <div className="code-form__fields">
        {!entry && (
          <Field label="代码" hint={isEmerging ? '小类-领域序号，如 3411-2' : undefined}>
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
        {entry && (
          <FieldGroup label="做什么">
            <Radio.Group
              value={form.retired}
              options={[
                { value: false, label: '更正' },
                { value: true, label: '停用' },
              ]}
              onChange={(event) => change({ retired: event.target.value as boolean })}
            />
          </FieldGroup>
        )}
        {!form.retired && !isEmerging && (
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
        )}
        {!form.retired && isEmerging && (
          <FieldGroup label="范围">
            <Checkbox checked={form.partial} onChange={(event) => change({ partial: event.target.checked })}>
              只有一部分属于，由人判断
            </Checkbox>
          </FieldGroup>
        )}
        <Field label="从哪天起" hint="空着为一直如此">
          {(control) => (
            <DayInput {...control} value={form.validFrom} onChange={(validFrom) => change({ validFrom })} />
          )}
        </Field>
        <Field label="到哪天止（当天起不再如此）" hint="空着为至今">
          {(control) => (
            <DayInput {...control} value={form.validUntil} onChange={(validUntil) => change({ validUntil })} />
          )}
        </Field>
        <Field label="依据" hint="文件名称或文号">
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={form.source}
              onChange={(event) => change({ source: event.target.value })}
            />
          )}
        </Field>
        <Field label="理由">
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
        <Button
          type="primary"
          htmlType="submit"
          loading={add.isPending}
          disabled={!complete || !acceptsDay(form.validFrom) || !acceptsDay(form.validUntil)}
        >
          保存
        </Button>
        <Button onClick={onDone}>取消</Button>
      </div>
      {add.error && <ProblemView error={add.error} />}
    </form>
  );
}
