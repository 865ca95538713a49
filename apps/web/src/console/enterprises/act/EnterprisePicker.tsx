import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { api, unwrap } from '../../../shared/api/client';
import { useDebounced } from '../../../shared/ui/use-debounced';

interface EnterprisePickerProps {
  id: string;
  'aria-describedby': string | undefined;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}

/** Picks an enterprise of the register by a part of its name or its code. */
export function EnterprisePicker({ value, onChange, ...control }: EnterprisePickerProps) {
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim());
  const { data, isFetching } = useQuery({
    queryKey: ['enterprise-pick', q],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/enterprises', { params: { query: { q, limit: 20 } }, signal })),
    enabled: [...q].length >= 2,
    placeholderData: keepPreviousData,
  });
  return (
    <Select
      {...control}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      className="act__control"
      placeholder="名称或代码，至少两个字"
      value={value}
      loading={isFetching}
      options={(data?.items ?? []).map(({ id, name, creditCode }) => ({ value: id, label: `${name} ${creditCode}` }))}
      notFoundContent={isFetching ? '正在查找 …' : '没有找到，请换个说法'}
      onChange={(id?: string) => onChange(id)}
    />
  );
}
