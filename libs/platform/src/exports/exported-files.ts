import { DomainError, shanghaiTime } from '@tidu/kernel';
import type { FileFormat } from '../tables/table-types';

/** What an export left: the result of its job. */
export interface ExportedFile {
  format: FileFormat;
  /** Name for people; the file itself is kept under its hash. */
  name: string;
  sha256: string;
  size: number;
  rows: number;
}

/** Refuses a file that holds another number of rows than were counted at its start. */
export function requireAllRows(expected: number, written: number): void {
  if (written === expected) return;
  throw new DomainError(
    'conflict',
    'PLATFORM.ROW_COUNT',
    `应导出 ${expected} 行，实际写出 ${written} 行，文件没有保存。请重试；再次出现请联系系统管理员。`,
  );
}

/**
 * Id of an export (导出编号) as it stands in the file and its name: the random part of its job's id. The trail knows who
 * made the file, and when, by it.
 */
export function exportCode(jobId: string): string {
  return jobId.slice(-12).toUpperCase();
}

/** Who made an export. */
export interface ExportedBy {
  /** Name of the bureau whose register it was taken from, where the district's profile tells. */
  bureau?: string;
  by: string;
  at: Date;
  jobId: string;
}

/** What the sheet of definitions says last: which bureau's it is, who exported, when, by which id the trail knows it. */
export function exportedBy({ bureau, by, at, jobId }: ExportedBy): [string, string][] {
  return [
    ...(bureau === undefined ? [] : [['单位', bureau] as [string, string]]),
    ['导出人', by],
    ['导出时间', shanghaiTime(at)],
    ['导出编号', exportCode(jobId)],
  ];
}

/**
 * A file's name of several parts, without what no file system takes in a name; the export's id stands last, because a
 * CSV has no other place for it.
 */
export function exportName(parts: readonly string[], jobId: string, format: FileFormat): string {
  const name = [...parts, `导出${exportCode(jobId)}`].join('_');
  const clean = [...name].map((char) => ('\\/:*?"<>|'.includes(char) || char < ' ' ? ' ' : char)).join('');
  return `${clean.trim()}.${format}`;
}
