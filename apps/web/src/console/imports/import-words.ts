import type { Job } from '../jobs/jobs.queries';
import type { Import, ImportResult } from './imports.queries';

/** An import as the job it is. */
export function asJob(item: Import): Job {
  const { jobId, state, stage, done, total, counted, warned, failed, error, personName, createdAt, finishedAt } = item;
  return {
    ...{ id: jobId, task: 'figures.import', state, stage, done, total, counted, warned, failed, result: null, error },
    ...{ personName, createdAt, finishedAt },
  };
}

/** What was read: `XLSX，工作表“Sheet1”，表头在第 1 行`. */
export function readingWords(result: Pick<ImportResult, 'format' | 'encoding' | 'sheet' | 'headerRow'>): string {
  const file =
    result.format === 'xlsx' ? `XLSX，工作表“${result.sheet ?? ''}”` : `CSV，${encodingWords(result.encoding)}`;
  return `${file}，表头在第 ${result.headerRow} 行`;
}

function encodingWords(encoding: string | null): string {
  return encoding === null ? '编码未知' : `编码 ${encoding.toUpperCase()}`;
}

export interface Tally {
  label: string;
  count: number;
  tone?: 'bad' | 'warn';
}

/** What an import did, or would do, as counts; what is nothing and says nothing is left out. */
export function tallies(result: ImportResult): Tally[] {
  const all: Tally[] = [
    { label: '数据行', count: result.rows },
    ...(result.skipped > 0 ? [{ label: '跳过的合计、说明行', count: result.skipped }] : []),
    { label: '合格', count: result.accepted },
    { label: '拒绝', count: result.rejected, ...(result.rejected > 0 && { tone: 'bad' as const }) },
    ...(result.kind === 'list'
      ? [
          { label: '新增记录', count: result.newRecords ?? 0 },
          { label: '更正记录', count: result.changedRecords ?? 0 },
        ]
      : [
          { label: '新建企业', count: result.createdEnterprises ?? 0 },
          { label: '更新登记信息', count: result.updatedEnterprises ?? 0 },
        ]),
    ...(result.kind === 'figures' ? [{ label: '新的年度数据', count: result.newRevisions ?? 0 }] : []),
    { label: '与已有相同', count: result.unchanged },
    ...(result.duplicates > 0 ? [{ label: '文件内重复', count: result.duplicates }] : []),
    ...(result.warnings > 0 ? [{ label: '提醒', count: result.warnings, tone: 'warn' as const }] : []),
  ];
  return all;
}

/** Whether the file brings nothing new: the same file twice changes nothing, and says so. */
export function bringsNothing(result: ImportResult): boolean {
  const { createdEnterprises, updatedEnterprises, newRevisions, newRecords, changedRecords } = result;
  const changes = [createdEnterprises, updatedEnterprises, newRevisions, newRecords, changedRecords];
  return result.accepted > 0 && changes.every((count) => (count ?? 0) === 0);
}
