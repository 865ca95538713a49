import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useEffect, useState } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { Unknown } from '../../shared/ui/Unknown';
import { May } from '../../shared/session/May';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import { useSummary } from '../summary';
import { CountLink } from './CountLink';
import { Movement } from './Movement';
import { type Dimension, useDimensions, useDivide } from './segments.queries';
import './segments.css';

const route = getRouteApi('/console/segments');

/** How the enterprises are divided by rules, and who moved from one year to the next. */
export function SegmentsPage() {
  const { data, error, refetch } = useDimensions();
  return (
    <>
      <PageHead title="企业分类" lead="按规则逐条判断事实表，取第一条满足的；规则是数据，改了重新分类即可。" />
      <May what="scoring.run">
        <Divide />
      </May>
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : data ? (
        data.items.map((dimension) => <DimensionPanel key={dimension.id} dimension={dimension} />)
      ) : (
        <Loading what="正在读取分类" />
      )}
    </>
  );
}

/** Divides a year anew, as a job. */
function Divide() {
  const { job: jobId } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: summary } = useSummary();
  const [chosen, setChosen] = useState<number>();
  const start = useDivide();
  const { data: job } = useJob(jobId);
  const queries = useQueryClient();
  const ended = job !== undefined && isOver(job);
  useEffect(() => {
    if (ended) void queries.invalidateQueries({ queryKey: ['segments'] });
  }, [ended, queries]);
  const years = summary?.years ?? [];
  const year = chosen ?? years[0];
  if (year === undefined) return null;
  return (
    <section className="panel segments__divide no-print" aria-label="重新分类">
      <Select
        aria-label="会计年度"
        value={year}
        onChange={setChosen}
        options={years.map((value) => ({ value, label: `${value} 年度` }))}
      />
      <Button
        loading={start.isPending}
        disabled={job !== undefined && !ended}
        onClick={() =>
          start.mutate(year, {
            onSuccess: (answer) => void navigate({ search: (now) => ({ ...now, job: answer.jobId }), replace: true }),
          })
        }
      >
        按规则分类
      </Button>
      {job?.state === 'succeeded' && <span role="status">已完成：{formatCount(job.done)} 家</span>}
      {start.error && <ProblemView error={start.error} />}
      {job && <JobProgress job={job} title="分类" unit="家" />}
    </section>
  );
}

function DimensionPanel({ dimension: { id, label, note, years, segments } }: { dimension: Dimension }) {
  const [newest] = years;
  return (
    <section className="panel segments__one" aria-labelledby={`dimension-${id}`}>
      <h2 id={`dimension-${id}`}>
        {label}
        {newest !== undefined && <span className="quiet"> · {newest} 年度</span>}
      </h2>
      <p className="quiet">{note}</p>
      <table className="segments__table">
        <thead>
          <tr>
            <th scope="col">类</th>
            <th scope="col">规则</th>
            <th scope="col" className="is-number">
              家数
            </th>
          </tr>
        </thead>
        <tbody>
          {segments.map((segment) => (
            <tr key={segment.code}>
              <th scope="row">{segment.label}</th>
              <td>{segment.text}</td>
              <td className="is-number">
                {newest === undefined ? (
                  <Unknown />
                ) : (
                  <CountLink count={segment.count} segment={`${id}.${segment.code}`} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {years.length > 1 ? (
        <Movement dimension={id} label={label} years={years} />
      ) : (
        <p className="quiet">
          {newest === undefined
            ? '还没有分过类：在上面选年度，点“按规则分类”。'
            : '再给另一个年度分类，这里就列出哪些企业从一类到了另一类。'}
        </p>
      )}
    </section>
  );
}
