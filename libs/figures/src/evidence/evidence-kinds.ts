/** What an evidence file is (材料类型). */
export const evidenceKinds = [
  ...(['auditReport', 'taxReturn', 'statisticsReport', 'annualReport', 'platformResult'] as const),
  ...(['officialLetter', 'minutes', 'other'] as const),
];
export type EvidenceKind = (typeof evidenceKinds)[number];

export const evidenceLabels: Record<EvidenceKind, string> = {
  auditReport: '审计报告',
  taxReturn: '纳税申报表',
  statisticsReport: '统计报表',
  annualReport: '企业年报',
  platformResult: '平台结果',
  officialLetter: '公函',
  minutes: '会议纪要',
  other: '其他材料',
};

/** Whether a file speaks of an accounting year: it covers it, it does not, or nobody said which period it is about. */
export type EvidenceFit = 'covers' | 'wrongYear' | 'unknown';

/** Days are half-open: a report of 2023 runs from 2023-01-01 until 2024-01-01. */
export function evidenceFit(
  period: { periodFrom: string | null; periodUntil: string | null },
  year: number,
): EvidenceFit {
  const { periodFrom, periodUntil } = period;
  if (periodFrom === null || periodUntil === null) return 'unknown';
  return periodFrom <= `${year}-01-01` && periodUntil >= `${year + 1}-01-01` ? 'covers' : 'wrongYear';
}
