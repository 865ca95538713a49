import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database } from '@tidu/platform';
import { EvidenceService, type ListEnd } from './evidence.service';

/** Whom a document names, and why that is recorded. */
export interface ScaleAct {
  enterpriseIds: string[];
  source: string;
  document: string | null;
  reason: string;
}

/** How many were named, and for how many that was new. */
export interface ScaleRecorded {
  given: number;
  recorded: number;
}

const kind = 'scaleStatus';

/** Entries into and exits from the official list (升规、退规), for several enterprises at once. */
@Injectable()
export class ScaleListService {
  constructor(
    private readonly database: Database,
    private readonly evidence: EvidenceService,
  ) {}

  /** Records an entry; who is on the list on that day already, or isn't seen by the person, is left alone. */
  enter(person: ActingPerson, act: ScaleAct & { validFrom: string; batch: string | null }): Promise<ScaleRecorded> {
    const { enterpriseIds, validFrom, batch, source, document, reason } = act;
    const statement = { values: batch === null ? {} : { batch }, validFrom, source, document };
    return this.database.write(person, async (tx) => ({
      given: enterpriseIds.length,
      recorded: await this.evidence.recordList(
        tx,
        kind,
        enterpriseIds.map((enterpriseId) => ({ enterpriseId, statement })),
        reason,
      ),
    }));
  }

  /** Records an exit; who is not on the list before that day is left alone. The time on the list stays on record. */
  leave(person: ActingPerson, { enterpriseIds, reason, ...end }: ScaleAct & ListEnd): Promise<ScaleRecorded> {
    return this.database.write(person, async (tx) => ({
      given: enterpriseIds.length,
      recorded: await this.evidence.endList(tx, kind, enterpriseIds, end, reason),
    }));
  }
}
