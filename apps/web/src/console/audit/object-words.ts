/** What the trail's kinds of objects are called; one without words is shown by its code. */
const words: Readonly<Record<string, string>> = {
  account: '账号',
  audit_seal: '封存头',
  backup: '备份',
  calendar_version: '工作日历',
  code_override: '代码覆盖',
  enterprise: '企业',
  evidence_file: '佐证材料',
  figure_flag: '数据疑点',
  figure_resolution: '来源核定',
  figures: '年度数据',
  job_run: '后台任务',
  judgement: '人工判断',
  ranking: '排名',
  rehearsal: '双跑',
  saved_view: '保存的视图',
  scoring_run: '评价批次',
  standard_release: '标准发布版',
  zone: '园区',
  chain: '产业链',
};

export const objectWords = (objectType: string): string => words[objectType] ?? objectType;
