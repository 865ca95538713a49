import { AuditTrail } from '@tidu/audit';
import { DomainError, uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { createHash } from 'node:crypto';

/** One thing a person asks for, however often the request is sent: its key, and why it is done. */
export interface Act {
  /** UUID made by the caller; a second request with it does nothing again. */
  key: string;
  /** Why, in the person's own words. */
  reason: string;
  /** Who says it is so: a document, a file, a person. */
  source: string | null;
}

/** Things that hang on an enterprise for a time, and what can be done with one. */
const datedWords = ['name', 'alias', 'zone', 'chain', 'contact', 'note', 'link'] as const;
const datedActs = ['add', 'correct', 'end', 'withdraw', 'confirm'] as const;
export type DatedWord = (typeof datedWords)[number];
export type DatedAct = (typeof datedActs)[number];

const wholeKinds = [
  ...(['identity.change', 'identity.correct', 'identity.complete', 'code.change'] as const),
  ...(['name.change', 'name.correct', 'name.addFormer'] as const),
  ...(['record.create', 'record.merge', 'record.takeIn', 'record.unmerge', 'record.giveBack', 'record.split'] as const),
  ...(['contact.fail'] as const),
  ...(['record.keepApart', 'record.reopenPair'] as const),
];

/** What can be done with a record: a closed list, so that the page has a word for each. */
export type ChangeKind = (typeof wholeKinds)[number] | `${DatedWord}.${DatedAct}`;
export const changeKinds: readonly ChangeKind[] = [
  ...wholeKinds,
  ...datedWords.flatMap((word) => datedActs.map((act) => `${word}.${act}` as const)),
];

/** What an act does to one record. */
export interface Change {
  enterpriseId: string;
  kind: ChangeKind;
  /** Day from which it is so; null: it always was, or no day belongs to it. */
  effectiveOn?: string | null;
  before?: object | null;
  after?: object | null;
  /** Row it concerns, where not the enterprise itself. */
  objectId?: string;
}

const trail = new AuditTrail();

/** Whether the same request was taken in before: then its effect stands. */
async function alreadyDone(tx: Transaction, act: Act, kind: string, asked: object): Promise<boolean> {
  const done = await tx.row<{ request: string | null; personId: string }>(
    'select request, "personId" from enterprise_change where id = $1',
    [act.key],
  );
  if (!done) return false;
  if (done.request !== requestHash(kind, asked) || done.personId !== tx.person.id) throw keyUsed();
  return true;
}

/**
 * What an act needs to see before it begins, or null when the same request was taken in before, or just now between two
 * reads. Nothing may have been written yet.
 */
export async function unlessDone<T>(
  tx: Transaction,
  act: Act,
  kind: ChangeKind,
  asked: object,
  read: () => Promise<T>,
): Promise<T | null> {
  if (await alreadyDone(tx, act, kind, asked)) return null;
  try {
    return await read();
  } catch (error) {
    if (error instanceof DomainError && (await alreadyDone(tx, act, kind, asked))) return null;
    throw error;
  }
}

/**
 * Notes an act in the timeline of the record and in the trail. Waits for a request with the same key that is being
 * taken in, and answers false when that one has done it: the caller then undoes nothing and does nothing.
 *
 * @param asked what was asked for, by which the same request is recognised.
 * @throws DomainError `ENTERPRISES.KEY_USED` when the key belongs to another request.
 */
export async function recordAct(tx: Transaction, act: Act, change: Change, asked: object): Promise<boolean> {
  const made = await insertChange(tx, act.key, act, change, requestHash(change.kind, asked));
  if (!made) {
    if (await alreadyDone(tx, act, change.kind, asked)) return false;
    throw keyUsed(); // somebody else's, which isn't shown
  }
  await noteInTrail(tx, act, change);
  return true;
}

/** Notes what the same act does to a second record. */
export async function recordAlso(tx: Transaction, act: Act, change: Change): Promise<void> {
  await insertChange(tx, uuidv7(), act, change, null);
  await noteInTrail(tx, act, change);
}

async function insertChange(tx: Transaction, id: string, act: Act, change: Change, request: string | null) {
  const { enterpriseId, kind, effectiveOn = null, before = null, after = null, objectId = null } = change;
  const made = await tx.rows(
    `insert into enterprise_change (id, "enterpriseId", kind, "effectiveOn", before, after, reason, source, "objectId",
                                    request, "personId", "personName")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (id) do nothing returning id`,
    [
      ...[id, enterpriseId, kind, effectiveOn, before, after, act.reason, act.source, objectId, request],
      ...[tx.person.id, tx.person.name],
    ],
  );
  return made.length > 0;
}

async function noteInTrail(tx: Transaction, act: Act, { enterpriseId, kind, before, after }: Change): Promise<void> {
  await trail.record(tx, {
    action: `enterprises.${kind.replace(/\.(.)/, (_, letter: string) => letter.toUpperCase())}`,
    ...{ objectType: 'enterprise', objectId: enterpriseId, reason: act.reason },
    ...(before && { before }),
    ...(after && { after }),
  });
}

function requestHash(kind: string, asked: object): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, asked]))
    .digest('hex');
}

const keyUsed = () =>
  new DomainError(
    'conflict',
    'ENTERPRISES.KEY_USED',
    'Idempotency-Key：这个编号已经用于另一次提交，请为新的提交换一个编号。',
  );
