/** What a column may mean beside the facts of the dictionary: the register's own fields and the year. */
export const registerFields = [
  { code: 'creditCode', label: '统一社会信用代码' },
  { code: 'name', label: '企业名称' },
  { code: 'year', label: '会计年度' },
  { code: 'regionCode', label: '行政区划代码' },
  { code: 'industryCode', label: '行业代码' },
  { code: 'ownership', label: '所有制' },
  { code: 'registeredOn', label: '成立日期' },
] as const;
