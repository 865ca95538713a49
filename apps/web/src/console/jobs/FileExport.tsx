import { Button, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { ProblemView } from '../../shared/ui/ProblemView';
import { JobProgress } from './JobProgress';
import { isOver, useJob } from './jobs.queries';

export type FileFormat = 'xlsx' | 'csv';

interface FileExportProps {
  title: string;
  /** What a file of the format will hold, said before it is made. */
  says: (format: FileFormat) => ReactNode;
  /** Has it written. */
  start: { isPending: boolean; error: Error | null };
  onStart: (format: FileFormat) => void;
  jobId: string | undefined;
  /** Where the file of a job is handed over: `/api/console/<path>/<job>/file`. */
  path: 'exports' | 'rehearsal-exports' | 'enterprise-exports' | 'audit/exports';
  /** What the job counts; of its result, when there is one. */
  unit: string | ((result: unknown) => string);
  /** What else there is to choose. */
  children?: ReactNode;
}

/** Says what a file will hold, has it written as a job, hands it over. */
export function FileExport({ title, says, start, onStart, jobId, path, unit, children }: FileExportProps) {
  const [format, setFormat] = useState<FileFormat>('xlsx');
  const { data: job, error } = useJob(jobId);
  return (
    <section className="panel file-export no-print" aria-labelledby="file-export">
      <h2 id="file-export">{title}</h2>
      {children}
      <p>{says(format)}</p>
      <div className="acts">
        <Radio.Group
          aria-label="文件格式"
          value={format}
          onChange={(event) => setFormat(event.target.value as FileFormat)}
          options={[
            { value: 'xlsx', label: 'XLSX（Excel）' },
            { value: 'csv', label: 'CSV' },
          ]}
        />
        <Button disabled={job !== undefined && !isOver(job)} loading={start.isPending} onClick={() => onStart(format)}>
          生成 {format.toUpperCase()} 文件
        </Button>
        {job?.state === 'succeeded' && (
          <Button type="primary" href={`/api/console/${path}/${job.id}/file`} download>
            下载文件
          </Button>
        )}
      </div>
      {(start.error ?? error) && <ProblemView error={start.error ?? error} />}
      {job && <JobProgress job={job} title="导出" unit={typeof unit === 'string' ? unit : unit(job.result)} />}
    </section>
  );
}
