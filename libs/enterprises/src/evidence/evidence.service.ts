import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { systemClock, today } from '@tidu/kernel';
import { type ActingPerson, Database, mayUseFile, staleVersion, type Transaction } from '@tidu/platform';
import { familyOf } from '../duplicates/family';
import { enterpriseNotFound } from '../enterprises.errors';
import type { EvidenceKind } from './evidence-kind';
import {
  evidenceNotFound,
  evidenceOverlaps,
  evidenceTwice,
  evidenceUnchanged,
  evidenceWithdrawn,
  noSuchFile,
  unknownKind,
} from './evidence.errors';
import {
  countingRows,
  type EvidenceChange,
  type EvidenceRow,
  findRow,
  identifyingColumns,
  insertRow,
  keepChange,
  replaceRow,
  statedColumns,
  statedOf,
  withdrawRow,
} from './evidence-store';
import { evidenceKind, evidenceKinds } from './kinds';
import { insertList, type ListedStatement } from './record-list';
import { checkStatement, type EvidenceColumns, type EvidenceStatement } from './statement';

/** Which record is meant, and which version of it was seen. */
export interface EvidenceKey {
  enterpriseId: string;
  kind: string;
  recordId: string;
  version: number;
}

/** One line of an official list (名单). */
export interface EvidenceEntry {
  enterpriseId: string;
  statement: EvidenceStatement;
}

/** The day on which something ceased to hold, and who says so. */
export interface ListEnd {
  /** First day that no longer counts. */
  validUntil: string;
  source: string;
  /** Number of the document; null: what the record says stays. */
  document: string | null;
}

/** Longest list taken at once. */
const longestList = 1000;

