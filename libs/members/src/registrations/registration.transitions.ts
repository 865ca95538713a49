import { illegal } from '../members.errors';

/** How far a request to act for an enterprise is (认领申请). */
export const requestStates = [
  ...(['proof', 'review', 'code', 'objection', 'disputed'] as const),
  ...(['granted', 'refused', 'withdrawn', 'lapsed'] as const),
];
export type RequestState = (typeof requestStates)[number];

/** What people and the calendar do with it. */
export const requestActs = [
  ...(['upload', 'issueCode', 'enterCode', 'approve', 'giveBack', 'refuse', 'withdraw'] as const),
  ...(['object', 'overrule', 'endPeriod', 'renewPeriod', 'lapse'] as const),
];
export type RequestAct = (typeof requestActs)[number];

interface Transition {
  from: readonly RequestState[];
  /** Where it may lead: `objection` in place of `granted` where somebody else is the administrator already. */
  to: readonly RequestState[];
}

/**
 * The whole of it as data: from where an act is possible and where it leads. `granted` is reached by proof alone, and
 * past an administrator only through a period of objection.
 */
export const transitions: Readonly<Record<RequestAct, Transition>> = {
  upload: { from: ['proof', 'review'], to: ['review'] },
  issueCode: { from: ['proof', 'review', 'code'], to: ['code'] },
  enterCode: { from: ['code'], to: ['granted', 'objection'] },
  approve: { from: ['review'], to: ['granted', 'objection'] },
  giveBack: { from: ['review', 'code'], to: ['proof'] },
  refuse: { from: ['proof', 'review', 'code', 'objection', 'disputed'], to: ['refused'] },
  withdraw: { from: ['proof', 'review', 'code', 'objection', 'disputed'], to: ['withdrawn'] },
  object: { from: ['objection'], to: ['disputed'] },
  overrule: { from: ['disputed'], to: ['granted'] },
  endPeriod: { from: ['objection'], to: ['granted'] },
  renewPeriod: { from: ['objection', 'disputed'], to: ['objection'] },
  lapse: { from: ['proof', 'code'], to: ['lapsed'] },
};

/** States in which something may still come of it. */
export const openStates: readonly RequestState[] = requestStates.filter((state) =>
  Object.values(transitions).some(({ from }) => from.includes(state)),
);

export const stateWords: Readonly<Record<RequestState, string>> = {
  proof: '待提交证明',
  review: '待审核',
  code: '待输入口令',
  objection: '异议期',
  disputed: '有异议，待决定',
  granted: '已通过',
  refused: '未通过',
  withdrawn: '已撤回',
  lapsed: '已失效',
};

const actWords: Readonly<Record<RequestAct, string>> = {
  upload: '上传授权书',
  issueCode: '发口令',
  enterCode: '输入口令',
  approve: '通过',
  giveBack: '退回补正',
  refuse: '不通过',
  withdraw: '撤回',
  object: '提出异议',
  overrule: '驳回异议',
  endPeriod: '异议期满',
  renewPeriod: '重新计异议期',
  lapse: '失效',
};

/** @throws DomainError `MEMBERS.ILLEGAL_TRANSITION` where the act isn't possible from this state. */
export function requirePossible(act: RequestAct, state: RequestState): void {
  if (transitions[act].from.includes(state)) return;
  throw illegal(`申请现在是“${stateWords[state]}”，不能${actWords[act]}。请刷新后再看。`);
}
