import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { asProblem, fieldErrors } from '../../../shared/api/problem';
import { DayField } from '../../../shared/ui/DayField';
import { acceptsDay, DayInput } from '../../../shared/ui/DayInput';
import { Field, FieldGroup } from '../../../shared/ui/Field';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { TextField } from '../../../shared/ui/TextField';
import { EvidencePicker } from '../figures/EvidencePicker';
import { type Draft, draftOf, emptyDraft, isAsked, statementOf } from './draft';
import { type EvidenceField, type EvidenceKind, type EvidenceRecord, useKeepEvidence } from './evidence.queries';

interface RecordFormProps {
  enterpriseId: string;
  kind: EvidenceKind;
  /** The record to correct; null: a new one. */
  record: EvidenceRecord | null;
  onDone: () => void;
}

/** Records a piece of evidence or corrects one: the fields of its kind, its two days, who says so, and why. */
export function RecordForm({ enterpriseId, kind, record, onDone }: RecordFormProps) {
  const keep = useKeepEvidence(enterpriseId, kind.kind);
  /** The version one's own correction is of; after a refusal the one that stands now, read again in the list below. */
  const [seen, setSeen] = useState(record?.version);
  const [draft, setDraft] = useState<Draft>(() => (record ? draftOf(kind, record) : emptyDraft(kind)));
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  const errors = fieldErrors(keep.error);
  const text = (key: 'source' | 'document' | 'note' | 'reason', label: string, max: number, hint?: string) => (
    <TextField
      label={label}
      hint={hint}
      error={errors.get(key)}
      max={max}
      value={draft[key]}
      onChange={(text) => change({ [key]: text })}
    />
  );
  const day = (key: 'validFrom' | 'validUntil') => {
    const { label, required, lastDay } = key === 'validFrom' ? kind.from : kind.until;
    const misread = acceptsDay(draft[key]) ? undefined : '请写成 2023-06-30 这样的日期';
    const hint = lastDay ? '填最后有效的那一天' : required ? undefined : '没有就空着';
    return (
      <DayField
        label={withMark(label, required)}
        hint={hint}
        error={misread ?? errors.get(key)}
        value={draft[key]}
        onChange={(next) => change({ [key]: next })}
      />
    );
  };
  const ready = acceptsDay(draft.validFrom) && acceptsDay(draft.validUntil);
  return (
    <form
      className="panel record-form"
      aria-label={record ? `更正 ${record.name}` : `登记${kind.label}`}
      onSubmit={(event) => {
        event.preventDefault();
        const changed = record && seen !== undefined ? { id: record.id, version: seen } : null;
        keep.mutate(
          { record: changed, body: statementOf(kind, draft) },
          { onSuccess: onDone, onError: (error) => setSeen((now) => versionNow(error) ?? now) },
        );
      }}
    >
      <h3>{record ? `更正：${record.name}` : `登记一条${kind.label}`}</h3>
      <div className="record-form__fields">
        {kind.fields
          .filter((field) => isAsked(field, draft))
          .map((field) => (
            <FieldInput
              key={field.name}
              field={field}
              value={draft.values[field.name] ?? ''}
              error={errors.get(field.name)}
              onChange={(next) => change({ values: { ...draft.values, [field.name]: next } })}
            />
          ))}
        {day('validFrom')}
        {day('validUntil')}
        {text('source', '来源 *', 200, '谁说的，例如 国家知识产权局公告')}
        {text('document', '文号', 200)}
        {text('note', '备注', 1000)}
        {text('reason', record ? '为什么更正 *' : '登记依据 *', 500, '写进变更记录')}
      </div>
      <EvidencePicker
        enterpriseId={enterpriseId}
        year={undefined}
        by="sha256"
        usual="other"
        value={draft.fileId ?? undefined}
        otherwise={record?.fileName}
        onChange={(fileId) => change({ fileId: fileId ?? null })}
      />
      <div className="record-form__act">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={keep.isPending}>
          {record ? '保存更正' : '登记'}
        </Button>
        <Button onClick={onDone}>先不{record ? '更正' : '登记'}</Button>
      </div>
      {keep.error &&
        (errors.size > 0 ? (
          <p role="alert" className="field__error">
            没有保存：请改正标出的 {errors.size} 处，再提交一次。
          </p>
        ) : (
          <>
            <ProblemView error={keep.error} />
            {versionNow(keep.error) !== undefined && (
              <p role="note">下面的列表已是最新内容。填写的都还在；核对后再点“保存更正”，就以您的为准。</p>
            )}
          </>
        ))}
    </form>
  );
}

/** The version that stands now, where a correction was refused because somebody was faster. */
function versionNow(error: unknown): number | undefined {
  const { status, errors } = asProblem(error);
  const value = status === 409 ? errors.find(({ where }) => where?.field === 'version')?.value : undefined;
  return value === undefined ? undefined : Number(value);
}

const withMark = (label: string, required: boolean) => (required ? `${label} *` : label);

interface FieldInputProps {
  field: EvidenceField;
  value: string | string[];
  error: string | undefined;
  onChange: (value: string | string[]) => void;
}

function FieldInput({ field, value, error, onChange }: FieldInputProps) {
  const { type, label, hint, options, required, max, onlyWith } = field;
  const marked = withMark(label, required || onlyWith !== null);
  const choices = options.map((one) => ({ value: one.code, label: one.label }));
  if (type === 'choices')
    return (
      <FieldGroup label={marked} hint={error ?? hint ?? undefined}>
        <Checkbox.Group options={choices} value={Array.isArray(value) ? value : []} onChange={onChange} />
      </FieldGroup>
    );
  const text = Array.isArray(value) ? '' : value;
  return (
    <Field label={marked} hint={hint ?? undefined} error={error}>
      {(control) => {
        if (type === 'day') return <DayInput {...control} value={text} onChange={onChange} />;
        if (type === 'choice' || type === 'boolean') {
          const list =
            type === 'choice'
              ? choices
              : [
                  { value: 'yes', label: '是' },
                  { value: 'no', label: '否' },
                ];
          return (
            <Select
              {...control}
              allowClear={!required}
              placeholder={required ? '请选择' : '未知'}
              value={text === '' ? null : text}
              options={list}
              onChange={(next: string | null | undefined) => onChange(next ?? '')}
            />
          );
        }
        return (
          <Input
            {...control}
            maxLength={max ?? 12}
            inputMode={type === 'text' ? 'text' : 'decimal'}
            suffix={type === 'ratio' ? '%' : undefined}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        );
      }}
    </Field>
  );
}
