import { Button, Radio } from 'antd';
import { useState } from 'react';
import { formatCount } from '../../shared/format/amounts';
import { ProblemView } from '../../shared/ui/ProblemView';
import { JobProgress } from '../jobs/JobProgress';
import { isOver, useJob } from '../jobs/jobs.queries';
import { type Ranking, useExportRanking } from './rankings.queries';

type Format = 'xlsx' | 'csv';

const everyRow =
  '行，不受名单里查找的影响。每行有：名次、统一社会信用代码、企业名称、行政区划、行业、预评估结果、最低分与最高分、未定、' +
  '满足与缺数据条数，以及数据年度、评价日、标准和“预评估，非认定”。';

/** What a file of each format holds, said before it is made. */
const contents: Readonly<Record<Format, string>> = {
  xlsx: `${everyRow}第二张表写明口径：规则、范围、标准版本与校验值、评价日、各结果家数。`,
  csv: `${everyRow}CSV 只有名单本身；要连同口径，请选 XLSX。`,
};

interface ExportPanelProps {
  ranking: Ranking;
  jobId: string | undefined;
  onJob: (jobId: string) => void;
}

/** Says what the file will contain, writes it as a job, hands it over. */
export function ExportPanel({ ranking, jobId, onJob }: ExportPanelProps) {
  const [format, setFormat] = useState<Format>('xlsx');
  const start = useExportRanking(ranking.id);
  const { data: job, error } = useJob(jobId);
  const running = job !== undefined && !isOver(job);
  return (
    <section className="panel export no-print" aria-labelledby="export">
      <h2 id="export">导出</h2>
      <p>
        将导出全部 <b>{formatCount(ranking.total)}</b> {contents[format]}
      </p>
      <div className="acts">
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
          disabled={running}
          loading={start.isPending}
          onClick={() => start.mutate(format, { onSuccess: ({ jobId: id }) => onJob(id) })}
        >
          生成 {format.toUpperCase()} 文件
        </Button>
        {job?.state === 'succeeded' && (
          <Button type="primary" href={`/api/console/exports/${job.id}/file`} download>
            下载文件
          </Button>
        )}
      </div>
      {(start.error ?? error) && <ProblemView error={start.error ?? error} />}
      {job && <JobProgress job={job} title="导出" unit="行" />}
    </section>
  );
}
