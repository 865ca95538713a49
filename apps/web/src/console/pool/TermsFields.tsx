import { InputNumber, Select } from 'antd';
import { Field } from '../../shared/ui/Field';
import { TextField } from '../../shared/ui/TextField';
import { usePoolChoices } from './pool.queries';

/** Target year, officer and note, as typed. */
export interface TypedTerms {
  year: number | null;
  officer: string | undefined;
  note: string;
}

interface TermsFieldsProps {
  terms: TypedTerms;
  change: (part: Partial<TypedTerms>) => void;
}

export const firstTerms = (): TypedTerms => ({ year: new Date().getFullYear() + 1, officer: undefined, note: '' });

/** What the interface takes; null while something is missing. */
export function readTerms({ year, officer, note }: TypedTerms) {
  return year === null || officer === undefined ? null : { year, officer, note: note.trim() || null };
}

/** In which year an enterprise is to apply, who looks after it, what is to be known. */
export function TermsFields({ terms, change }: TermsFieldsProps) {
  const { data, isPending } = usePoolChoices();
  return (
    <>
      <Field label="目标年度" hint="准备在哪一年申报">
        {(control) => (
          <InputNumber {...control} min={2000} max={2200} value={terms.year} onChange={(year) => change({ year })} />
        )}
      </Field>
      <Field label="责任人">
        {(control) => (
          <Select
            {...control}
            showSearch={{ optionFilterProp: 'label' }}
            loading={isPending}
            placeholder="选一位"
            value={terms.officer}
            options={(data?.officers ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            notFoundContent="没有可以当责任人的"
            onChange={(officer: string) => change({ officer })}
          />
        )}
      </Field>
      <div className="wide">
        <TextField
          label="备注"
          hint="可以空着"
          max={2000}
          lines={2}
          value={terms.note}
          onChange={(note) => change({ note })}
        />
      </div>
    </>
  );
}
