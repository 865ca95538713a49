import type { OutcomeName } from '@tidu/criteria';

/** What an official reads for each outcome. */
export const outcomeWords: Readonly<Record<OutcomeName, string>> = {
  met: '满足',
  unmet: '不满足',
  unknown: '缺数据',
  manual: '需人工判断',
  notApplicable: '不适用',
};

/** Outcomes from the most welcome to what does not count. */
export const outcomeOrder: readonly OutcomeName[] = ['met', 'manual', 'unknown', 'unmet', 'notApplicable'];
