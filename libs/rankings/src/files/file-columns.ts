import type { ExportCell, ExportColumn } from '@tidu/platform';
import { hash } from 'node:crypto';
import { canonicalJson } from '@tidu/criteria';
import type { SealedColumn } from '../evaluate/cells';
import type { SnapshotHead } from '../snapshots/head';

export const notice = '预评估，非认定';
export const demoNotice = '演示数据';
export const ownNotice = '本局自定';

/** Columns that stand behind the sealed ones in every file, the same on every row, and the check of the row at last. */
export const commonColumns: readonly ExportColumn[] = [
  { label: '数据年度', type: 'integer', width: 10 },
  { label: '评价日', type: 'date', width: 12 },
  { label: '排名', type: 'text', width: 30 },
  { label: '版本', type: 'text', width: 10 },
  { label: '性质', type: 'text', width: 24 },
  { label: '明细根值', type: 'text', width: 20 },
  { label: '快照根值', type: 'text', width: 20 },
  { label: '行校验值', type: 'text', width: 20 },
];

const widths: Readonly<Record<string, number>> = { 统一社会信用代码: 22, 企业名称: 36, 对应措施: 18, 不参评原因: 30 };

/** All columns of a file. */
export const fileColumns = (columns: readonly SealedColumn[]): ExportColumn[] => [
  ...columns.map((column) => ({ ...column, width: widths[column.label] ?? Math.max(10, column.label.length * 2 + 2) })),
  ...commonColumns,
];

/** What it is and is not, as it stands on every row, page and file. */
export const natureOf = ({ demo, definition }: Pick<SnapshotHead, 'demo' | 'definition'>): string =>
  [notice, ...(definition.body.own ? [ownNotice] : []), ...(demo ? [demoNotice] : [])].join('，');

/** The common cells, but the check. */
export function commonCells(head: SnapshotHead, rowsRoot: string, root: string): string[] {
  const { year, asOf, title } = head.definition.body;
  return [String(year), asOf, title, `第 ${head.version} 版`, natureOf(head), rowsRoot, root];
}

/** What the check of a row begins with; its leaf and the common cells follow. */
export const rowCheckHead = 'tidu ranking row 1\n';

/** What rows of a file are checked by (行校验值): each by its leaf with the common cells. */
export function rowChecker(common: readonly string[]): (leaf: Buffer) => string {
  const tail = canonicalJson(common);
  return (leaf) => hash('sha256', `${rowCheckHead}${leaf.toString('hex')}\n${tail}`);
}

/** The cells of the rows of a file: what is sealed, what is the same on all, and the check. */
export function fileCellsBy(common: readonly string[]): (cells: readonly ExportCell[], leaf: Buffer) => ExportCell[] {
  const check = rowChecker(common);
  return (cells, leaf) => [...cells, ...common, check(leaf)];
}
