import { Link } from '@tanstack/react-router';
import { Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { acceptsDay } from '../../shared/ui/DayInput';
import { Field, FieldGroup } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { AsOfField, type Purpose, PurposeField, YearField } from '../assessment-fields';
import { useSummary } from '../summary';
import { useStandardsToCompare, useStartRehearsal } from './rehearsals.queries';

const example = (id: string) => `extends: ${id}
overrides:
  total: { atLeast: 70 }
`;

/** What is compared with what: a standard in use against another, or against a trial of other words. */
export function CreateRehearsal({ onStarted }: { onStarted: (jobId: string) => void }) {
  const standards = useStandardsToCompare();
  const summary = useSummary();
  const start = useStartRehearsal();
  const [old, setOld] = useState<string>();
  const [kind, setKind] = useState<'standard' | 'overlay'>('standard');
  const [next, setNext] = useState<string>();
  const [overlay, setOverlay] = useState<string>();
  const [year, setYear] = useState<number>();
  const [purpose, setPurpose] = useState<Purpose>('application');
  const [asOf, setAsOf] = useState('');
  const error = standards.error ?? summary.error;
  if (error)
    return <ProblemView error={error} retry={() => void Promise.all([standards.refetch(), summary.refetch()])} />;
  if (!standards.data || !summary.data) return <Loading what="正在读取标准" />;
  const { years } = summary.data;
  const wantedYear = year ?? years[0];
  const { items } = standards.data;
  // a supplement has no clauses of its own that could be tried in other words
  const whole = items.filter(({ supplementOf }) => supplementOf === null);
  const options = items.map(({ id, name }) => ({ value: id, label: name }));
  const offered = kind === 'overlay' ? whole.map(({ id, name }) => ({ value: id, label: name })) : options;
  const first = offered.find(({ value }) => value === old)?.value ?? offered[0]?.value;
  if (wantedYear === undefined || first === undefined)
    return <p className="quiet">还没有年度数据或标准。请先导入年度数据，再做双跑。</p>;
  const text = overlay ?? example(first);
  const ready = acceptsDay(asOf) && (kind === 'overlay' ? text.trim() !== '' : next !== undefined && next !== first);
  const submit = () =>
    start.mutate(
      {
        ...{ year: wantedYear, standardId: first, purpose, ...(asOf && { asOf }) },
        against: kind === 'overlay' ? { overlay: text } : { ...(next !== undefined && { standardId: next }) },
      },
      { onSuccess: ({ jobId }) => onStarted(jobId) },
    );
  return (
    <SendForm
      className="create-rehearsal"
      sending={start}
      onSend={submit}
      verb="开始双跑"
      ready={ready}
      lacking={kind === 'standard' && '先选一个不同的新办法'}
    >
      <Field label="旧办法" hint={kind === 'overlay' ? '正在使用的标准；补充别的标准的不能试改' : '正在使用的标准'}>
        {(control) => (
          <Select
            {...control}
            value={first}
            options={offered}
            onChange={(id: string) => {
              setOld(id);
              setOverlay(undefined); // it began with the id of the other one
            }}
          />
        )}
      </Field>
      <FieldGroup label="新办法">
        <Radio.Group value={kind} onChange={(event) => setKind(event.target.value as typeof kind)}>
          <Radio value="standard">另一个标准</Radio>
          <Radio value="overlay">试改几条</Radio>
        </Radio.Group>
        {kind === 'standard' && (
          <Select
            aria-label="新办法的标准"
            placeholder="选择标准"
            value={next ?? null}
            options={options.map((one) => ({ ...one, disabled: one.value === first }))}
            onChange={setNext}
          />
        )}
      </FieldGroup>
      {kind === 'overlay' && (
        <div className="create-rehearsal__overlay">
          <Field label="试改（YAML）" hint="按条款编号写改成什么；没有写到的照旧。">
            {(control) => (
              <Input.TextArea
                {...control}
                className="code"
                rows={6}
                maxLength={200_000}
                spellCheck={false}
                value={text}
                onChange={(event) => setOverlay(event.target.value)}
              />
            )}
          </Field>
          <p className="quiet">
            编号在
            <Link to="/console/standards/$id" params={{ id: first }} hash="clauses" target="_blank">
              标准的条款列表
            </Link>
            里，新窗口打开。
          </p>
        </div>
      )}
      <YearField hint="数据所属的年度" years={years} value={wantedYear} onChange={setYear} />
      <PurposeField value={purpose} onChange={setPurpose} />
      <AsOfField hint="不填为今天；两个办法按同一天、同一批数据评" value={asOf} onChange={setAsOf} />
    </SendForm>
  );
}
