import { type ReactNode, useState } from 'react';
import './forms.css';

interface NumberFieldProps {
  id: string;
  label: ReactNode;
  unit: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with what stands there; said once the field is left, so that nobody is interrupted. */
  problem: string | null;
  /** The value as it is understood. */
  echo: string | null;
  /** Only a code is text; everything else brings up the digits on a phone. */
  digits: boolean;
  children?: ReactNode;
}

/** A number with its unit behind it, what it means above it, and how it was understood below. */
export function NumberField({ id, label, unit, value, onChange, problem, echo, digits, children }: NumberFieldProps) {
  const [typing, setTyping] = useState(false);
  const refused = problem !== null && !typing;
  return (
    <div className="number-field">
      <label htmlFor={id}>{label}</label>
      {children && <div id={`${id}-words`}>{children}</div>}
      <div className="number-field__line">
        <input
          id={id}
          type="text"
          inputMode={digits ? 'decimal' : 'text'}
          autoComplete="off"
          spellCheck={false}
          value={value}
          aria-invalid={refused}
          aria-describedby={[children && `${id}-words`, unit && `${id}-unit`, `${id}-note`].filter(Boolean).join(' ')}
          onFocus={() => setTyping(true)}
          onBlur={() => setTyping(false)}
          onChange={(event) => onChange(event.target.value)}
        />
        {unit && (
          <span id={`${id}-unit`} className="number-field__unit">
            {unit}
          </span>
        )}
        <span id={`${id}-note`} className="number-field__note">
          {refused ? (
            <span className="number-field__problem">{problem}</span>
          ) : (
            echo !== null && <span className="number-field__echo">即 {echo}</span>
          )}
        </span>
      </div>
    </div>
  );
}
