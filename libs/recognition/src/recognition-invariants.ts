import type { Invariant } from '@tidu/platform';
import type { ReferenceService } from '@tidu/reference';
import type { StandardsService } from '@tidu/scoring';
import { rowsAccounted } from './lists/list-invariants';
import { packsUnchanged } from './meeting/pack-invariants';
import { packagesWhole, resultsRecomputed } from './packages/package-invariants';

/** What must hold in this room. */
export const recognitionInvariants = (reference: ReferenceService, standards: StandardsService): Invariant[] => [
  resultsRecomputed(reference, standards),
  packagesWhole,
  packsUnchanged,
  rowsAccounted,
];
