import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, type Transaction } from '@tidu/platform';
import { invalidField, recordMerged } from '../enterprises.errors';
import { type Act, recordAct, recordAlso, unlessDone } from '../history';
import { refuseFuture } from '../identity/check-identity';
import {
  type Identity,
  loadForChange,
  loadIdentity,
  saveIdentity,
  type StoredIdentity,
  today,
} from '../identity/identity.store';
import { changeFrom, type States } from '../identity/states';

/** What is merged into what. */
export interface MergeRequest {
  mergedId: string;
  /** Version the person has seen of each. */
  mergedVersion: number;
  survivorId: string;
  survivorVersion: number;
  /** Day on which one enterprise was merged into the other (吸收合并); null: two records of one enterprise. */
  effectiveOn: string | null;
}

/**
 * Merges of records, and their undoing. Nothing moves: the merged record points to the one that goes on, and of two
 * records of one enterprise the rows are read together (`enterprise_family`). So an undo is exact.
 */
@Injectable()
export class MergesService {
  constructor(private readonly database: Database) {}

  /** @returns the id of the merge. @throws DomainError `PLATFORM.STALE`, `ENTERPRISES.MERGED`, `ENTERPRISES.MERGE_…`. */
  async merge(person: ActingPerson, request: MergeRequest, act: Act): Promise<string> {
    const { mergedId, survivorId, effectiveOn } = request;
    if (mergedId === survivorId) {
      throw invalidField('survivorId', survivorId, 'ENTERPRISES.MERGE_SELF', '一条记录不能与自己合并。');
    }
    if (effectiveOn !== null) refuseFuture(effectiveOn);
    await this.database.write(person, async (tx) => {
      const both = await unlessDone(tx, act, 'record.merge', request, () => this.loadBoth(tx, request));
      if (!both) return;
      await writeMerge(tx, act, both, request, request);
    });
    return act.key;
  }

  /** Takes a merge back; the record stands for itself again, as it did. @throws DomainError `ENTERPRISES.NO_MERGE`. */
  async undo(person: ActingPerson, mergeId: string, act: Act): Promise<void> {
    const asked = { mergeId };
    await this.database.write(person, async (tx) => {
      const found = await unlessDone(tx, act, 'record.unmerge', asked, async () => {
        const merge = await standingMerge(tx, mergeId);
        return {
          merge,
          merged: await loadIdentity(tx, merge.mergedId),
          survivor: await loadIdentity(tx, merge.survivorId),
        };
      });
      if (!found) return;
      const { merge, merged, survivor } = found;
      const { statusBefore: status } = merge;
      const change = {
        kind: 'record.unmerge' as const,
        before: { status: 'merged', mergedInto: survivor.id },
        objectId: mergeId,
      };
      if (!(await recordAct(tx, act, { ...change, enterpriseId: merged.id, after: { status } }, asked))) return;
      await recordAlso(tx, act, {
        ...{ kind: 'record.giveBack' as const, enterpriseId: survivor.id, objectId: mergeId },
        before: { mergedId: merged.id, name: today(merged).name },
      });
      await saveIdentity(tx, merged, restored(merged.states, status), act);
      await saveIdentity(tx, survivor, survivor.states, act);
      await tx.rows(
        `update enterprise_merge set "undoneAt" = now(), "undoneBy" = $2, "undoneByName" = $3, "undoneReason" = $4
         where id = $1 and "undoneAt" is null`,
        [mergeId, person.id, person.name, act.reason],
      );
    });
  }

  private async loadBoth(tx: Transaction, request: MergeRequest): Promise<[StoredIdentity, StoredIdentity]> {
    const { mergedId, mergedVersion, survivorId, survivorVersion } = request;
    // in one order, so that two merges of the same pair wait for each other instead of locking each other out
    await tx.rows('select id from enterprise where id = any($1) order by id for no key update', [
      [mergedId, survivorId],
    ]);
    return [await loadForChange(tx, mergedId, mergedVersion), await loadForChange(tx, survivorId, survivorVersion)];
  }
}

