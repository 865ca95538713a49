import type { ExportColumn } from '@tidu/platform';

/** A column of the list's export; keys are those of the page's columns. */
export interface EnterpriseExportColumn extends ExportColumn {
  key: string;
  /** Over `enterprise e`, `region g`, `industry i`. */
  sql: string;
}

const words = (column: string, values: Record<string, string>) =>
  `case ${column} ${Object.entries(values)
    .map(([code, word]) => `when '${code}' then '${word}'`)
    .join(' ')} end`;

export const ownershipWords = {
  ...{ stateOwned: '国有', private: '民营', foreign: '外资', collective: '集体', other: '其他' },
};
export const statusWords = { active: '在营', dissolved: '注销', movedOut: '迁出', merged: '合并' };

/** Every column there is, in the order of the file; name and code are always in it. */
export const exportColumns: readonly EnterpriseExportColumn[] = [
  { key: 'creditCode', label: '统一社会信用代码', type: 'text', width: 22, sql: 'e."creditCode"' },
  { key: 'name', label: '企业名称', type: 'text', width: 36, sql: 'e.name' },
  { key: 'shortName', label: '简称', type: 'text', width: 16, sql: 'e."shortName"' },
  { key: 'status', label: '状态', type: 'text', width: 8, sql: words('e.status', statusWords) },
  { key: 'region', label: '行政区划代码', type: 'text', width: 14, sql: 'e."regionCode"' },
  { key: 'region', label: '所在地', type: 'text', width: 16, sql: 'g.name' },
  { key: 'industry', label: '行业代码', type: 'text', width: 10, sql: 'e."industryCode"' },
  { key: 'industry', label: '行业', type: 'text', width: 24, sql: 'i.name' },
  { key: 'ownership', label: '所有制', type: 'text', width: 8, sql: words('e.ownership', ownershipWords) },
  { key: 'registeredOn', label: '成立日期', type: 'date', width: 12, sql: 'e."registeredOn"::text' },
  { key: 'officer', label: '包联责任人', type: 'text', width: 12, sql: 'e."officerName"' },
  { key: 'demo', label: '性质', type: 'text', width: 10, sql: `case when e.demo then '演示数据' end` },
];

/** The chosen columns; what the page can't leave out stays. */
export function chosenColumns(keys: readonly string[] | null): EnterpriseExportColumn[] {
  const always = ['name', 'creditCode', 'demo'];
  return exportColumns.filter(({ key }) => keys === null || always.includes(key) || keys.includes(key));
}