/**
 * Records, corrects and withdraws evidence of every kind on one path. Nothing is ever deleted: each version stays in
 * the history with who, when and why, and each act is in the audit trail of its own transaction.
 */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  /** Records a new piece of evidence. @throws DomainError `ENTERPRISES.NOT_FOUND` | `EVIDENCE_*` */
  async record(
    person: ActingPerson,
    enterpriseId: string,
    kindName: string,
    statement: EvidenceStatement,
    reason: string,
  ): Promise<EvidenceRow> {
    const kind = kindOf(kindName);
    const stated = checkStatement(kind, statement, today(systemClock));
    return this.database.write(person, async (tx) => {
      await alone(tx, enterpriseId);
      await fits(tx, kind, enterpriseId, stated, null);
      const row = await insertRow(tx, kind, enterpriseId, stated);
      await this.keep(tx, { kind, act: 'record', before: null, row, reason });
      return row;
    });
  }

  /** Puts a corrected statement in the place of the version that was seen. @throws DomainError as above, 409 if stale */
  async correct(
    person: ActingPerson,
    key: EvidenceKey,
    statement: EvidenceStatement,
    reason: string,
  ): Promise<EvidenceRow> {
    return this.database.write(person, (tx) => this.correctIn(tx, key, statement, reason));
  }

  /** The same in the caller's transaction. */
  async correctIn(
    tx: Transaction,
    key: EvidenceKey,
    statement: EvidenceStatement,
    reason: string,
  ): Promise<EvidenceRow> {
    const kind = kindOf(key.kind);
    const stated = checkStatement(kind, statement, today(systemClock));
    await presentRow(tx, kind, key); // who is late hears it without standing in the queue
    await alone(tx, key.enterpriseId);
    const before = await presentRow(tx, kind, key);
    if (same(kind, before, stated)) throw evidenceUnchanged();
    await fits(tx, kind, key.enterpriseId, stated, key.recordId);
    const row = await replaceRow(tx, kind, key.recordId, key.version, stated);
    if (!row) throw evidenceNotFound();
    await this.keep(tx, { kind, act: 'correct', before: statedOf(kind, before), row, reason });
    return row;
  }

  /** Withdraws a record that was a mistake; it stays readable and counts nowhere. */
  async withdraw(person: ActingPerson, key: EvidenceKey, reason: string): Promise<EvidenceRow> {
    return this.database.write(person, (tx) => this.withdrawIn(tx, key, reason));
  }

  /** The same in the caller's transaction. */
  async withdrawIn(tx: Transaction, key: EvidenceKey, reason: string): Promise<EvidenceRow> {
    const kind = kindOf(key.kind);
    await presentRow(tx, kind, key); // who is late hears it without standing in the queue
    await alone(tx, key.enterpriseId);
    const before = await presentRow(tx, kind, key);
    const row = await withdrawRow(tx, kind, key.recordId, key.version, reason);
    if (!row) throw evidenceNotFound();
    await this.keep(tx, { kind, act: 'withdraw', before: statedOf(kind, before), row, reason });
    return row;
  }

  /**
   * Records a list in the caller's transaction; what is there already is left alone, so that a list may be given again.
   *
   * @returns how many were new. @throws DomainError `ENTERPRISES.EVIDENCE_INVALID` for the first line with a mistake;
   * RangeError for more than a thousand lines: longer lists come in parts
   */
  async recordList(tx: Transaction, kindName: string, list: readonly EvidenceEntry[], reason: string): Promise<number> {
    if (list.length > longestList) throw new RangeError(`${list.length} lines at once`);
    const kind = kindOf(kindName);
    const day = today(systemClock);
    const checked = list.map(({ enterpriseId, statement }) => ({
      enterpriseId,
      stated: checkStatement(kind, statement, day),
    }));
    await aloneWith(
      tx,
      checked.map(({ enterpriseId }) => enterpriseId),
    );
    const recorded = await insertList(tx, kind, onceEach(kind, checked), reason);
    await this.trail.record(tx, {
      ...{ action: 'enterprises.recordEvidenceList', objectType: kind.table, objectId: kind.kind, reason },
      after: { given: list.length, recorded },
    });
    return recorded;
  }

  /**
   * Ends, in the caller's transaction, what stands open of a kind for these enterprises; who has nothing open before the
   * day is left alone.
   *
   * @returns how many were ended. RangeError for more than a thousand
   */
  async endList(tx: Transaction, kindName: string, enterpriseIds: readonly string[], end: ListEnd, reason: string) {
    if (enterpriseIds.length > longestList) throw new RangeError(`${enterpriseIds.length} at once`);
    const kind = kindOf(kindName);
    await aloneWith(tx, enterpriseIds);
    const { validUntil, source, document } = end;
    const open = await tx.rows<{ row: EvidenceRow }>(
      `select to_jsonb(r) as row from ${kind.table} r
       where "enterpriseId" = any($1::uuid[]) and "withdrawnAt" is null and "validUntil" is null
         and coalesce("validFrom" < $2, true) order by r.id`,
      [enterpriseIds, validUntil],
    );
    for (const { row: before } of open) {
      const stated = { ...statedOf(kind, before), validUntil, source, ...(document !== null && { document }) };
      const row = await replaceRow(tx, kind, before.id, before.version, stated);
      if (row) await this.keep(tx, { kind, act: 'correct', before: statedOf(kind, before), row, reason });
    }
    return open.length;
  }

  private async keep(tx: Transaction, change: EvidenceChange): Promise<void> {
    const { kind, act, before, row, reason } = change;
    await keepChange(tx, change);
    await this.trail.record(tx, {
      ...{ action: `enterprises.${act}Evidence`, objectType: kind.table, objectId: row.id, reason },
      before: before ?? undefined,
      after: { enterpriseId: row.enterpriseId, version: row.version, ...statedOf(kind, row) },
    });
  }
}

function kindOf(name: string): EvidenceKind {
  const kind = evidenceKind(name);
  if (!kind) throw unknownKind(name);
  return kind;
}