/** Writes a merge of two loaded records; nothing when the same request was faster. */
export async function writeMerge(
  tx: Transaction,
  act: Act,
  [merged, survivor]: [StoredIdentity, StoredIdentity],
  { effectiveOn }: Pick<MergeRequest, 'effectiveOn'>,
  asked: object,
): Promise<void> {
  if (merged.demo !== survivor.demo) {
    throw invalidField('survivorId', survivor.id, 'ENTERPRISES.MERGE_DEMO', '演示数据不能与真实企业合并。');
  }
  const { status: statusBefore, name, creditCode, mergedInto } = today(merged);
  if (mergedInto !== null) throw recordMerged(mergedInto);
  const states = withStatus(merged.states, { status: 'merged', mergedInto: survivor.id }, effectiveOn);
  if (states.at(-1)?.state.status !== 'merged') {
    const message = `${effectiveOn ?? ''} 之后已经登记了别的状态，合并日期不能更早。请核对日期，或先更正状态。`;
    throw invalidField('effectiveOn', effectiveOn, 'ENTERPRISES.MERGE_EARLIER', message);
  }
  const change = { kind: 'record.merge' as const, effectiveOn, before: { status: statusBefore }, objectId: act.key };
  const after = { status: 'merged', mergedInto: survivor.id, survivorName: today(survivor).name };
  if (!(await recordAct(tx, act, { ...change, enterpriseId: merged.id, after }, asked))) return;
  await recordAlso(tx, act, {
    ...{ kind: 'record.takeIn' as const, enterpriseId: survivor.id, effectiveOn, objectId: act.key },
    after: { mergedId: merged.id, name, creditCode },
  });
  await saveIdentity(tx, merged, states, act);
  await saveIdentity(tx, survivor, survivor.states, act);
  await tx.rows(
    `insert into enterprise_merge (id, "mergedId", "survivorId", kind, "effectiveOn", "statusBefore", reason, source,
                                   "personId", "personName")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[act.key, merged.id, survivor.id, effectiveOn === null ? 'duplicate' : 'absorbed', effectiveOn],
      ...[statusBefore, act.reason, act.source, tx.person.id, tx.person.name],
    ],
  );
}

interface StandingMerge {
  mergedId: string;
  survivorId: string;
  statusBefore: Identity['status'];
}

async function standingMerge(tx: Transaction, id: string): Promise<StandingMerge> {
  const merge = await tx.row<StandingMerge>(
    // both sides must be seen: of one out of sight there is no merge
    `select "mergedId", "survivorId", "statusBefore" from enterprise_merge m where id = $1 and "undoneAt" is null
       and exists (select from enterprise e where e.id = m."mergedId")
       and exists (select from enterprise e where e.id = m."survivorId") for update`,
    [id],
  );
  if (merge) return merge;
  throw new DomainError('notFound', 'ENTERPRISES.NO_MERGE', '没有这次合并，或它已经撤销。请刷新后重试。');
}

/** Two records of one enterprise are one for all time; a merger of two enterprises happened on a day. */
function withStatus(states: States<Identity>, patch: Partial<Identity>, effectiveOn: string | null): States<Identity> {
  if (effectiveOn !== null) return changeFrom(states, patch, effectiveOn);
  return states.map((span, i) => (i === states.length - 1 ? { ...span, state: { ...span.state, ...patch } } : span));
}

/** The states before the merge: what was merged is what it had been. */
function restored(states: States<Identity>, status: Identity['status']): States<Identity> {
  const unmerged = states.map((span) =>
    span.state.status === 'merged' ? { ...span, state: { ...span.state, status, mergedInto: null } } : span,
  );
  const [last, before] = [unmerged.at(-1), unmerged.at(-2)];
  // a merger on a day had parted the states there: the two halves are one again
  const same = last && before && JSON.stringify(last.state) === JSON.stringify(before.state);
  return same ? [...unmerged.slice(0, -2), { ...before, until: null }] : unmerged;
}
