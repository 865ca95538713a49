import type { ReplyState } from './consultations.queries';

export const replyWords: Readonly<Record<ReplyState, string>> = {
  none: '无异议',
  objects: '有异议',
  notApplicable: '不适用',
  waiting: '等待答复',
  noReply: '未回复',
};

/** Answers in the order in which they matter: what needs somebody first. */
export const replyOrder: readonly ReplyState[] = ['objects', 'noReply', 'waiting', 'none', 'notApplicable'];

/** Counts in one line, none of those that are not there. */
export const countWords = (counts: Readonly<Record<ReplyState, number>>): string =>
  replyOrder
    .filter((state) => counts[state] > 0)
    .map((state) => `${replyWords[state]} ${counts[state]}`)
    .join('，');
