import { PAST_REVIEW } from '@tidu/criteria';
import { shanghaiTime } from '@tidu/kernel';
import { type ExportedBy, exportedBy } from '@tidu/platform';
import type { Ranking } from '../rankings.queries';
import { demoNotice, notice } from './columns';

const purposes = { application: '新申报', renewal: '复核' } as const;
const ownerships: Record<string, string> = {
  ...{ stateOwned: '国有', private: '民营', foreign: '外资', collective: '集体', other: '其他' },
};
const outcomes: Record<string, string> = {
  ...{ met: '满足', manual: '需人工判断', unknown: '缺数据', unmet: '不满足', notApplicable: '不适用' },
};

/** What stands on the second sheet of a workbook: everything that is needed to know what the first one is. */
export function definitionEntries(ranking: Ranking, generated: ExportedBy): [string, string][] {
  const { counts } = ranking;
  const list = (codes: string[] | undefined, names: Record<string, string> = {}) =>
    codes && codes.length > 0 ? codes.map((code) => names[code] ?? code).join('、') : '不限';
  return [
    ['性质', notice],
    ['数据', ranking.demo ? `${demoNotice}：企业为演示而虚构，不得用于正式工作` : '登记企业，演示企业不排入'],
    ['排名名称', ranking.name],
    ['排名规则', ranking.order],
    ['标准', ranking.standardName],
    ['标准编号', ranking.standardId],
    ['标准版本', String(ranking.standardVersion)],
    ['标准校验值', ranking.releaseHash],
    ['用途', purposes[ranking.purpose]],
    ['数据年度', String(ranking.year)],
    ['评价日', ranking.asOf],
    ...(ranking.provisional ? [['暂按原标准', PAST_REVIEW] as [string, string]] : []),
    ['筛选：行政区划', list(ranking.filters.regions)],
    ['筛选：行业', list(ranking.filters.industries)],
    ['筛选：所有制', list(ranking.filters.ownerships, ownerships)],
    ['筛选：结果', list(ranking.filters.outcomes, outcomes)],
    ['企业数', String(ranking.total)],
    ['满足', String(counts.met)],
    ['需人工判断', String(counts.manual)],
    ['缺数据', String(counts.unknown)],
    ['不满足', String(counts.unmet)],
    ['不适用', String(counts.notApplicable)],
    ['未定', `${counts.open}（得分区间未收拢，或结果为缺数据、需人工判断）`],
    ['排名编号', ranking.id],
    ['排名定义校验值', ranking.definitionHash],
    ['排名生成', `${ranking.personName} ${shanghaiTime(new Date(ranking.createdAt))}`],
    ...exportedBy(generated),
  ];
}
