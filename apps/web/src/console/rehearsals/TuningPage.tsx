import { getRouteApi } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { Field } from '../../shared/ui/Field';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { PreAssessment } from '../../shared/ui/PreAssessment';
import { ProblemView } from '../../shared/ui/ProblemView';
import { YearField } from '../assessment-fields';
import { useSummary } from '../summary';
import { TuningBench } from './TuningBench';
import { useOpenTuning, useStandardsToCompare } from './rehearsals.queries';
import './rehearsals.css';

const route = getRouteApi('/console/rehearsals/tuning');

/** Chooses a standard and a year, then lets its thresholds be moved over the whole register. */
export function TuningPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const standards = useStandardsToCompare();
  const summary = useSummary();
  const open = useOpenTuning();
  const error = standards.error ?? summary.error;
  if (error || !standards.data || !summary.data) {
    return (
      <>
        <PageHead title="试调门槛" />
        {error ? (
          <ProblemView error={error} retry={() => void Promise.all([standards.refetch(), summary.refetch()])} />
        ) : (
          <Loading what="正在读取标准" />
        )}
      </>
    );
  }
  const standardId = search.standard ?? standards.data.items[0]?.id;
  const year = Number(search.year) || summary.data.years[0];
  const choose = (next: { standard?: string; year?: string }) =>
    void navigate({ search: { ...search, ...next }, replace: true });
  return (
    <>
      <PageHead
        title="试调门槛"
        lead={
          <>
            移动一个门槛，全部企业的结果随手而变；标准本身不会改动。
            <PreAssessment />
          </>
        }
      />
      <div className="rehearsals">
        <form
          className="panel open-tuning"
          onSubmit={(event) => {
            event.preventDefault();
            if (standardId !== undefined && year !== undefined) open.mutate({ standardId, year });
          }}
        >
          <Field label="标准">
            {(control) => (
              <Select
                {...control}
                value={standardId ?? null}
                options={standards.data.items.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(standard: string) => choose({ standard })}
              />
            )}
          </Field>
          <YearField
            years={summary.data.years}
            value={year ?? null}
            onChange={(value) => choose({ year: String(value) })}
          />
          <Button
            type="primary"
            htmlType="submit"
            loading={open.isPending}
            disabled={standardId === undefined || year === undefined}
          >
            {open.data ? '重新读入数据' : '读入数据，开始试调'}
          </Button>
        </form>
        {open.error && <ProblemView error={open.error} />}
        {open.isPending && <Loading what="正在把当年事实表读入内存" />}
        {open.data && !open.isPending && <TuningBench key={open.data.id} tuning={open.data} />}
      </div>
    </>
  );
}
