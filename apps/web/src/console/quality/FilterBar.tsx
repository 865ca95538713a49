import { Input, Select } from 'antd';

/** One thing a list is filtered by. */
export interface Choice {
  name: string;
  label: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  /** What stands there when nothing is chosen; without it something always is. */
  all?: string;
}

interface FilterBarProps {
  choices: Choice[];
  q: string | undefined;
  onChange: (name: string, value: string | undefined) => void;
}

/** The filters of a work list: choices, and the enterprise by name or code. */
export function FilterBar({ choices, q, onChange }: FilterBarProps) {
  return (
    <div className="quality-tools no-print">
      {choices.map(({ name, label, value, options, all }) => (
        <Select
          key={name}
          aria-label={label}
          allowClear={all !== undefined}
          placeholder={all}
          popupMatchSelectWidth={false}
          value={value ?? null}
          options={options}
          onChange={(next: string | null | undefined) => onChange(name, next ?? undefined)}
        />
      ))}
      <Input.Search
        key={q ?? ''}
        allowClear
        aria-label="按企业名称或代码查找"
        placeholder="企业名称或代码"
        maxLength={50}
        defaultValue={q}
        onSearch={(text) => onChange('q', text.trim() || undefined)}
      />
    </div>
  );
}

export const yearOptions = (years: readonly number[]) =>
  years.map((year) => ({ value: String(year), label: `${year} 年` }));

/** Options of a closed list of words. */
export const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
