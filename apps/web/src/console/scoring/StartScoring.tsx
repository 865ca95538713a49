import { Button, Checkbox, Radio, Select } from 'antd';
import { useState } from 'react';
import { acceptsDay, DayInput } from '../../shared/ui/DayInput';
import { Field, FieldGroup } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useSummary } from '../summary';
import { useStandards } from '../standards/standards.queries';
import { type ScoringRequest, useStartScoring } from './scoring.queries';

/** What to evaluate by what: year of the figures, standards, purpose, day of assessment. */
export function StartScoring({ onStarted }: { onStarted: (jobId: string) => void }) {
  const standards = useStandards();
  const summary = useSummary();
  const start = useStartScoring();
  const [year, setYear] = useState<number>();
  const [chosen, setChosen] = useState<string[]>([]);
  const [purpose, setPurpose] = useState<ScoringRequest['purpose']>('application');
  const [asOf, setAsOf] = useState('');
  const years = summary.data?.years ?? [];
  const wantedYear = year ?? years[0];

  const error = standards.error ?? summary.error;
  if (error)
    return <ProblemView error={error} retry={() => void Promise.all([standards.refetch(), summary.refetch()])} />;
  if (!standards.data || !summary.data) return <Loading what="正在读取标准" />;
  if (wantedYear === undefined) return <p className="quiet">还没有任何年度数据。请先导入年度数据，再做预评估。</p>;
  const submit = () =>
    start.mutate(
      { year: wantedYear, standardIds: chosen, purpose, ...(asOf && { asOf }) },
      { onSuccess: ({ jobId }) => onStarted(jobId) },
    );

  return (
    <form
      className="start-scoring"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <FieldGroup label="标准（可多选，一并评价只读一遍数据）">
        <Checkbox.Group
          className="start-scoring__standards"
          value={chosen}
          onChange={setChosen}
          options={standards.data.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FieldGroup>
      <Field label="会计年度" hint="数据所属的年度">
        {(control) => (
          <Select
            {...control}
            value={wantedYear}
            onChange={setYear}
            options={years.map((value) => ({ value, label: `${value} 年` }))}
          />
        )}
      </Field>
      <FieldGroup label="目的">
        <Radio.Group value={purpose} onChange={(event) => setPurpose(event.target.value as ScoringRequest['purpose'])}>
          <Radio value="application">新申报</Radio>
          <Radio value="renewal">复核</Radio>
        </Radio.Group>
      </FieldGroup>
      <Field
        label="评价日"
        hint="不填为今天；称号有效期、成立年限按这一天算"
        error={acceptsDay(asOf) ? undefined : '请写成 2026-11-01 这样的日期，或留空'}
      >
        {(control) => <DayInput {...control} value={asOf} onChange={setAsOf} />}
      </Field>
      <div className="start-scoring__act">
        <Button
          type="primary"
          htmlType="submit"
          disabled={chosen.length === 0 || !acceptsDay(asOf)}
          loading={start.isPending}
        >
          开始预评估
        </Button>
        {chosen.length === 0 && <span className="quiet">先选一个标准</span>}
      </div>
      {start.error && <ProblemView error={start.error} />}
    </form>
  );
}
