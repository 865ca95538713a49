import { shanghaiTime } from '@tidu/kernel';
import type { EnterpriseFilter } from '../enterprises.conditions';
import type { EnterpriseSort } from '../enterprises.sort';
import { titles } from '../evidence/kinds';
import { type ListExportColumn, ownershipWords, statusWords } from './export-columns';
import type { ListSource } from './list-sources';

const labels: Record<keyof EnterpriseFilter, string> = {
  ...{ q: '查找', region: '行政区划', industry: '行业', ownership: '所有制', status: '状态', title: '有效称号' },
  ...{
    aboveScale: '规上名单',
    zone: '园区',
    chain: '产业链',
    officer: '包联责任人',
    segment: '分类',
    demo: '演示数据',
  },
};
const values: Record<string, Record<string, string>> = {
  ownership: ownershipWords,
  status: statusWords,
  title: Object.fromEntries(titles.map(({ code, label }) => [code, label])),
  aboveScale: { true: '在名单内', false: '不在名单内' },
  demo: { true: '只含演示数据', false: '不含演示数据' },
  officer: { none: '尚无责任人' },
};
const orders: Record<string, string> = {
  ...{ name: '按名称读音', creditCode: '按统一社会信用代码', registeredOn: '按成立日期，不详的在前' },
};

/** What was asked for. */
export interface Asked {
  source: ListSource;
  columns: readonly ListExportColumn[];
  filter: EnterpriseFilter;
  sort: EnterpriseSort;
  /** How many enterprises were chosen by hand; null: all that match. */
  selected: number | null;
}

/** What came of it. */
export interface Generated {
  at: Date;
  by: string;
  jobId: string;
  rows: number;
  demo: boolean;
}

/** What the second sheet says, so that the file explains itself: what it holds, of whom, when, by whom (口径). */
export function definitionEntries(
  { source, columns, filter, sort, selected }: Asked,
  { at, by, jobId, rows, demo }: Generated,
): [string, string][] {
  const filters = (Object.keys(labels) as (keyof EnterpriseFilter)[])
    .filter((key) => filter[key] !== undefined)
    .map((key): [string, string] => {
      const given = String(filter[key]);
      return [`筛选：${labels[key]}`, values[key]?.[given] ?? given];
    });
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
    ['导出人', by],
    ['任务编号', jobId],
    ...columns.flatMap(({ label, hint }): [string, string][] => (hint === undefined ? [] : [[`列：${label}`, hint]])),
  ];
}