/** One after the other per enterprise, so that two at once can't both be the first of their kind. */
async function alone(tx: Transaction, enterpriseId: string): Promise<void> {
  const found = await tx.row('select 1 from enterprise where id = $1', [enterpriseId]);
  if (!found) throw enterpriseNotFound();
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('evidence ' || $1, 0))`, [enterpriseId]);
}

/** The same for many, in one order, so that two lists of the same enterprises wait for each other. */
async function aloneWith(tx: Transaction, enterpriseIds: readonly string[]): Promise<void> {
  await tx.rows(
    `select pg_advisory_xact_lock(hashtextextended('evidence ' || id, 0))
     from (select distinct id from unnest($1::text[]) id order by id) one`,
    [enterpriseIds],
  );
}

/** The row to be changed. @throws DomainError when it isn't there, was withdrawn or is another version by now */
async function presentRow(tx: Transaction, kind: EvidenceKind, key: EvidenceKey): Promise<EvidenceRow> {
  const row = await findRow(tx, kind, key.enterpriseId, key.recordId);
  if (!row) throw evidenceNotFound();
  const { withdrawnAt, withdrawnByName, withdrawnReason, version, changedAt, changedByName } = row;
  if (withdrawnAt !== null)
    throw evidenceWithdrawn(withdrawnByName ?? '', new Date(withdrawnAt), withdrawnReason ?? '');
  if (version !== key.version) throw staleVersion('这条佐证', { version, who: changedByName, at: changedAt });
  return row;
}

/** Refuses what is there already, what overlaps where only one may be, and a file that isn't there. */
async function fits(
  tx: Transaction,
  kind: EvidenceKind,
  enterpriseId: string,
  stated: EvidenceColumns,
  except: string | null,
): Promise<void> {
  if (typeof stated.fileId === 'string' && !(await isUsable(tx, enterpriseId, stated.fileId))) throw noSuchFile();
  for (const row of await countingRows(tx, kind, enterpriseId, except)) {
    if (same(kind, row, stated, identifyingColumns(kind))) throw evidenceTwice(kind.label);
    if (kind.exclusive && overlap(row, stated))
      throw evidenceOverlaps(kind.label, row.validFrom ?? '开始', row.validUntil);
  }
}

/** Whether a file is the person's own, was brought for this enterprise, or proves something of it already. */
async function isUsable(tx: Transaction, enterpriseId: string, sha256: string): Promise<boolean> {
  const records = await familyOf(tx, enterpriseId);
  if (await mayUseFile(tx, sha256, records)) return true;
  const attached = evidenceKinds.map(
    ({ table }) => `exists (select from ${table} where "enterpriseId" = any($2::uuid[]) and "fileId" = $1)`,
  );
  return (await tx.row(`select 1 where ${attached.join(' or ')}`, [sha256, records])) !== null;
}

/** Without what an earlier line of the list says already, or overlaps where only one may be. */
function onceEach(kind: EvidenceKind, list: ListedStatement[]): ListedStatement[] {
  const kept = new Map<string, EvidenceColumns[]>();
  const names = identifyingColumns(kind);
  return list.filter(({ enterpriseId, stated }) => {
    const before = kept.get(enterpriseId) ?? [];
    const stands = before.some((one) => same(kind, one, stated, names) || (kind.exclusive && overlap(one, stated)));
    if (!stands) kept.set(enterpriseId, [...before, stated]);
    return !stands;
  });
}

function same(kind: EvidenceKind, a: EvidenceColumns, b: EvidenceColumns, names = statedColumns(kind)): boolean {
  return names.every((name) => JSON.stringify(a[name] ?? null) === JSON.stringify(b[name] ?? null));
}

function overlap(a: EvidenceColumns, b: EvidenceColumns): boolean {
  const begins = (one: EvidenceColumns) => String(one.validFrom ?? '0000');
  const ends = (one: EvidenceColumns) => String(one.validUntil ?? '9999');
  return begins(a) < ends(b) && begins(b) < ends(a);
}
