import { formatCount } from '../../shared/format/amounts';
import { FileExport, type FileFormat } from '../jobs/FileExport';
import { type Ranking, useExportRanking } from './rankings.queries';

const everyRow =
  '行，不受名单里查找的影响。每行有：名次、统一社会信用代码、企业名称、行政区划、行业、预评估结果、最低分与最高分、未定、' +
  '满足与缺数据条数，以及数据年度、评价日、标准和“预评估，非认定”。';

/** What a file of each format holds, said before it is made. */
const contents: Readonly<Record<FileFormat, string>> = {
  xlsx: `${everyRow}第二张表写明口径：规则、范围、标准版本与校验值、评价日、各结果家数。`,
  csv: `${everyRow}CSV 只有名单本身；要连同口径，请选 XLSX。`,
};

interface ExportPanelProps {
  ranking: Ranking;
  jobId: string | undefined;
  onJob: (jobId: string) => void;
}

/** A file of the whole ranking. */
export function ExportPanel({ ranking, jobId, onJob }: ExportPanelProps) {
  const start = useExportRanking(ranking.id);
  return (
    <FileExport
      title="导出"
      says={(format) => (
        <>
          将导出全部 <b>{formatCount(ranking.total)}</b> {contents[format]}
        </>
      )}
      start={start}
      onStart={(format) => start.mutate(format, { onSuccess: (job) => onJob(job.jobId) })}
      jobId={jobId}
      path="exports"
      unit="行"
    />
  );
}
