import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, JobsService, type Transaction, workInSets } from '@tidu/platform';
import { inWords } from '../definitions/definitions.service';
import { publishedDefinition } from '../definitions/definitions.store';
import { snapshotRoot } from '../run/row-tree';
import { otherRanking, type RunRankingPayload, runRankingTask } from '../run/run-ranking.job';
import { exportSnapshotTask, type SnapshotFormat } from '../files/snapshot-export';
import { wholeFrozen } from './frozen';
import { headOf } from './head';
import { requireFrozen, wholeSnapshot, type WholeSnapshot } from './snapshots.store';
import { wholeRows } from './whole-rows';

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
        const snapshot = await this.preview(tx, id);
        const tied = await tiedOf(tx, snapshot);
        if (tied.codes.length === 0) throw noTie();
        const isGood =
          chosen.length === tied.places &&
          new Set(chosen).size === chosen.length &&
          chosen.every((code) => tied.codes.includes(code));
        if (!isGood) throw badChoice(tied.codes.length, tied.places);
        const sorted = [...chosen].sort();
        await tx.rows(
          `insert into ranking_tie_decision ("snapshotId", chosen, reason, "decidedByName") values ($1, $2, $3, $4)`,
          [id, sorted, reason, tx.person.name],
        );
        await this.trail.record(tx, {
          ...{ action: 'rankings.decideTie', objectType: 'ranking_snapshot', objectId: id, reason },
          after: { chosen: sorted, places: tied.places, tied: tied.codes.length },
        });
      })
      .catch(inWords);
  }

  /**
   * Freezes a preview after review by a second person: from then on nothing of it changes, and its root names it.
   * @throws DomainError `RANKINGS.TIE_OPEN`, `RANKINGS.SAME_PERSON`, `RANKINGS.FROZEN_ALREADY`, `RANKINGS.OTHER_ROOT`.
   */
  freeze(person: ActingPerson, id: string, rowsRoot: string): Promise<string> {
    return this.database
      .write(person, async (tx) => {
        await workInSets(tx);
        requireWhole(person);
        const snapshot = await this.preview(tx, id);
        if (snapshot.rowsRoot !== rowsRoot) throw otherRoot();
        const head = await headOf(tx, snapshot);
        if (snapshot.tied > 0 && head.tie === null) throw tieOpen(snapshot.tied);
        const faults = await wholeRows(tx, snapshot, 1);
        if (faults.length > 0) throw notWhole(faults[0] ?? '');
        const root = snapshotRoot(head, snapshot.rowsRoot);
        await tx.rows(`insert into ranking_freeze ("snapshotId", head, root, "frozenByName") values ($1, $2, $3, $4)`, [
          id,
          head,
          root,
          tx.person.name,
        ]);
        await this.trail.record(tx, {
          ...{ action: 'rankings.freeze', objectType: 'ranking_snapshot', objectId: id },
          after: { root, rowsRoot, total: snapshot.total, version: snapshot.version },
          ...(snapshot.reason !== null && { reason: snapshot.reason }),
        });
        return root;
      })
      .catch(inWords);
  }

  /** Throws a preview away. @throws DomainError `RANKINGS.FROZEN_ALREADY`. */
  discard(person: ActingPerson, id: string): Promise<void> {
    return this.database.write(person, async (tx) => {
      await workInSets(tx);
      requireWhole(person);
      const { rowsRoot, total } = await this.preview(tx, id);
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

  private async preview(tx: Transaction, id: string): Promise<WholeSnapshot> {
    const snapshot = await wholeSnapshot(tx, id);
    if (snapshot.state === 'preview') return snapshot;
    throw new DomainError('conflict', 'RANKINGS.FROZEN_ALREADY', '这份排名已经冻结，不能再改；有错请做更正版。');
  }
}

/** Who shares the place at the line, and how many places are left for them. */
export async function tiedOf(
  tx: Transaction,
  { id, places }: Pick<WholeSnapshot, 'id' | 'places'>,
): Promise<{ codes: string[]; places: number }> {
  const rows = await tx.rows<{ creditCode: string; rank: number }>(
    `select "creditCode", rank from ranking_snapshot_row where "snapshotId" = $1 and line = 'tied' order by position`,
    [id],
  );
  const [first] = rows;
  return { codes: rows.map(({ creditCode }) => creditCode), places: first && places ? places - first.rank + 1 : 0 };
}

function requireWhole({ scope }: ActingPerson): void {
  if (scope.everything) return;
  throw new DomainError(
    'forbidden',
    'RANKINGS.WHOLE_SCOPE',
    '复核要看到全部企业，您的范围不是全部。请由范围为全部的人办理。',
  );
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
const tieOpen = (tied: number) =>
  new DomainError(
    'conflict',
    'RANKINGS.TIE_OPEN',
    `入围线上有 ${tied} 家同分，数据分不出先后。请先由一个人写明理由决定取舍，再由另一个人冻结。`,
  );
const otherRoot = () =>
  new DomainError('conflict', 'RANKINGS.OTHER_ROOT', '要冻结的不是您看到的那份预览，请刷新后重新复核。');
const notWhole = (what: string) =>
  new DomainError(
    'conflict',
    'RANKINGS.NOT_WHOLE',
    `预览的内容与生成时不同，没有冻结：${what}。请重新生成，并告诉系统管理员。`,
  );
