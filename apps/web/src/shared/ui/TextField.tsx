import { Input } from 'antd';
import type { ReactNode } from 'react';
import { Field } from './Field';

interface TextFieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Letters it takes. */
  max: number;
  /** Height in lines, where a text may be long; it stays one line of text all the same. */
  lines?: number;
  value: string;
  onChange: (text: string) => void;
}

/** A text under its label. */
export function TextField({ max, lines, value, onChange, ...named }: TextFieldProps) {
  return (
    <Field {...named}>
      {(control) =>
        lines === undefined ? (
          <Input {...control} maxLength={max} value={value} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <Input.TextArea
            {...control}
            rows={lines}
            maxLength={max}
            value={value}
            onChange={(event) => onChange(event.target.value.replace(/\n/g, ' '))}
          />
        )
      }
    </Field>
  );
}
