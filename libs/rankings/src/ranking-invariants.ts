import { decisionsAudited } from '@tidu/audit';
import type { Invariant } from '@tidu/platform';

/** What must hold in this room. */
export const rankingInvariants: Invariant[] = [
  decisionsAudited('rankings', [{ table: 'ranking', id: 'id', actions: ['rankings.create'] }]),
];
