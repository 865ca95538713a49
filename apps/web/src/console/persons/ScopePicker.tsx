import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { accessApi, unwrap } from '../../shared/api/client';
import { Field } from '../../shared/ui/Field';
import { useDebounced } from '../../shared/ui/use-debounced';

export type NamedScope = 'region' | 'zone' | 'enterprise';

/** Something a role may be given over. */
export interface ScopeOption {
  id: string;
  name: string;
  note: string;
}

interface ScopePickerProps {
  kind: NamedScope;
  value: ScopeOption | undefined;
  onChange: (option: ScopeOption | undefined) => void;
}

const words: Record<NamedScope, { label: string; hint: string; least: number }> = {
  region: { label: '哪个地区', hint: '按名称或代码找；选省、市即包含下面的区县', least: 0 },
  zone: { label: '哪个园区', hint: '代码表里登记的园区', least: 0 },
  enterprise: { label: '哪家企业', hint: '输入名称、拼音或代码，至少两个字；这里只看得到名称和代码', least: 2 },
};

/** Picks a region, a zone or an enterprise by what one knows of it, never by a typed code. */
export function ScopePicker({ kind, value, onChange }: ScopePickerProps) {
  const { label, hint, least } = words[kind];
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim());
  const { data, isFetching, error } = useQuery({
    queryKey: ['scope-options', kind, q],
    queryFn: async ({ signal }) =>
      (await unwrap(accessApi.GET('/api/access/scope-options', { params: { query: { kind, q } }, signal }))).items,
    enabled: [...q].length >= least,
    placeholderData: keepPreviousData,
  });
  const found = data ?? [];
  const all = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;
  const nothing =
    [...q].length < least ? `请输入至少 ${least} 个字` : isFetching ? '正在查找 …' : '没有找到，请换个说法';
  return (
    <Field label={label} hint={hint} error={error ? '暂时找不了，请稍后再试。' : undefined}>
      {(control) => (
        <Select
          {...control}
          allowClear
          showSearch={{ filterOption: false, onSearch: setTyped }}
          placeholder="按名称或代码找"
          value={value?.id}
          loading={isFetching}
          options={all.map(({ id, name, note }) => ({ value: id, label: `${name} ${note}` }))}
          notFoundContent={nothing}
          onChange={(id?: string) => onChange(all.find((one) => one.id === id))}
        />
      )}
    </Field>
  );
}
