import { Select } from 'antd';
import { outcomeOrder, outcomeWords } from '../../shared/outcome-words';
import { Field } from '../../shared/ui/Field';
import { purposeWords } from '../words';
import { CodePicker } from '../enterprises/CodePicker';
import type { QueueSearch } from './queue-filter';
import { useBatches, useProcedures } from './recognition.queries';
import { holderWords, waitsWords } from './recognition-words';

interface QueueFiltersProps {
  search: QueueSearch;
  change: (to: Partial<QueueSearch>) => void;
}

const all = { value: '', label: '不限' };
const choices = (words: Readonly<Record<string, string>>, order = Object.keys(words)) => [
  all,
  ...order.map((value) => ({ value, label: words[value] ?? value })),
];

/** By what the queue is narrowed besides its text. */
export function QueueFilters({ search, change }: QueueFiltersProps) {
  const batches = useBatches(undefined, undefined, 100).data?.items ?? [];
  const procedures = useProcedures().data?.items ?? [];
  const batch = batches.find(({ id }) => id === search.batch);
  const states = (batch ? procedures.filter(({ id }) => id === batch.procedure) : procedures).flatMap(
    (one) => one.states,
  );
  const stateWords = Object.fromEntries(states.map(({ code, label }) => [code, label]));
  const pick = (key: keyof QueueSearch, label: string, options: { value: string; label: string }[]) => (
    <Field label={label} key={key}>
      {(control) => (
        <Select
          {...control}
          value={search[key] ?? ''}
          options={
            options.some(({ value }) => value === (search[key] ?? ''))
              ? options
              : [...options, { value: search[key] ?? '', label: '别的' }]
          }
          onChange={(value: string) => change({ [key]: value || undefined })}
          popupMatchSelectWidth={false}
        />
      )}
    </Field>
  );
  return (
    <>
      {pick('waits', '等我办的', choices(waitsWords))}
      {pick('batch', '批次', [all, ...batches.map(({ id, name }) => ({ value: id, label: name }))])}
      {pick('holder', '在谁手里', choices(holderWords))}
      {pick('state', '环节', choices(stateWords))}
      {pick('purpose', '类型', choices(purposeWords))}
      {pick('outcome', '预评估', choices(outcomeWords, [...outcomeOrder]))}
      {pick('officer', '承办', [all, { value: 'mine', label: '我承办的' }, { value: 'none', label: '没有承办人的' }])}
      <Field label="所在地">
        {({ id }) => (
          <CodePicker
            id={id}
            kind="regions"
            label="所在地"
            value={search.region}
            onChange={(region) => change({ region })}
          />
        )}
      </Field>
      {pick('overdue', '时限', [all, { value: 'true', label: '已逾期' }, { value: 'false', label: '没有逾期' }])}
    </>
  );
}
