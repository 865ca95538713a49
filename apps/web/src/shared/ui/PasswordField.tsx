import { Input } from 'antd';
import type { ReactNode } from 'react';
import { Field } from './Field';

interface PasswordFieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** What the browser may offer for it. */
  kind: 'current-password' | 'new-password';
  value: string;
  onChange: (text: string) => void;
}

/** A password under its label; it can be shown to who types it. */
export function PasswordField({ kind, value, onChange, ...named }: PasswordFieldProps) {
  return (
    <Field {...named}>
      {(control) => (
        <Input.Password
          {...control}
          autoComplete={kind}
          maxLength={128}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
