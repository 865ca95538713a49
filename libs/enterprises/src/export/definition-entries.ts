import { shanghaiTime } from '@tidu/kernel';
import { exportedBy } from '@tidu/platform';
import type { EnterpriseSort } from '../enterprises.sort';
import type { ListExportColumn } from './export-columns';
import type { ListSource } from './list-sources';

const orders: Record<string, string> = {
  ...{ name: '按名称读音', creditCode: '按统一社会信用代码', registeredOn: '按成立日期，不详的在前' },
};

/** What was asked for. */
export interface Asked {
  source: ListSource;
  columns: readonly ListExportColumn[];
  /** What the list is narrowed by, label and value. */
  narrowed: readonly [string, string][];
  sort: EnterpriseSort;
  /** How many enterprises were chosen by hand; null: all that match. */
  selected: number | null;
}

/** What came of it. */
export interface Generated {
  at: Date;
  bureau?: string;
  by: string;
  jobId: string;
  rows: number;
  demo: boolean;
}

/** What the second sheet says, so that the file explains itself: what it holds, of whom, when, by whom (口径). */
export function definitionEntries(
  { source, columns, narrowed, sort, selected }: Asked,
  { at, bureau, by, jobId, rows, demo }: Generated,
): [string, string][] {
  const filters = narrowed.map(([label, value]): [string, string] => [`筛选：${label}`, value]);
  const of = source.unit === '家' ? '' : '，列出这些企业的全部记录';
  const order = sort.replace('-', '');
  return [
    ['清单', source.label],
    ['口径', source.about],
    ['企业', selected === null ? `符合以下筛选的全部企业${of}` : `由人选定的 ${selected} 家${of}`],
    ...(filters.length === 0 && selected === null ? [['筛选', '不限'] as [string, string]] : filters),
    ['数据', demo ? '含演示数据：企业为演示而虚构，不得用于正式工作' : '登记企业'],
    [source.unit === '家' ? '企业数' : '条数', String(rows)],
    ['数据时点', `${shanghaiTime(at)} 的登记簿；筛选用的称号、名单、园区、产业链以当天有效为准`],
    ['排列', `${orders[order] ?? '按登记先后'}${sort.startsWith('-') ? '，倒序' : ''}`],
    ['空白', '空白为未知'],
    ...exportedBy({ bureau, by, at, jobId }),
    ...columns.flatMap(({ label, hint }): [string, string][] => (hint === undefined ? [] : [[`列：${label}`, hint]])),
  ];
}
