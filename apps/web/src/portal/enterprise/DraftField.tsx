import { Select } from 'antd';
import { NumberField } from '../../shared/forms/NumberField';
import { Field } from '../../shared/ui/Field';
import type { DraftFact } from '../portal.queries';
import { echoOf, type EntryUnit, fieldUnitOf, knownText } from './draft-entries';

interface DraftFieldProps {
  fact: DraftFact;
  unit: EntryUnit;
  value: string;
  problem: string | null;
  disabled: boolean;
  onChange: (value: string) => void;
}

/** One figure: its unit, how it was understood, what was submitted before, what is wrong. */
export function DraftField({ fact, unit, value, problem, disabled, onChange }: DraftFieldProps) {
  const label = fact.label.replace(/[(（](上年度|上年末|当年度)[)）]/, '');
  const known = [
    fact.current !== null && `已提交 ${knownText(fact, fact.current)}`,
    fact.lastYear !== null && `上一年度 ${knownText(fact, fact.lastYear)}`,
  ].filter(Boolean);
  const choices = fact.type === 'boolean' ? ['是', '否'] : fact.valueLabels;
  return (
    <div id={`draft-${fact.code}`}>
      {fact.type === 'boolean' || fact.type === 'enum' ? (
        <Field label={label} hint={fact.definition || undefined}>
          {(control) => (
            <Select
              {...control}
              allowClear
              disabled={disabled}
              placeholder="不填"
              value={value === '' ? null : value}
              onChange={(next: string | null | undefined) => onChange(next ?? '')}
              options={choices.map((one) => ({ value: one, label: one }))}
            />
          )}
        </Field>
      ) : (
        <NumberField
          id={`draft-${fact.code}-input`}
          label={label}
          unit={fieldUnitOf(fact, unit)}
          value={value}
          onChange={onChange}
          problem={null}
          echo={echoOf(fact, value, unit)}
          digits
        />
      )}
      {problem && <p className="portal-figures__problem">{problem}</p>}
      {known.length > 0 && <p className="portal-figures__known">{known.join('；')}</p>}
    </div>
  );
}
