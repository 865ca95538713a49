import { Button, Input } from 'antd';
import { useState } from 'react';
import { Field } from '../../shared/ui/Field';
import { ProblemView } from '../../shared/ui/ProblemView';
import { readNotice } from './read-notice';
import { type CalendarYear, useAnnounceYear } from './code-tables.queries';

/** Enters the notice of a year that the software doesn't know yet: one line a period, as the notice says it. */
export function AnnounceYear({ calendar }: { calendar: CalendarYear }) {
  const [form, setForm] = useState({ source: '', lines: '', reason: '' });
  const announce = useAnnounceYear();
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const { days, faults } = readNotice(form.lines, calendar.year);
  return (
    <form
      className="panel code-form"
      onSubmit={(event) => {
        event.preventDefault();
        announce.mutate({
          ...{ year: calendar.year, version: calendar.version },
          body: { source: form.source, days, reason: form.reason },
        });
      }}
    >
      <h2>录入 {calendar.year} 年的节假日安排</h2>
      <div className="code-form__fields">
        <Field label="通知的文号或网址">
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={form.source}
              onChange={(event) => change({ source: event.target.value })}
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
      <div className="code-form__act">
        <Button
          type="primary"
          htmlType="submit"
          loading={announce.isPending}
          disabled={
            faults.length > 0 || days.length === 0 || [form.source, form.reason].some((text) => text.trim() === '')
          }
        >
          保存 {days.length} 天为新的一版
        </Button>
      </div>
      {announce.error && <ProblemView error={announce.error} />}
    </form>
  );
}
