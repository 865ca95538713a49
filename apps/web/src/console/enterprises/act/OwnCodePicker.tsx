import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { type OwnList, useOwnList } from '../../code-tables/code-tables.queries';

interface OwnCodePickerProps {
  id: string;
  'aria-describedby': string | undefined;
  list: OwnList;
  value: string | undefined;
  onChange: (code: string) => void;
}

const words = { zone: '园区', chain: '产业链' } as const;

/** Picks an entry of the district's own list by its name; nobody has to know codes. */
export function OwnCodePicker({ list, value, onChange, ...control }: OwnCodePickerProps) {
  const { data, isPending, error } = useOwnList(list, undefined);
  const options = (data?.items ?? []).map(({ code, name }) => ({ value: code, label: `${name} ${code}` }));
  return (
    <>
      <Select
        {...control}
        className="act__control"
        showSearch={{ optionFilterProp: 'label' }}
        loading={isPending}
        value={value}
        options={options}
        notFoundContent={error ? '没有读到，请关上重试' : '没有符合的'}
        onChange={onChange}
      />
      {data?.items.length === 0 && (
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

/** An entry of the district's own list by its name, the code beside it; what the list doesn't know by its code alone. */
export function OwnCode({ list, code }: { list: OwnList; code: string }) {
  const { data } = useOwnList(list, undefined);
  const name = data?.items.find((entry) => entry.code === code)?.name;
  return (
    <>
      {name} <span className={name === undefined ? 'code' : 'code quiet'}>{code}</span>
    </>
  );
}
