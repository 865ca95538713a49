import { Input } from 'antd';
import { Field } from './Field';

interface SearchFieldProps {
  label: string;
  placeholder: string;
  /** What is searched for now, as the address says; empty: everything. */
  value: string | undefined;
  /** Undefined where nothing is searched for any more. */
  onSearch: (text: string | undefined) => void;
}

/** Searches a list by a few letters, once they are typed and sent. */
export function SearchField({ label, placeholder, value, onSearch }: SearchFieldProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input.Search
          {...control}
          key={value}
          allowClear
          maxLength={50}
          placeholder={placeholder}
          defaultValue={value}
          onSearch={(text) => onSearch(text.trim() || undefined)}
        />
      )}
    </Field>
  );
}
