import { Checkbox } from 'antd';
import type { ReactNode } from 'react';

/** One box whose words are its label. */
export function Confirm({
  checked,
  onChange,
  children,
  disabled,
}: {
  checked: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
  disabled?: boolean;
}) {
  return (
    <Checkbox checked={checked} disabled={disabled} onChange={({ target }) => onChange(target.checked)}>
      {children}
    </Checkbox>
  );
}
