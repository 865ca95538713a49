import type { Transaction } from '@tidu/platform';
import { belowLine, quotaFull, tiedAtLine } from '../recognition.errors';
import type { Action, Procedure } from '../rules/procedure';
import { procedureOf } from '../rules/procedures';
import type { Application } from '../applications/application';

/** Place of an application inside its batch, by the points of what was submitted last. */
export interface Place {
  applicationId: string;
  /** Equals share one: 1, 2, 2, 4. */
  place: number;
  /** How many share it. */
  size: number;
}

/** Where nothing more is to be got: such applications have no place. */
const outOf = ({ states, actions }: Procedure): string[] =>
  [...states.values()]
    .filter(({ code, holder }) => holder === 'nobody' && code !== actions.get('recognise')?.to)
    .map(({ code }) => code);

/** States that come after the approval alone, but for those in which it came to nothing: each takes one of the places. */
export function placesTaken(procedure: Procedure): string[] {
  const all = [...procedure.actions.values()];
  const approve = procedure.actions.get('approve');
  if (!approve) return [];
  const before = reached(procedure.start, all.filter((one) => one !== approve)); // prettier-ignore
  const out = outOf(procedure);
  return reached(approve.to, all).filter((state) => !before.includes(state) && !out.includes(state));
}

function reached(start: string, actions: readonly Action[]): string[] {
  const seen = new Set([start]);
  for (let size = -1; size !== seen.size;) {
    size = seen.size;
    for (const { from, to } of actions) if (from.some((one) => seen.has(one))) seen.add(to);
  }
  return [...seen];
}

/** Every application of the batch that is in the running, the first first; also those the person doesn't see. */
export function placesOf(tx: Transaction, batchId: string, procedure: Procedure): Promise<Place[]> {
  return tx.rows<Place>(`select * from recognition_order($1, $2) order by place, "applicationId"`, [
    batchId,
    outOf(procedure),
  ]);
}

/** Those who share a place of which the line leaves some before it and some behind; none: nobody is tied at it. */
export function tiedAt(places: readonly Place[], quota: number | null): string[] {
  if (quota === null) return [];
  return places
    .filter(({ place, size }) => place <= quota && place + size - 1 > quota)
    .map(({ applicationId }) => applicationId)
    .sort();
}

/** A decision about those tied at the line, as it was made for these very ones. */
export interface TieDecision {
  id: string;
  chosen: string[];
  reason: string;
  proposedAt: string;
  proposedBy: string;
  proposedByName: string;
  confirmedAt: string | null;
  confirmedByName: string | null;
}

export async function decisionOn(
  tx: Transaction,
  batchId: string,
  tied: readonly string[],
): Promise<TieDecision | null> {
  if (tied.length === 0) return null;
  return tx.row<TieDecision>(
    `select id, chosen, reason, "proposedAt", "proposedBy", "proposedByName", "confirmedAt", "confirmedByName"
     from recognition_tie where "batchId" = $1 and tied = $2::uuid[] order by id desc limit 1`,
    [batchId, tied],
  );
}

/**
 * Whoever gets a place of a limited batch must find one and stand before the line: nobody is taken past somebody with
 * more points who is still in the running. Who is tied at the line waits for the decision about it.
 * The batch stays locked until the place is taken; where it is only planned, nothing is locked and the plan counts.
 * @throws DomainError `RECOGNITION.QUOTA_FULL`, `RECOGNITION.BELOW_LINE`, `RECOGNITION.TIED`.
 */
export async function requirePlace(
  tx: Transaction,
  application: Application,
  { code }: Action,
  planned?: Map<string, number>,
): Promise<void> {
  if (code !== 'approve' && code !== 'openNotice') return;
  const { id, batchId } = application;
  const batch = await tx.row<{ quota: number | null }>(
    `select quota from recognition_batch where id = $1 ${planned ? '' : 'for update'}`,
    [batchId],
  );
  const quota = batch?.quota ?? null;
  if (quota === null) return;
  const procedure = procedureOf(application.procedure);
  const places = await placesOf(tx, batchId, procedure);
  const tied = tiedAt(places, quota);
  if (tied.includes(id)) {
    const decision = await decisionOn(tx, batchId, tied);
    if (!decision?.confirmedAt) throw tiedAtLine(tied.length, quota, decision !== null);
    if (!decision.chosen.includes(id)) throw tiedAtLine(tied.length, quota, true, decision.reason);
  }
  if (code !== 'approve') return;
  const place = places.find(({ applicationId }) => applicationId === id)?.place ?? 0;
  if (!tied.includes(id) && place > quota) throw belowLine(place, quota);
  const before = planned?.get(batchId) ?? 0;
  if (before + (await takenPlaces(tx, batchId, procedure)) >= quota) throw quotaFull(quota);
  planned?.set(batchId, before + 1);
}

/** How many places are taken, over the whole batch. */
export async function takenPlaces(tx: Transaction, batchId: string, procedure: Procedure): Promise<number> {
  const takes = placesTaken(procedure);
  const leaving = [...procedure.states.keys()].filter((state) => !takes.includes(state));
  const row = await tx.row<{ n: number }>('select count(*)::int as n from recognition_order($1, $2)', [
    batchId,
    leaving,
  ]);
  return row?.n ?? 0;
}
