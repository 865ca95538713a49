import { formatCount } from '../../shared/format/amounts';
import { FileExport } from '../jobs/FileExport';
import { type Rehearsal, useExportRehearsal } from './rehearsals.queries';

interface ExportRehearsalProps {
  rehearsal: Rehearsal;
  jobId: string | undefined;
  onJob: (jobId: string) => void;
}

/** A file of everybody whose outcome or points are others now. */
export function ExportRehearsal({ rehearsal, jobId, onJob }: ExportRehearsalProps) {
  const start = useExportRehearsal(rehearsal.id);
  return (
    <FileExport
      title="导出"
      says={(format) => (
        <>
          将导出结果或得分有变化的全部 <b>{formatCount(rehearsal.changed)}</b> 家：变化、新旧结果与得分、由哪几条引起。
          {format === 'xlsx'
            ? '第二张表写明两个办法的版本与校验值、评价日、各种变化的家数和“预评估，非认定”。'
            : 'CSV 只有名单本身；要连同口径，请选 XLSX。'}
        </>
      )}
      start={start}
      onStart={(format) => start.mutate(format, { onSuccess: (job) => onJob(job.jobId) })}
      jobId={jobId}
      path="rehearsal-exports"
      unit="行"
    />
  );
}
