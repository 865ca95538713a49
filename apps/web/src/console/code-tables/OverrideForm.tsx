import { Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { DayField } from '../../shared/ui/DayField';
import { acceptsDay } from '../../shared/ui/DayInput';
import { FieldGroup } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
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
    <SendForm
      className="panel code-form"
      sending={add}
      onSend={send}
      verb="保存"
      ready={complete && acceptsDay(form.validFrom) && acceptsDay(form.validUntil)}
      onCancel={onDone}
    >
      <h2>{entry ? `更正或停用 ${entry.code} ${entry.name}` : '增加代码'}</h2>
      <div className="code-form__fields">
        {!entry && (
          <TextField
            label="代码"
            hint={isEmerging ? '小类-领域序号，如 3411-2' : undefined}
            max={20}
            value={form.code}
            onChange={(code) => change({ code })}
          />
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
          <TextField label="名称" max={100} value={form.name} onChange={(name) => change({ name })} />
        )}
        {!form.retired && isEmerging && (
          <FieldGroup label="范围">
            <Checkbox checked={form.partial} onChange={(event) => change({ partial: event.target.checked })}>
              只有一部分属于，由人判断
            </Checkbox>
          </FieldGroup>
        )}
        <DayField
          label="从哪天起"
          hint="空着为一直如此"
          value={form.validFrom}
          onChange={(validFrom) => change({ validFrom })}
        />
        <DayField
          label="到哪天止（当天起不再如此）"
          hint="空着为至今"
          value={form.validUntil}
          onChange={(validUntil) => change({ validUntil })}
        />
        <TextField
          label="依据"
          hint="文件名称或文号"
          max={200}
          value={form.source}
          onChange={(source) => change({ source })}
        />
        <TextField label="理由" max={500} value={form.reason} onChange={(reason) => change({ reason })} />
      </div>
    </SendForm>
  );
}
