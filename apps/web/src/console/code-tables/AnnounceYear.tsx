import { Input } from 'antd';
import { useState } from 'react';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { readNotice } from './read-notice';
import { type CalendarYear, useAnnounceYear } from './code-tables.queries';

/** Enters the notice of a year that the software doesn't know yet: one line a period, as the notice says it. */
export function AnnounceYear({ calendar }: { calendar: CalendarYear }) {
  const [form, setForm] = useState({ source: '', lines: '', reason: '' });
  const announce = useAnnounceYear();
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const { days, faults } = readNotice(form.lines, calendar.year);
  return (
    <SendForm
      className="panel code-form"
      sending={announce}
      onSend={() =>
        announce.mutate({
          ...{ year: calendar.year, version: calendar.version },
          body: { source: form.source, days, reason: form.reason },
        })
      }
      verb={`保存 ${days.length} 天为新的一版`}
      ready={faults.length === 0 && days.length > 0 && [form.source, form.reason].every((text) => text.trim() !== '')}
    >
      <h2>录入 {calendar.year} 年的节假日安排</h2>
      <div className="code-form__fields">
        <TextField label="通知的文号或网址" max={200} value={form.source} onChange={(source) => change({ source })} />
        <TextField label="理由（必填）" max={500} value={form.reason} onChange={(reason) => change({ reason })} />
      </div>
      <Field
        label="放假与调休"
        hint={`一行一段，如：放假 ${calendar.year}-10-01 至 ${calendar.year}-10-07 国庆节；上班 ${calendar.year}-10-10 国庆节`}
        {...(faults.length > 0 ? { error: faults.join(' ') } : {})}
      >
        {(control) => (
          <Input.TextArea
            {...control}
            rows={6}
            value={form.lines}
            onChange={(event) => change({ lines: event.target.value })}
          />
        )}
      </Field>
    </SendForm>
  );
}
