import { Button, Select } from 'antd';
import { Field } from '../ui/Field';
import { TextField } from '../ui/TextField';
import './notices.css';

/** One who stands on a notice. */
export interface Listed {
  id: string;
  position: number;
  name: string;
}

interface CorrectedNamesProps {
  list: readonly Listed[];
  /** The right names by id, as far as they were typed. */
  names: ReadonlyMap<string, string>;
  onChange: (names: ReadonlyMap<string, string>) => void;
  /** What can't be put right here, and where. */
  hint: string;
  /** What is wrong with a name, by id, and with the choice as a whole. */
  errors: ReadonlyMap<string, string>;
  error: string | undefined;
}

/** Whose name on a notice is wrong, and the right one. */
export function CorrectedNames({ list, names, onChange, hint, errors, error }: CorrectedNamesProps) {
  const put = (id: string, name: string) => onChange(new Map([...names, [id, name]]));
  return (
    <div className="stacked notice-names">
      <Field label="名单上哪一家的名称写错了" hint={hint} error={error}>
        {(control) => (
          <Select
            {...control}
            style={{ width: '100%' }}
            classNames={{ popup: { root: 'notice-names__choices' } }}
            showSearch={{ optionFilterProp: 'label' }}
            value={null}
            placeholder="选一家，可以输入序号或名称查找"
            notFoundContent="名单上没有"
            options={list
              .filter(({ id }) => !names.has(id))
              .map(({ id, position, name }) => ({ value: id, label: `${position} ${name}` }))}
            onChange={(id: string) => put(id, list.find((one) => one.id === id)?.name ?? '')}
          />
        )}
      </Field>
      {list
        .filter(({ id }) => names.has(id))
        .map(({ id, position, name }) => (
          <div key={id} className="notice-names__one">
            <TextField
              label={`第 ${position} 家更正后的名称`}
              hint={`原为 ${name}`}
              error={errors.get(id)}
              max={200}
              lines={2}
              value={names.get(id) ?? ''}
              onChange={(to) => put(id, to)}
            />
            <Button
              aria-label={`不改第 ${position} 家`}
              onClick={() => onChange(new Map([...names].filter(([one]) => one !== id)))}
            >
              不改
            </Button>
          </div>
        ))}
    </div>
  );
}
