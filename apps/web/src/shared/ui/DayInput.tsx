import { isDay } from '@tidu/kernel';
import { Input } from 'antd';

interface DayInputProps {
  id: string;
  'aria-describedby': string | undefined;
  value: string;
  onChange: (day: string) => void;
}

/** Whether a text may stand in a {@link DayInput}: a day, or nothing. */
export const acceptsDay = (text: string) => text === '' || isDay(text);

/** A day written as YYYY-MM-DD, whatever the browser's own habit of writing dates. */
export function DayInput({ value, onChange, ...control }: DayInputProps) {
  return (
    <Input
      {...control}
      inputMode="numeric"
      maxLength={10}
      placeholder="YYYY-MM-DD"
      status={acceptsDay(value) ? undefined : 'error'}
      aria-invalid={!acceptsDay(value)}
      value={value}
      onChange={(event) => onChange(event.target.value.trim())}
    />
  );
}
