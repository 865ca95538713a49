import type { ReactNode } from 'react';
import { DayInput } from './DayInput';
import { Field } from './Field';

interface DayFieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  value: string;
  onChange: (day: string) => void;
}

/** A day under its label. */
export function DayField({ value, onChange, ...named }: DayFieldProps) {
  return <Field {...named}>{(control) => <DayInput {...control} value={value} onChange={onChange} />}</Field>;
}
