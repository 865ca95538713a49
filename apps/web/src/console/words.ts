import { PURPOSE_LABELS } from '@tidu/criteria';

/** Chinese of the codes that several pages show. */
export const ownershipWords: Readonly<Record<string, string>> = {
  stateOwned: '国有',
  private: '民营',
  foreign: '外资',
  collective: '集体',
  other: '其他',
};

/** Whether an enterprise is in business. */
export const statusWords: Readonly<Record<string, string>> = {
  active: '在营',
  dissolved: '已注销',
  movedOut: '已迁出',
  merged: '已合并',
};

/** 新申报 or 复核: a standard may ask differently of each. */
export const purposeWords: Readonly<Record<string, string>> = PURPOSE_LABELS;

/** Who says a figure. */
export const sourceWords: Readonly<Record<string, string>> = {
  enterprise: '企业填报',
  audit: '审计报告',
  tax: '税务部门',
  statistics: '统计部门',
  zone: '园区',
  platform: '国家平台',
  officer: '经办人',
};
