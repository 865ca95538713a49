import { type ReactNode, useId } from 'react';
import './field.css';

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string;
  children: (control: { id: string; 'aria-describedby': string | undefined }) => ReactNode;
}

/** A control under its label, with what helps to fill it in below. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const described = hint || error ? `${id}-hint` : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described })}
      {described && (
        <div id={described} className={error ? 'field__error' : 'field__hint'}>
          {error ?? hint}
        </div>
      )}
    </div>
  );
}

/** Several controls under one label: radio buttons, boxes. */
export function FieldGroup({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      {children}
      {hint && <div className="field__hint">{hint}</div>}
    </fieldset>
  );
}
