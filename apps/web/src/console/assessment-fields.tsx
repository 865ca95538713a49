import { Radio, Select } from 'antd';
import { DayField } from '../shared/ui/DayField';
import { acceptsDay } from '../shared/ui/DayInput';
import { Field, FieldGroup } from '../shared/ui/Field';

/** What every assessment is asked for: the year of the figures, the purpose, the day. */

interface YearFieldProps {
  hint?: string;
  years: readonly number[];
  value: number | null;
  onChange: (year: number) => void;
}

export function YearField({ hint, years, value, onChange }: YearFieldProps) {
  return (
    <Field label="会计年度" hint={hint}>
      {(control) => (
        <Select
          {...control}
          value={value}
          options={years.map((year) => ({ value: year, label: `${year} 年` }))}
          onChange={(year: number) => onChange(year)}
        />
      )}
    </Field>
  );
}

export type Purpose = 'application' | 'renewal';

export function PurposeField({ value, onChange }: { value: Purpose; onChange: (purpose: Purpose) => void }) {
  return (
    <FieldGroup label="用途">
      <Radio.Group value={value} onChange={(event) => onChange(event.target.value as Purpose)}>
        <Radio value="application">新申报</Radio>
        <Radio value="renewal">复核</Radio>
      </Radio.Group>
    </FieldGroup>
  );
}

interface AsOfFieldProps {
  hint: string;
  value: string;
  onChange: (day: string) => void;
}

export function AsOfField({ hint, value, onChange }: AsOfFieldProps) {
  const error = acceptsDay(value) ? undefined : '请写成 2026-11-01 这样的日期，或留空';
  return <DayField label="评价日" hint={hint} error={error} value={value} onChange={onChange} />;
}
