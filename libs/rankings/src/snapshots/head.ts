import type { Transaction } from '@tidu/platform';
import type { DefinitionBody } from '../definitions/body';
import { type DefinitionChange, definitionChanges } from '../definitions/diff';
import { getDefinition, previousDefinition } from '../definitions/definitions.store';
import type { WholeSnapshot } from './snapshots.store';

/** A gap that was left as it is, with who answers for it. */
export interface WaiverEntry {
  creditCode: string;
  name: string;
  fact: string;
  kind: 'missing' | 'provisional' | 'outlying';
  reason: string;
  by: string;
  on: string;
}

export interface TieEntry {
  chosen: string[];
  reason: string;
  by: string;
}

/** What stands over the rows of a frozen snapshot, and under its root (快照抬头). */
export interface SnapshotHead {
  format: 'tidu-ranking-1';
  snapshotId: string;
  version: number;
  replacesId: string | null;
  /** Root of the version it corrects. */
  replacesRoot: string | null;
  reason: string | null;
  definition: { code: string; version: number; hash: string; body: DefinitionBody };
  /** Against the version of the definition before. */
  changes: DefinitionChange[];
  demo: boolean;
  total: number;
  excluded: number;
  flagged: number;
  counts: WholeSnapshot['counts'];
  cohort: WholeSnapshot['cohort'];
  columns: WholeSnapshot['columns'];
  readAt: string;
  madeBy: string;
  frozenBy: string;
  waivers: WaiverEntry[];
  tie: TieEntry | null;
}

/** The head of a snapshot as it would be frozen by the acting person. */
export async function headOf(tx: Transaction, snapshot: WholeSnapshot): Promise<SnapshotHead> {
  const definition = await getDefinition(tx, snapshot.definitionId);
  const before = await previousDefinition(tx, definition);
  const replaced = snapshot.replacesId
    ? await tx.row<{ root: string }>('select root from ranking_freeze where "snapshotId" = $1', [snapshot.replacesId])
    : null;
  const { total, excluded, flagged, counts, cohort, columns, demo, version, replacesId, reason } = snapshot;
  return {
    ...{ format: 'tidu-ranking-1', snapshotId: snapshot.id, version, replacesId, reason },
    replacesRoot: replaced?.root ?? null,
    definition: { code: definition.code, version: definition.version, hash: definition.hash, body: definition.body },
    changes: before
      ? definitionChanges(before.body, definition.body, (code) => snapshot.cohort.facts[code]?.label ?? code)
      : [],
    ...{ demo, total, excluded, flagged, counts, cohort, columns, readAt: snapshot.readAt.toISOString() },
    ...{ madeBy: snapshot.createdByName, frozenBy: tx.person.name },
    waivers: await waiversOf(tx, snapshot),
    tie: await tieOf(tx, snapshot.id),
  };
}

/** What was let pass before a snapshot was made: what came later marks none of its rows. */
export const waiversOf = (tx: Transaction, { id, definitionId }: Pick<WholeSnapshot, 'id' | 'definitionId'>) =>
  tx.rows<WaiverEntry>(
    `select e."creditCode", e.name, w.fact, w.kind, w.reason, w."waivedByName" as by,
       (w."waivedAt" at time zone 'Asia/Shanghai')::date::text as on
     from ranking_waiver w join enterprise e on e.id = w."enterpriseId" where w."definitionId" = $1
       and w."waivedAt" <= (select "createdAt" from ranking_snapshot where id = $2)
     order by e."creditCode", w.fact, w.kind`,
    [definitionId, id],
  );

export const tieOf = (tx: Transaction, snapshotId: string) =>
  tx.row<TieEntry>(`select chosen, reason, "decidedByName" as by from ranking_tie_decision where "snapshotId" = $1`, [
    snapshotId,
  ]);
