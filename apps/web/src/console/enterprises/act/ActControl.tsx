import { Checkbox, Input, Select } from 'antd';
import { DayInput } from '../../../shared/ui/DayInput';
import { Field } from '../../../shared/ui/Field';
import { CodePicker } from '../CodePicker';
import { OfficerPicker } from '../OfficerPicker';
import type { ActField } from './act-fields';
import { EnterprisePicker } from './EnterprisePicker';
import { OwnCodePicker } from './OwnCodePicker';

interface ActControlProps {
  field: ActField;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** The control of one field under its label. */
export function ActControl({ field, value, error, onChange }: ActControlProps) {
  const { label, hint, required, kind } = field;
  if (kind === 'check') {
    return (
      <Checkbox checked={value === 'true'} onChange={(event) => onChange(event.target.checked ? 'true' : '')}>
        {label}
      </Checkbox>
    );
  }
  return (
    <Field label={required ? `${label}（必填）` : label} hint={hint} error={error}>
      {(control) => <Control field={field} value={value} onChange={onChange} control={control} />}
    </Field>
  );
}

interface ControlProps {
  field: ActField;
  value: string;
  onChange: (value: string) => void;
  control: { id: string; 'aria-describedby': string | undefined };
}

function Control({ field, value, onChange, control }: ControlProps) {
  const { kind, label, options = {}, maxLength = 200 } = field;
  switch (kind) {
    case 'day':
      return <DayInput {...control} value={value} onChange={onChange} />;
    case 'choice':
      return (
        <Select
          {...control}
          className="act__control"
          allowClear
          value={value === '' ? undefined : value}
          options={Object.entries(options).map(([key, words]) => ({ value: key, label: words }))}
          onChange={(next?: string) => onChange(next ?? '')}
        />
      );
    case 'region':
    case 'industry':
      return (
        <CodePicker
          id={control.id}
          kind={kind === 'region' ? 'regions' : 'industries'}
          label={label}
          value={value === '' ? undefined : value}
          onChange={(code) => onChange(code ?? '')}
        />
      );
    case 'zone':
    case 'chain':
      return (
        <OwnCodePicker
          {...control}
          list={kind}
          value={value === '' ? undefined : value}
          onChange={(code) => onChange(code ?? '')}
        />
      );
    case 'officer':
      return <OfficerPicker {...control} value={value} onChange={onChange} />;
    case 'enterprise':
      return (
        <EnterprisePicker {...control} value={value === '' ? undefined : value} onChange={(id) => onChange(id ?? '')} />
      );
    case 'long':
      return (
        <Input.TextArea
          {...control}
          rows={3}
          maxLength={maxLength}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'text':
    case 'check':
      return (
        <Input {...control} maxLength={maxLength} value={value} onChange={(event) => onChange(event.target.value)} />
      );
  }
}
