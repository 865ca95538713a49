import type { Objection, ObjectionState } from './notices.queries';

export const objectionStateWords: Readonly<Record<ObjectionState, string>> = {
  ...{ received: '待受理', accepted: '核实中', dismissed: '不成立', upheld: '成立', noted: '已阅存' },
};

/** Whether it is an objection, or a clue and why. */
export function kindWords({ kind, clueWhy }: Pick<Objection, 'kind' | 'clueWhy'>): string {
  if (kind === 'objection') return '异议';
  return clueWhy === 'late' ? '线索（逾期）' : '线索（匿名）';
}
