import { decisionsAudited } from '@tidu/audit';
import type { Invariant } from '@tidu/platform';
import type { ReferenceService } from '@tidu/reference';
import type { StandardsService } from '../standards/standards.service';
import { scoresRecomputed } from './scores-recomputed';

/** What must hold in this room. */
export function scoringInvariants(reference: ReferenceService, standards: StandardsService): Invariant[] {
  return [
    decisionsAudited('scoring', [
      { table: 'standard_release', id: 'id', kept: true, actions: ['standards.publish'] },
      {
        ...{ table: 'standard_activation', objectType: 'standard_release', id: 'releaseId', kept: true },
        actions: ['standards.activate'],
      },
      { table: 'scoring_run', id: 'id', where: `state = 'published'`, kept: true, actions: ['scoring.publish'] },
    ]),
    scoresRecomputed(reference, standards),
  ];
}
