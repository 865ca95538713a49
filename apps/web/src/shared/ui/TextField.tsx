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
  /** What the browser may offer for it. */
  name?: 'username' | 'one-time-code';
  value: string;
  onChange: (text: string) => void;
}

/** A text under its label. */
export function TextField({ max, lines, name, value, onChange, ...named }: TextFieldProps) {
  return (
    <Field {...named}>
      {(control) =>
        lines === undefined ? (
          <Input
            {...control}
            {...(name && { name, autoComplete: name })}
            maxLength={max}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
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
