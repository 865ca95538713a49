import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { api, unwrap } from '../../shared/api/client';
import { useDebounced } from '../../shared/ui/use-debounced';

interface CodePickerProps {
  /** Of the control, where a label of its own names it. */
  id?: string;
  kind: 'regions' | 'industries';
  label: string;
  value: string | undefined;
  onChange: (code: string | undefined) => void;
}

/** Picks a division or an industry by a part of its name or the beginning of its code; 3 000 of them are too many to list. */
export function CodePicker({ id, kind, label, value, onChange }: CodePickerProps) {
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim()) || value;
  const { data, isFetching } = useCodes(kind, q);
  const found = (data ?? []).map(({ code, name }) => ({ value: code, label: `${name} ${code}` }));
  // sections and several codes come from links (工业企业 is B,C,D), not from this list
  const several = value !== undefined && /[A-T,]/.test(value);
  const options = several ? [{ value, label: `代码 ${value.replaceAll(',', '、')}` }, ...found] : found;
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      aria-label={label}
      placeholder={label}
      className="filters__code"
      popupMatchSelectWidth={280}
      value={value}
      loading={isFetching}
      options={options}
      notFoundContent={isFetching ? '正在查找 …' : '没有找到，请换个说法'}
      onChange={(code?: string) => onChange(code)}
    />
  );
}

interface Code {
  code: string;
  name: string;
}

function useCodes(kind: CodePickerProps['kind'], q: string | undefined) {
  return useQuery({
    queryKey: [kind, q],
    queryFn: async ({ signal }): Promise<Code[]> => {
      const query = { q, limit: 30 };
      if (kind === 'regions') {
        const { items } = await unwrap(api.GET('/api/console/regions', { params: { query }, signal }));
        return items.map(({ code, path }) => ({ code, name: path }));
      }
      const { items } = await unwrap(api.GET('/api/console/industries', { params: { query }, signal }));
      return items.filter(({ level }) => level > 1);
    },
    staleTime: 3_600_000,
    placeholderData: keepPreviousData,
  });
}
