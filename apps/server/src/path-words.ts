import type { PathWords } from '@tidu/platform';

/** What the ids and numbers in the addresses of the console and the open interface stand for. */
export const wordsOfPaths: PathWords = {
  // by the name of the parameter
  ...{ enterpriseId: '企业', firstId: '企业', secondId: '企业', recordId: '佐证', rowId: '登记内容' },
  ...{ runId: '预评估', mergeId: '合并', splitId: '拆分', version: '版本号', year: '年份' },
  // by the part of the address before it
  ...{ enterprises: '企业', 'enterprise-views': '存下的视图', 'enterprise-exports': '导出任务', exports: '导出任务' },
  ...{ imports: '导入', jobs: '任务', 'evidence-files': '佐证材料', judgements: '人工判断' },
  ...{ 'figure-flags': '数据疑点', 'figure-resolutions': '冲突处理', 'code-overrides': '代码表更正' },
  ...{ 'member-requests': '申请', requests: '申请', members: '成员', invitations: '邀请', takeovers: '接管申请' },
  ...{
    rankings: '排名',
    'scoring-runs': '预评估',
    rehearsals: '双跑',
    'rehearsal-exports': '导出任务',
    tunings: '试调',
    tasks: '任务',
    messages: '消息',
    deliveries: '发件',
  },
  ...{
    batches: '申报批次',
    applications: '申报',
    conflicts: '回避',
    ties: '同分取舍',
    'meeting-packs': '上会材料',
    notices: '公示',
    objections: '异议',
    consultations: '联审名单',
    draws: '抽取',
    openings: '打开申请',
    redraws: '重抽',
  },
  ...{
    measures: '扶持措施',
    'measure-cases': '扶持办理',
    'budget-lines': '预算',
    disbursements: '付款清单',
    'tax-reliefs': '减税降费记录',
    measureId: '扶持措施',
    caseId: '扶持办理',
    'official-lists': '官方名单',
    titles: '称号',
    pool: '培育库条目',
    stepId: '培育步骤',
    'change-reports': '重大变化报告',
    number: '申报版本',
  },
};
