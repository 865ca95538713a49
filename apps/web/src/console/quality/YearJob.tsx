import { useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useEffect, useState } from 'react';
import { ProblemView } from '../../shared/ui/ProblemView';
import { JobProgress } from '../jobs/JobProgress';
import { useJob } from '../jobs/jobs.queries';
import { useSummary } from '../summary';

interface YearJobProps {
  /** What is done, as a title: 检查, 比较来源. */
  title: string;
  act: string;
  unit: string;
  jobId: string | undefined;
  starting: {
    mutate: (year: number, options: { onSuccess: (job: { jobId: string }) => void }) => void;
    error: unknown;
    isPending: boolean;
  };
  onStarted: (jobId: string) => void;
  /** The result in words. */
  words: (result: Record<string, number>) => string;
}

/** Starts work over a whole year and shows how far it is; the list is read again when it is done. */
export function YearJob({ title, act, unit, jobId, starting, onStarted, words }: YearJobProps) {
  const summary = useSummary();
  const [year, setYear] = useState<number>();
  const { data: job, error } = useJob(jobId);
  const queries = useQueryClient();
  const state = job?.state;
  useEffect(() => {
    if (state === 'succeeded')
      for (const key of ['quality', 'summary']) void queries.invalidateQueries({ queryKey: [key] });
  }, [state, queries]);
  const years = summary.data?.years ?? [];
  const chosen = year ?? years[0];
  return (
    <>
      <form
        className="quality-job no-print"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== undefined) starting.mutate(chosen, { onSuccess: (started) => onStarted(started.jobId) });
        }}
      >
        <Select
          aria-label="会计年度"
          value={chosen}
          onChange={setYear}
          options={years.map((value) => ({ value, label: `${value} 年` }))}
        />
        <Button htmlType="submit" disabled={chosen === undefined} loading={starting.isPending}>
          {act}
        </Button>
        {state === 'succeeded' && job?.result && (
          <span role="status">{words(job.result as unknown as Record<string, number>)}</span>
        )}
      </form>
      {Boolean(starting.error) && <ProblemView error={starting.error} />}
      {error && <ProblemView error={error} />}
      {job && <JobProgress job={job} title={title} unit={unit} />}
    </>
  );
}
