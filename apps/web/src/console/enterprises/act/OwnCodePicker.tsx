import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { type OwnList, useOwnList } from '../../code-tables/code-tables.queries';

interface OwnCodePickerProps {
  /** Of the control, where a label of its own names it. */
  id?: string;
  'aria-describedby'?: string | undefined;
  list: OwnList;
  /** Makes it a filter: said aloud, and in the place of a value. */
  label?: string;
  value: string | undefined;
  onChange: (code: string | undefined) => void;
}

const words = { zone: '园区', chain: '产业链' } as const;

/** Picks an entry of the district's own list by its name, a link of a chain behind its chain; nobody has to know codes. */
export function OwnCodePicker({ list, label, value, onChange, ...control }: OwnCodePickerProps) {
  const { options, isPending, error } = useOwnOptions(list);
  const known = value === undefined || options.some((option) => option.value === value);
  const isFilter = label !== undefined;
  return (
    <>
      <Select
        {...control}
        {...(isFilter && { allowClear: true, 'aria-label': label, placeholder: label })}
        className={isFilter ? 'filters__short' : 'act__control'}
        popupMatchSelectWidth={!isFilter}
        showSearch={{ optionFilterProp: 'label' }}
        loading={isPending}
        value={value}
        options={known ? options : [{ value, label: `代码 ${value}` }, ...options]}
        notFoundContent={error ? '没有读到，请关上重试' : '没有符合的'}
        onChange={(code?: string) => onChange(code)}
      />
      {!isFilter && !isPending && !error && options.length === 0 && (
        <span>
          本区还没有登记{words[list]}，先到
          <Link to="/console/code-tables" search={{ table: list }}>
            代码表
          </Link>
          登记。
        </span>
      )}
    </>
  );
}

/** The entries of a list to choose from; ended ones say so. */
export function useOwnOptions(list: OwnList) {
  const { data, isPending, error } = useOwnList(list, undefined);
  const items = data?.items ?? [];
  const names = new Map(items.map(({ code, name }) => [code, name]));
  const options = items.map(({ code, name, parent, validUntil }) => {
    const chain = parent ? `${names.get(parent) ?? parent} / ` : '';
    return { value: code, label: `${chain}${name} ${code}${validUntil ? `（${validUntil} 撤销）` : ''}` };
  });
  return { options, isPending, error };
}
