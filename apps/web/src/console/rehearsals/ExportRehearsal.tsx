import { Button, Radio } from 'antd';
import { useState } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { ProblemView } from '../../shared/ui/ProblemView';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import { type Rehearsal, useExportRehearsal } from './rehearsals.queries';

interface ExportRehearsalProps {
  rehearsal: Rehearsal;
  jobId: string | undefined;
  onJob: (jobId: string) => void;
}

/** Says what the file will contain, writes it as a job, hands it over. */
export function ExportRehearsal({ rehearsal, jobId, onJob }: ExportRehearsalProps) {
  const [format, setFormat] = useState<'csv' | 'xlsx'>('xlsx');
  const start = useExportRehearsal(rehearsal.id);
  const { data: job, error } = useJob(jobId);
  return (
    <section className="panel rehearsal-export no-print" aria-labelledby="export">
      <h2 id="export">导出</h2>
      <p>
        将导出结果或得分有变化的全部 <b>{formatCount(rehearsal.changed)}</b> 家：变化、新旧结果与得分、由哪几条引起。
        {format === 'xlsx'
          ? '第二张表写明两个办法的版本与校验值、评价日、各种变化的家数和“预评估，非认定”。'
          : 'CSV 只有名单本身；要连同口径，请选 XLSX。'}
      </p>
      <div className="acts">
        <Radio.Group
          aria-label="文件格式"
          value={format}
          onChange={(event) => setFormat(event.target.value as typeof format)}
          options={[
            { value: 'xlsx', label: 'XLSX（Excel）' },
            { value: 'csv', label: 'CSV' },
          ]}
        />
        <Button
          disabled={job !== undefined && !isOver(job)}
          loading={start.isPending}
          onClick={() => start.mutate(format, { onSuccess: ({ jobId: id }) => onJob(id) })}
        >
          生成 {format.toUpperCase()} 文件
        </Button>
        {job?.state === 'succeeded' && (
          <Button type="primary" href={`/api/console/rehearsal-exports/${job.id}/file`} download>
            下载文件
          </Button>
        )}
      </div>
      {(start.error ?? error) && <ProblemView error={start.error ?? error} />}
      {job && <JobProgress job={job} title="导出" unit="行" />}
    </section>
  );
}
