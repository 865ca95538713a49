import { Radio, Select } from 'antd';
import { useState } from 'react';
import { acceptsDay, DayInput } from '../../shared/ui/DayInput';
import { Field, FieldGroup } from '../../shared/ui/Field';
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
      <Field label="会计年度" hint="按哪一年的事实表">
        {(control) => (
          <Select
            {...control}
            value={Number(wish.year) || (years[0] ?? null)}
            options={years.map((value) => ({ value, label: `${value} 年` }))}
            onChange={(year: number) => onWish({ ...wish, year: String(year) })}
          />
        )}
      </Field>
      <FieldGroup label="目的">
        <Radio.Group
          value={wish.purpose}
          onChange={(event) => onWish({ ...wish, purpose: event.target.value as AdviceWish['purpose'] })}
        >
          <Radio value="application">新申报</Radio>
          <Radio value="renewal">复核</Radio>
        </Radio.Group>
      </FieldGroup>
      <Field
        label="最迟哪天达到"
        hint="填了：到那天来不及变的不列入。不填：不论时间，只看差多少"
        error={acceptsDay(deadline) ? undefined : '请写成 2027-06-30 这样的日期，或留空'}
      >
        {(control) => (
          <DayInput
            {...control}
            value={deadline}
            onChange={(day) => {
              setDeadline(day);
              if (acceptsDay(day)) onWish({ ...wish, deadline: day || undefined });
            }}
          />
        )}
      </Field>
    </div>
  );
}
