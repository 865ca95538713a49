import type { ExportColumn, SealedColumn } from '@tidu/platform';

/** A column of an exported list. */
export interface ListExportColumn extends ExportColumn {
  /** Key of the page's column, by which a person leaves it out. */
  key: string;
  /** Over `enterprise e`, and `r`, the rows of the list. */
  sql: string;
  /** What it means, where the label doesn't say it. */
  hint?: string;
  /** Code of the confidential field it holds: masked, unless whoever asked sees that field whole. */
  field?: string;
  /** The sealed column it reads: `r.id` is the row. */
  sealed?: SealedColumn;
}

/** The words of codes, as SQL. */
export const sqlWords = (column: string, values: Readonly<Record<string, string>>): string =>
  `case ${column} ${Object.entries(values)
    .map(([code, word]) => `when '${code.replaceAll("'", "''")}' then '${word.replaceAll("'", "''")}'`)
    .join(' ')} end`;

export const ownershipWords = {
  ...{ stateOwned: '国有', private: '民营', foreign: '外资', collective: '集体', other: '其他' },
};
export const statusWords = { active: '在营', dissolved: '注销', movedOut: '迁出', merged: '合并' };
const status = sqlWords('e.status', statusWords);
const ownership = sqlWords('e.ownership', ownershipWords);

/** Who a row is about; the labels are those of the templates, so that an export can be imported again. */
export const identityColumns: readonly ListExportColumn[] = [
  { key: 'creditCode', label: '统一社会信用代码', type: 'text', width: 22, sql: 'e."creditCode"' },
  { key: 'name', label: '企业名称', type: 'text', width: 36, sql: 'e.name' },
];

/** Every column of the register, in the order of the file; over `region g` and `industry i` besides. */
export const registerColumns: readonly ListExportColumn[] = [
  ...identityColumns,
  { key: 'shortName', label: '简称', type: 'text', width: 16, sql: 'e."shortName"' },
  { key: 'status', label: '状态', type: 'text', width: 8, sql: status },
  { key: 'region', label: '行政区划代码', type: 'text', width: 14, sql: 'e."regionCode"' },
  { key: 'region', label: '所在地', type: 'text', width: 16, sql: 'g.name' },
  { key: 'industry', label: '行业代码', type: 'text', width: 10, sql: 'e."industryCode"' },
  { key: 'industry', label: '行业', type: 'text', width: 24, sql: 'i.name' },
  { key: 'ownership', label: '所有制', type: 'text', width: 8, sql: ownership },
  { key: 'registeredOn', label: '成立日期', type: 'date', width: 12, sql: 'e."registeredOn"::text' },
  { key: 'officer', label: '包联责任人', type: 'text', width: 12, sql: 'e."officerName"' },
  { key: 'demo', label: '性质', type: 'text', width: 10, sql: `case when e.demo then '演示数据' end` },
];

/** The chosen columns; what the page can't leave out stays. */
export function chosenColumns(all: readonly ListExportColumn[], keys: readonly string[] | null): ListExportColumn[] {
  const always = ['name', 'creditCode', 'demo'];
  return all.filter(({ key }) => keys === null || always.includes(key) || keys.includes(key));
}
