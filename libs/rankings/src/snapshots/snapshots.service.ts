import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, JobsService, type Transaction, workInSets } from '@tidu/platform';
import { inWords } from '../definitions/definitions.service';
import { publishedDefinition } from '../definitions/definitions.store';
import { otherRanking, type RunRankingPayload, runRankingTask } from '../run/run-ranking.job';
import { exportSnapshotTask, type SnapshotFormat } from '../files/snapshot-export';
import { wholeFrozen } from './frozen';
import { requireFreezable, requirePreview, requireWhole } from './freezable';
import { type FreezeSnapshotPayload, freezeSnapshotTask } from './freeze-snapshot.job';
import { requireFrozen, type WholeSnapshot } from './snapshots.store';

/** Making, deciding, freezing, publishing of snapshots (年度排名). */
@Injectable()
export class SnapshotsService {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
    private readonly trail: AuditTrail,
  ) {}

  /** Asks for a ranking by a published definition; a correction names what it corrects. Returns the job. */
  run(person: ActingPerson, payload: RunRankingPayload): Promise<string> {
    return this.database.write(person, async (tx) => {
      const { code } = await publishedDefinition(tx, payload.definitionId);
      if ((payload.replacesId === undefined) !== (payload.reason === undefined)) throw withoutReason();
      const replaced = payload.replacesId === undefined ? null : await requireFrozen(tx, payload.replacesId);
      if (replaced && replaced.code !== code) throw otherRanking();
      return this.jobs.enqueue(tx, runRankingTask, payload);
    });
  }

  /** Asks for a file of a frozen snapshot; returns the job. @throws DomainError `RANKINGS.NOT_FROZEN`. */
  export(person: ActingPerson, snapshotId: string, format: SnapshotFormat): Promise<string> {
    return this.database.write(person, async (tx) => {
      await wholeFrozen(tx, snapshotId);
      return this.jobs.enqueue(tx, exportSnapshotTask, { snapshotId, format });
    });
  }

  /**
   * Who of those tied at the line is in.
   * @throws DomainError `RANKINGS.NO_TIE`, `RANKINGS.BAD_CHOICE`, `RANKINGS.FROZEN_ALREADY`, `RANKINGS.DONE_ALREADY`.
   */
  decideTie(person: ActingPerson, id: string, { chosen, reason }: { chosen: string[]; reason: string }): Promise<void> {
    return this.database
      .write(person, async (tx) => {
        const snapshot = await requirePreview(tx, id);
        const tied = await tiedOf(tx, snapshot);
        if (tied.count === 0) throw noTie();
        const found = await tx.row<{ count: number }>(
          `select count(*)::int as count from ranking_snapshot_row
           where "snapshotId" = $1 and line = 'tied' and "creditCode" = any($2)`,
          [id, chosen],
        );
        if (chosen.length !== tied.places || found?.count !== chosen.length) throw badChoice(tied.count, tied.places);
        const sorted = [...chosen].sort();
        await tx.rows(
          `insert into ranking_tie_decision ("snapshotId", chosen, reason, "decidedByName") values ($1, $2, $3, $4)`,
          [id, sorted, reason, tx.person.name],
        );
        await this.trail.record(tx, {
          ...{ action: 'rankings.decideTie', objectType: 'ranking_snapshot', objectId: id, reason },
          after: { chosen: sorted, places: tied.places, tied: tied.count },
        });
      })
      .catch(inWords);
  }

  /**
   * Asks for the freeze of a preview by a second person who reviewed it; `rowsRoot` names what they saw. Returns the job.
   * @throws DomainError `RANKINGS.TIE_OPEN`, `RANKINGS.SAME_PERSON`, `RANKINGS.FROZEN_ALREADY`, `RANKINGS.OTHER_ROOT`.
   */
  freeze(person: ActingPerson, snapshotId: string, rowsRoot: string): Promise<string> {
    return this.database.write(person, async (tx) => {
      await requireFreezable(tx, snapshotId, rowsRoot);
      return this.jobs.enqueue(tx, freezeSnapshotTask, { snapshotId, rowsRoot } satisfies FreezeSnapshotPayload);
    });
  }

  /** Throws a preview away. @throws DomainError `RANKINGS.FROZEN_ALREADY`. */
  discard(person: ActingPerson, id: string): Promise<void> {
    return this.database.write(person, async (tx) => {
      await workInSets(tx);
      requireWhole(person);
      const { rowsRoot, total } = await requirePreview(tx, id);
      await tx.rows('select discard_ranking_preview($1)', [id]);
      await this.trail.record(tx, {
        ...{ action: 'rankings.discard', objectType: 'ranking_snapshot', objectId: id, before: { rowsRoot, total } },
      });
    });
  }

  /** Lets everybody look at a frozen ranking, names masked. @throws DomainError `RANKINGS.NOT_FROZEN`, `RANKINGS.DEMO`. */
  disclose(person: ActingPerson, id: string): Promise<void> {
    return this.database
      .write(person, async (tx) => {
        const snapshot = await requireFrozen(tx, id);
        if (snapshot.demo) throw new DomainError('conflict', 'RANKINGS.DEMO', '这是演示企业的排名，不能公开。');
        await tx.rows(`insert into ranking_disclosure ("snapshotId", "disclosedByName") values ($1, $2)`, [
          ...[id, tx.person.name],
        ]);
        await this.trail.record(tx, {
          ...{ action: 'rankings.disclose', objectType: 'ranking_snapshot', objectId: id },
          after: { root: snapshot.root, version: snapshot.version },
        });
      })
      .catch(inWords);
  }
}

/** How many share the place at the line, and how many places are left for them. */
export async function tiedOf(
  tx: Transaction,
  { id, places }: Pick<WholeSnapshot, 'id' | 'places'>,
): Promise<{ count: number; places: number }> {
  const row = await tx.row<{ count: number; rank: number | null }>(
    `select count(*)::int as count, min(rank) as rank from ranking_snapshot_row where "snapshotId" = $1 and line = 'tied'`,
    [id],
  );
  const { count, rank } = row ?? { count: 0, rank: null };
  return { count, places: rank !== null && places !== null ? places - rank + 1 : 0 };
}

const withoutReason = () =>
  new DomainError('invalid', 'RANKINGS.REASON', '更正要同时写明更正哪一份和理由；不是更正的两样都不写。');
const noTie = () => new DomainError('conflict', 'RANKINGS.NO_TIE', '入围线上没有同分，不必取舍。');
const badChoice = (tied: number, places: number) =>
  new DomainError(
    'invalid',
    'RANKINGS.BAD_CHOICE',
    `入围线上 ${tied} 家同分，还有 ${places} 个名额：请正好选 ${places} 家，都要在同分的企业里。`,
  );
