import { Button, Select } from 'antd';
import { useState } from 'react';
import { acceptsDay } from '../../shared/ui/DayInput';
import { DayField } from '../../shared/ui/DayField';
import { Field } from '../../shared/ui/Field';
import { TextField } from '../../shared/ui/TextField';
import { type AuditFilter, useAuditActions } from './audit.queries';

interface AuditFiltersProps {
  filter: AuditFilter;
  onFilter: (filter: AuditFilter) => void;
}

/** By what the trail is searched; taken together when asked for, so that half a date isn't. */
export function AuditFilters({ filter, onFilter }: AuditFiltersProps) {
  const [typed, setTyped] = useState(filter);
  const { data } = useAuditActions();
  const set = (name: keyof AuditFilter) => (value: string | undefined) => setTyped({ ...typed, [name]: value });
  const { from = '', until = '', file = '' } = typed;
  const badFile = file !== '' && !/^([0-9A-Fa-f]{12}|[0-9A-Fa-f]{64})$/.test(file.trim());
  const isReady = acceptsDay(from) && acceptsDay(until) && !badFile;
  const dayError = (day: string) => (acceptsDay(day) ? undefined : '请写成 2026-06-30 这样的日期，或留空');
  const submit = () => {
    if (!isReady) return;
    const given = Object.entries(typed).map(([name, value]) => [name, (value as string | undefined)?.trim()]);
    onFilter(Object.fromEntries(given.filter(([, value]) => value)) as AuditFilter);
  };
  return (
    <form
      className="panel audit-filters no-print"
      aria-label="筛选审计记录"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label="动作">
        {(control) => (
          <Select
            id={control.id}
            aria-label="动作"
            allowClear
            showSearch
            optionFilterProp="label"
            placeholder="不限"
            value={typed.action ?? null}
            options={(data?.items ?? []).map(({ action, label }) => ({
              value: action,
              label: `${label}（${action}）`,
            }))}
            onChange={(next: string | null | undefined) => set('action')(next ?? undefined)}
          />
        )}
      </Field>
      <TextField label="行为人" hint="姓名或其中几个字" max={50} value={typed.person ?? ''} onChange={set('person')} />
      <TextField
        label="对象编号"
        hint="企业、任务等的编号"
        max={100}
        value={typed.objectId ?? ''}
        onChange={set('objectId')}
      />
      <DayField label="从哪天" error={dayError(from)} value={from} onChange={set('from')} />
      <DayField label="到哪天" error={dayError(until)} value={until} onChange={set('until')} />
      <TextField
        label="导出文件"
        hint="文件名里的 12 位导出编号，或文件的 SHA-256"
        error={badFile ? '应为 12 位导出编号或 64 位 SHA-256' : undefined}
        max={64}
        value={file}
        onChange={set('file')}
      />
      <div className="audit-filters__acts">
        <Button type="primary" htmlType="submit" disabled={!isReady}>
          查找
        </Button>
        {Object.keys(filter).length > 0 && <Button onClick={() => onFilter({})}>清除筛选</Button>}
      </div>
    </form>
  );
}
