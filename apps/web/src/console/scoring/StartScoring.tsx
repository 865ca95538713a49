import { Checkbox } from 'antd';
import { useState } from 'react';
import { acceptsDay } from '../../shared/ui/DayInput';
import { FieldGroup } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { AsOfField, type Purpose, PurposeField, YearField } from '../assessment-fields';
import { useSummary } from '../summary';
import { useStandards } from '../standards/standards.queries';
import { useStartScoring } from './scoring.queries';

/** What to evaluate by what: year of the figures, standards, purpose, day of assessment. */
export function StartScoring({ onStarted }: { onStarted: (jobId: string) => void }) {
  const standards = useStandards();
  const summary = useSummary();
  const start = useStartScoring();
  const [year, setYear] = useState<number>();
  const [chosen, setChosen] = useState<string[]>([]);
  const [purpose, setPurpose] = useState<Purpose>('application');
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
    <SendForm
      className="start-scoring"
      sending={start}
      onSend={submit}
      verb="开始预评估"
      ready={chosen.length > 0 && acceptsDay(asOf)}
      lacking={chosen.length === 0 && '先选一个标准'}
    >
      <FieldGroup label="标准（可多选，一并评价只读一遍数据）">
        <Checkbox.Group
          className="start-scoring__standards"
          value={chosen}
          onChange={setChosen}
          options={standards.data.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FieldGroup>
      <YearField hint="数据所属的年度" years={years} value={wantedYear} onChange={setYear} />
      <PurposeField value={purpose} onChange={setPurpose} />
      <AsOfField hint="不填为今天；称号有效期、成立年限按这一天算" value={asOf} onChange={setAsOf} />
    </SendForm>
  );
}
