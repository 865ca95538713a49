/** Who says a figure (来源). Several may disagree; they are kept side by side. */
export const figureSources = ['enterprise', 'audit', 'tax', 'statistics', 'zone', 'platform', 'officer'] as const;
export type FigureSource = (typeof figureSources)[number];

export const sourceLabels: Record<FigureSource, string> = {
  enterprise: '企业填报',
  audit: '审计报告',
  tax: '税务部门',
  statistics: '统计部门',
  zone: '园区',
  platform: '国家平台',
  officer: '经办人',
};
