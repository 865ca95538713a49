import type { ReactNode } from 'react';
import './forms.css';

export interface ChoiceOption {
  value: string;
  label: string;
}

interface ChoiceFieldProps {
  /** Name of the group, unique on the page. */
  name: string;
  legend: ReactNode;
  options: readonly ChoiceOption[];
  value: string;
  onChange: (value: string) => void;
  children?: ReactNode;
}

/** A few choices side by side, one of them taken: by arrow keys, by click, by its words. */
export function ChoiceField({ name, legend, options, value, onChange, children }: ChoiceFieldProps) {
  return (
    <fieldset className="choice" aria-describedby={children ? `${name}-words` : undefined}>
      <legend>{legend}</legend>
      {children && <div id={`${name}-words`}>{children}</div>}
      <div className="choice__options">
        {options.map((option) => (
          <label key={option.value} className="choice__option">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
