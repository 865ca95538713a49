import type { INestApplicationContext } from '@nestjs/common';
import { trailUntouched } from '@tidu/audit';
import { deskInvariants } from '@tidu/desk';
import { figureInvariants } from '@tidu/figures';
import { memberInvariants } from '@tidu/members';
import {
  actsOnce,
  filesWhole,
  type Invariant,
  jobsEnd,
  nothingHangs,
  sameEnterprise,
  sealedWhole,
  soundDatabase,
  StoredFiles,
} from '@tidu/platform';
import { measureInvariants } from '@tidu/measures';
import { rankingInvariants } from '@tidu/rankings';
import { recognitionInvariants } from '@tidu/recognition';
import { ReferenceService } from '@tidu/reference';
import { scoringInvariants, StandardsService } from '@tidu/scoring';

/** Everything that must hold, by the room that says so. `restored`: a copy that no worker looks after. */
export function allInvariants(app: INestApplicationContext, headsDir: string, restored = false): Invariant[] {
  const get = <T>(part: new (...args: never[]) => T): T => app.get(part, { strict: false });
  const invariants = [
    ...deskInvariants,
    ...figureInvariants,
    ...memberInvariants,
    ...measureInvariants,
    ...rankingInvariants,
    ...recognitionInvariants(get(ReferenceService), get(StandardsService)),
    ...scoringInvariants(get(ReferenceService), get(StandardsService)),
    trailUntouched(headsDir, { asIs: restored }),
    actsOnce,
    sameEnterprise,
    filesWhole(get(StoredFiles)),
    sealedWhole,
    jobsEnd,
    nothingHangs,
    soundDatabase,
  ];
  return invariants.sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
}
