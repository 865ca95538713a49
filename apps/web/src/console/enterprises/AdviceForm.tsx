import { Select } from 'antd';
import { useState } from 'react';
import { DayField } from '../../shared/ui/DayField';
import { acceptsDay } from '../../shared/ui/DayInput';
import { Field } from '../../shared/ui/Field';
import { PurposeField, YearField } from '../assessment-fields';
import type { Standard } from '../standards/standards.queries';
import type { AdviceWish } from './enterprises.queries';

interface AdviceFormProps {
  standards: readonly Standard[];
  /** Accounting years that the enterprise has been judged by, the newest first. */
  years: readonly number[];
  wish: AdviceWish;
  onWish: (wish: AdviceWish) => void;
}

/** Towards which standard, for which purpose, until when. */
export function AdviceForm({ standards, years, wish, onWish }: AdviceFormProps) {
  const [deadline, setDeadline] = useState(wish.deadline ?? '');
  return (
    <div className="panel advice-form no-print">
      <Field label="目标标准">
        {(control) => (
          <Select
            {...control}
            value={wish.standardId ?? null}
            options={standards.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(standardId: string) => onWish({ ...wish, standardId })}
          />
        )}
      </Field>
      <YearField
        hint="按哪一年的事实表"
        years={years}
        value={Number(wish.year) || (years[0] ?? null)}
        onChange={(year) => onWish({ ...wish, year: String(year) })}
      />
      <PurposeField value={wish.purpose} onChange={(purpose) => onWish({ ...wish, purpose })} />
      <DayField
        label="最迟哪天达到"
        hint="填了：到那天来不及变的不列入。不填：不论时间，只看差多少"
        error={acceptsDay(deadline) ? undefined : '请写成 2027-06-30 这样的日期，或留空'}
        value={deadline}
        onChange={(day) => {
          setDeadline(day);
          if (acceptsDay(day)) onWish({ ...wish, deadline: day || undefined });
        }}
      />
    </div>
  );
}
