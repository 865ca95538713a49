import { shanghaiTime } from '@tidu/kernel';
import type { EnterpriseFilter } from '../enterprises.conditions';
import { ownershipWords, statusWords } from './export-columns';

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
  aboveScale: { true: '在名单内', false: '不在名单内' },
  demo: { true: '只含演示数据', false: '不含演示数据' },
  officer: { none: '尚无责任人' },
};

/** What the second sheet says, so that the file explains itself: filters, day, number, who made it (口径). */
export function definitionEntries(
  filter: EnterpriseFilter,
  selected: number | null,
  { at, by, jobId, rows, demo }: { at: Date; by: string; jobId: string; rows: number; demo: boolean },
): [string, string][] {
  const filters = (Object.keys(labels) as (keyof EnterpriseFilter)[])
    .filter((key) => filter[key] !== undefined)
    .map((key): [string, string] => {
      const given = String(filter[key]);
      return [`筛选：${labels[key]}`, values[key]?.[given] ?? given];
    });
  return [
    ['内容', selected === null ? '企业名单，符合以下筛选的全部企业' : `企业名单，由人选定的 ${selected} 家`],
    ...(filters.length === 0 && selected === null ? [['筛选', '不限'] as [string, string]] : filters),
    ['数据', demo ? '含演示数据：企业为演示而虚构，不得用于正式工作' : '登记企业'],
    ['企业数', String(rows)],
    ['数据时点', `${shanghaiTime(at)} 的登记簿；称号、名单、园区、产业链以当天有效为准`],
    ['排列', '按登记先后'],
    ['空白', '空白为未知'],
    ['导出人', by],
    ['任务编号', jobId],
  ];
}
