import { getRouteApi } from '@tanstack/react-router';
import { Alert, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import type { Column } from '../../shared/ui/columns';
import { DataTable } from '../../shared/ui/DataTable';
import { DayField } from '../../shared/ui/DayField';
import { Field, FieldGroup } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { May } from '../../shared/session/May';
import { AnnounceYear } from './AnnounceYear';
import { type CalendarYear, useCalendar, useCalendarVersions, useSetDay } from './code-tables.queries';

const route = getRouteApi('/console/code-tables');
type Day = CalendarYear['days'][number];

const thisYear = () => Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));

const columns: Column<Day>[] = [
  { key: 'day', title: '日期', lead: true, render: (row) => row.day },
  { key: 'kind', title: '这一天', render: (row) => (row.kind === 'holiday' ? '放假' : '上班') },
  { key: 'name', title: '事由', render: (row) => row.name },
  {
    key: 'layer',
    title: '出处',
    render: (row) => (row.layer === 'notice' ? '国务院办公厅通知' : <strong>本区更正（优先）</strong>),
  },
];

/** The working-day calendar of a year in any of its versions, and the district's corrections. */
export function CalendarView() {
  const { year, version } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = Number(year) || thisYear();
  const asked = Number(version) || undefined;
  const { data, error, refetch } = useCalendar(shown, asked);
  const { data: versions } = useCalendarVersions();
  const go = (search: { year?: string; version?: string }) =>
    void navigate({ search: { table: 'calendar', year, version, ...search }, replace: true });
  const newest = versions?.items[0]?.version;
  return (
    <>
      <p className="quiet">
        只列与“周一至周五上班”不同的日子。每次修改成为新的一版；已经起算的期限沿用起算时的那一版，不因修改而变。
      </p>
      <div className="code-tables__filters">
        <Field label="年份">
          {(control) => (
            <InputNumber
              {...control}
              min={1949}
              max={2200}
              value={shown}
              onChange={(next) => next && go({ year: String(next) })}
            />
          )}
        </Field>
        <Field label="版本" hint={versions?.items.find((one) => one.version === (asked ?? newest))?.reason}>
          {(control) => (
            <Select
              {...control}
              value={asked ?? newest ?? null}
              options={(versions?.items ?? []).map((one) => ({
                value: one.version,
                label: `第 ${one.version} 版，${one.recordedByName}，${formatInstant(one.recordedAt)}`,
              }))}
              onChange={(next: number) => go({ version: next === newest ? undefined : String(next) })}
            />
          )}
        </Field>
      </div>
      {error && <ProblemView error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what="正在读取工作日历" />}
      {data && data.announced === null && (
        <Alert
          type="warning"
          showIcon
          title={`${shown} 年的节假日安排未公布，这一年的日期都是暂定。`}
          description="通知公布后，在下面录入，期限就按通知计算。"
        />
      )}
      {data && data.days.length > 0 && (
        <DataTable
          caption={`${shown} 年的工作日历`}
          columns={columns}
          rows={data.days}
          rowKey={(row) => row.day + row.layer}
          compact
          cards
        />
      )}
      {data && data.version === newest && (
        <May what="reference.edit">
          <SetDay key={`day-${data.version}`} calendar={data} />
          {data.announced?.layer !== 'notice' && <AnnounceYear key={`year-${shown}-${data.version}`} calendar={data} />}
        </May>
      )}
    </>
  );
}

function SetDay({ calendar }: { calendar: CalendarYear }) {
  const [form, setForm] = useState({
    day: '',
    kind: 'holiday' as 'holiday' | 'workday' | 'none',
    name: '',
    reason: '',
  });
  const set = useSetDay();
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const body = {
    kind: form.kind === 'none' ? null : form.kind,
    reason: form.reason,
    ...(form.name ? { name: form.name } : {}),
  };
  return (
    <SendForm
      className="panel code-form"
      sending={set}
      onSend={() => set.mutate({ day: form.day, version: calendar.version, body })}
      verb="保存为新的一版"
      ready={form.day.length === 10 && form.reason.trim() !== ''}
    >
      <h2>更正某一天</h2>
      <div className="code-form__fields">
        <DayField label="日期" value={form.day} onChange={(day) => change({ day })} />
        <FieldGroup label="这一天">
          <Radio.Group
            value={form.kind}
            options={[
              { value: 'holiday', label: '放假' },
              { value: 'workday', label: '上班' },
              { value: 'none', label: '撤销本区更正' },
            ]}
            onChange={(event) => change({ kind: event.target.value as typeof form.kind })}
          />
        </FieldGroup>
        <TextField label="事由" max={50} value={form.name} onChange={(name) => change({ name })} />
        <TextField
          label="理由（必填）"
          hint="依据的通知"
          max={500}
          value={form.reason}
          onChange={(reason) => change({ reason })}
        />
      </div>
    </SendForm>
  );
}
