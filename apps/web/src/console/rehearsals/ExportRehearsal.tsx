import { formatBoundedCount } from '../../shared/format/amounts';
import { FileExport } from '../jobs/FileExport';
import { type Rehearsal, type RowFilter, useExportRehearsal, useRehearsalRows } from './rehearsals.queries';

interface ExportRehearsalProps {
  rehearsal: Rehearsal;
  /** What the list below is narrowed by; the file holds exactly these. */
  filter: RowFilter;
  jobId: string | undefined;
  onJob: (jobId: string) => void;
}

/** A file of the list as it is narrowed; not narrowed, of everybody whose outcome or points are others now. */
export function ExportRehearsal({ rehearsal, filter, jobId, onJob }: ExportRehearsalProps) {
  const start = useExportRehearsal(rehearsal.id, filter);
  const { data } = useRehearsalRows(rehearsal.id, filter, undefined);
  const narrowed = Object.keys(filter).length > 0;
  return (
    <FileExport
      title="导出"
      says={(format) => (
        <>
          将导出{narrowed ? '符合下面筛选的' : '结果或得分有变化的'}全部{' '}
          <b>{data ? formatBoundedCount(data.count) : '…'}</b> 家：变化、新旧结果与得分、由哪几条引起。
          {format === 'xlsx'
            ? '第二张表写明筛选、两个办法的版本与校验值、评价日、各种变化的家数和“预评估，非认定”。'
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
