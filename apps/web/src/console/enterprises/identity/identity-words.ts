/** Chinese of the identity's columns, as the page and the timeline call them. */
export const identityWords: Readonly<Record<string, string>> = {
  creditCode: '统一社会信用代码',
  name: '名称',
  shortName: '简称',
  regionCode: '所在地',
  regionBasis: '所在地依据',
  streetCode: '街道、乡镇',
  industryCode: '行业',
  ownership: '所有制',
  registeredOn: '成立日期',
  registeredCapital: '注册资本',
  registeredAddress: '住所',
  productionAddress: '生产经营地址',
  legalRepresentative: '法定代表人',
  status: '状态',
  mergedInto: '合并到',
  officerId: '责任人账户',
  officerName: '责任人',
};

/** Numbers of the past that a person may enter; a replaced credit code comes of its correction alone. */
export const enteredAliases = { registrationNumber: '旧注册号（15 位）', organisationCode: '组织机构代码' };

export const aliasWords: Readonly<Record<string, string>> = {
  ...enteredAliases,
  creditCode: '更换前的统一社会信用代码',
};

export const nameWords: Readonly<Record<string, string>> = { former: '曾用名', short: '简称' };

export const roleWords: Readonly<Record<string, string>> = {
  legalRepresentative: '法定代表人',
  principal: '负责人',
  finance: '财务',
  technology: '技术',
  liaison: '联络员',
  other: '其他',
};

/** Days of a dated row in words: `2018-01-01 起`, `到 2020-01-01 止`. */
export function spanWords(from: string | null, until: string | null): string {
  if (from === null && until === null) return '一直';
  if (until === null) return `${from ?? ''} 起`;
  return `${from ?? '起日未知'} 至 ${until}（不含）`;
}
