import { MANUAL, MET, NOT_APPLICABLE, OUTCOME_LABELS, outcomeName, UNKNOWN, UNMET } from '@tidu/criteria';
import { type ExportColumn, guardedSql } from '@tidu/platform';
import type { Ranking } from '../rankings.queries';

/** Said on every row and in every file name: what this is, and what it is not. */
export const notice = '预评估，非认定';
export const demoNotice = '演示数据';

const outcomeWords = [MET, MANUAL, UNKNOWN, UNMET, NOT_APPLICABLE]
  .map((code) => `when ${code} then '${OUTCOME_LABELS[outcomeName(code)]}'`)
  .join(' ');

interface Column extends ExportColumn {
  /** Over `ranking_row r`, `region g`, `industry i`. */
  sql: string;
}

/** Names of regions and industries are those of today; name, codes and place are those of the ranking. */
const columns: readonly Column[] = [
  { label: '名次', type: 'integer', width: 8, sql: 'r.rank' },
  { label: '统一社会信用代码', type: 'text', width: 22, sql: 'r."creditCode"' },
  { label: '企业名称', type: 'text', width: 36, sql: 'r.name' },
  { label: '行政区划代码', type: 'text', width: 14, sql: 'r."regionCode"' },
  { label: '行政区划', type: 'text', width: 16, sql: 'g.name' },
  { label: '行业代码', type: 'text', width: 10, sql: 'r."industryCode"' },
  { label: '行业', type: 'text', width: 24, sql: 'i.name' },
  { label: '预评估结果', type: 'text', width: 12, sql: `case r.outcome ${outcomeWords} end` },
  { label: '最低分', type: 'decimal', scale: 4, width: 10, sql: 'trim_scale(r."pointsMin" / 10000.0)' },
  { label: '最高分', type: 'decimal', scale: 4, width: 10, sql: 'trim_scale(r."pointsMax" / 10000.0)' },
  { label: '未定', type: 'text', width: 6, sql: `case when r.open then '是' else '否' end` },
  { label: '满足条数', type: 'integer', width: 10, sql: 'r.met' },
  { label: '缺数据条数', type: 'integer', width: 12, sql: 'r.unknown' },
];

/**
 * Columns that say the same on every row: whoever cuts rows out of the file still sees by which standard, for which
 * year, and that it is a pre-assessment.
 */
const commonColumns: readonly ExportColumn[] = [
  { label: '数据年度', type: 'integer', width: 10 },
  { label: '评价日', type: 'date', width: 12 },
  { label: '标准', type: 'text', width: 34 },
  { label: '性质', type: 'text', width: 20 },
];

/** Columns of a ranking's export (排名导出). */
export const exportColumns: readonly ExportColumn[] = [...columns, ...commonColumns];

/** Texts that come from outside: only they could begin like a formula. */
const outside = new Set(['企业名称', '行政区划', '行业']);

/**
 * The rows of a ranking in order, one expression a column. `guarded`: for bytes that go into a CSV untouched, texts
 * that a spreadsheet could take for a formula are guarded by the server.
 */
export function exportSelect(ranking: Ranking, literal: (text: string) => string, guarded: boolean): string {
  const nature = ranking.demo ? `${notice}（${demoNotice}）` : notice;
  const list = [
    ...columns.map(({ label, sql }) => (guarded && outside.has(label) ? guardedSql(sql) : sql)),
    ...[String(ranking.year), literal(ranking.asOf)],
    ...[literal(`${ranking.standardId} 第${ranking.standardVersion}版`), literal(nature)],
  ];
  return `select ${list.join(', ')} from ranking_row r left join region g on g.code = r."regionCode"
    left join industry i on i.code = r."industryCode" where r."rankingId" = ${literal(ranking.id)} order by r.position`;
}
