import { AutoComplete } from 'antd';
import { useOfficers } from './officer.queries';

interface OfficerPickerProps {
  id: string;
  'aria-describedby': string | undefined;
  value: string;
  onChange: (name: string) => void;
}

/** The name of who is responsible: one of those who are already, so that a person is written in one way, or a new one. */
export function OfficerPicker({ value, onChange, ...control }: OfficerPickerProps) {
  const { data } = useOfficers();
  return (
    <AutoComplete
      {...control}
      className="act__control"
      allowClear
      maxLength={100}
      placeholder="选现有的，或写新的姓名"
      value={value}
      showSearch={{ filterOption: (typed, option) => String(option?.value ?? '').includes(typed.trim()) }}
      options={(data?.items ?? []).map(({ officerName, enterprises }) => ({
        value: officerName,
        label: `${officerName}（${enterprises} 家）`,
      }))}
      onChange={(name?: string) => onChange(name ?? '')}
    />
  );
}
