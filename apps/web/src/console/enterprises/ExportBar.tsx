import { useMutation } from '@tanstack/react-query';
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { api, unwrap } from '../../shared/api/client';
import { formatBoundedCount, formatCount } from '../../shared/format/amounts';
import { ProblemView } from '../../shared/ui/ProblemView';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import type { EnterpriseFilter } from './enterprise-filter';
import { filtersOf } from './view-setup';

interface ExportBarProps {
  filter: EnterpriseFilter;
  count: { value: number; exact: boolean };
  /** Chosen enterprises; none: all that match. */
  selected: ReadonlySet<string>;
  columns: string[];
  jobId: string | undefined;
  onJob: (jobId: string) => void;
}

type Format = 'xlsx' | 'csv';

/** Says what a file of the list will hold, has it written, hands it over. */
export function ExportBar({ filter, count, selected, columns, jobId, onJob }: ExportBarProps) {
  const [format, setFormat] = useState<Format>('xlsx');
  const start = useStartExport();
  const { data: job, error } = useJob(jobId);
  const ids = selected.size > 0 ? [...selected] : null;
  return (
    <section className="panel export-bar no-print" aria-labelledby="export-list">
      <h2 id="export-list">导出名单</h2>
      <p>
        将导出{ids ? `选定的 ${formatCount(ids.length)} 家` : `符合筛选的全部 ${formatBoundedCount(count)} 家`}
        ，按登记先后，含名称、统一社会信用代码和现在显示的列。
        {format === 'xlsx' ? '第二张表写明口径：筛选、时点、家数、导出人。' : 'CSV 只有名单；要连同口径，请选 XLSX。'}
      </p>
      <div className="export-bar__act">
        <Radio.Group
          aria-label="文件格式"
          value={format}
          onChange={(event) => setFormat(event.target.value as Format)}
          options={[
            { value: 'xlsx', label: 'XLSX（Excel）' },
            { value: 'csv', label: 'CSV' },
          ]}
        />
        <Button
          loading={start.isPending}
          disabled={job !== undefined && !isOver(job)}
          onClick={() =>
            start.mutate(
              { format, ids, columns, filter: ids ? {} : filtersOf({ ...filter, sort: undefined }) },
              { onSuccess: ({ jobId: id }) => onJob(id) },
            )
          }
        >
          生成文件
        </Button>
        {job?.state === 'succeeded' && (
          <Button type="primary" href={`/api/console/enterprise-exports/${job.id}/file`} download>
            下载文件
          </Button>
        )}
      </div>
      {(start.error ?? error) && <ProblemView error={start.error ?? error} />}
      {job && <JobProgress job={job} title="导出" unit="家" />}
    </section>
  );
}

interface ExportRequest {
  format: Format;
  ids: string[] | null;
  columns: string[];
  filter: object;
}

function useStartExport() {
  return useMutation({
    mutationFn: (body: ExportRequest) => unwrap(api.POST('/api/console/enterprise-exports', { body })),
  });
}
