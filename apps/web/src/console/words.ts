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

/** Titles (称号) by their codes. */
export const titleWords: Readonly<Record<string, string>> = {
  techSme: '科技型中小企业',
  innovativeSme: '创新型中小企业',
  specializedSme: '专精特新中小企业',
  littleGiant: '专精特新“小巨人”',
  singleChampion: '制造业单项冠军',
  hiddenChampion: '隐形冠军',
  highTech: '高新技术企业',
  innovationDemo: '技术创新示范企业',
  ipAdvantage: '知识产权优势（示范）企业',
};
