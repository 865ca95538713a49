import type { MoneyUnit } from '@tidu/criteria';
import type { EvidenceFileKind } from '@tidu/figures';
import { staleVersion, type Transaction } from '@tidu/platform';
import type { Application } from '../applications/application';

/** One answer as it was typed. */
export interface Answer {
  text: string;
  /** Unit of the text: of amounts 元, 万元 or 亿元, of ratios %; empty for what has none. */
  unit: string;
}

/** Evidence that was named: a file that was uploaded. */
export interface NamedFile {
  kind: EvidenceFileKind;
  recordId: string;
}

/** What an enterprise is typing, mistakes too. */
export interface DraftContent {
  /** In what amounts are typed; one for the whole form. */
  unit: MoneyUnit;
  answers: Readonly<Record<string, Answer>>;
  evidence: readonly NamedFile[];
  /** Typed for another purpose, which asks what this one doesn't. */
  aside?: Readonly<Record<string, Answer>>;
}

export interface StoredDraft extends DraftContent {
  version: number;
  savedAt: string;
  savedByName: string;
}

/** A table that keeps drafts, and its column of what they are drafts of. */
export interface DraftPlace {
  table: 'application_draft' | 'yearly_update_draft';
  of: 'applicationId' | 'updateId';
  /** What people call such a draft. */
  words: string;
}

/** Drafts of declarations. */
const declarations: DraftPlace = { table: 'application_draft', of: 'applicationId', words: '这份草稿' };

export const emptyDraft: DraftContent = { unit: '万元', answers: {}, evidence: [] };

/** The draft; null: nothing was typed since it was begun, or returned. */
export async function findDraft(
  tx: Transaction,
  id: string,
  { table, of } = declarations,
): Promise<StoredDraft | null> {
  const row = await tx.row<{ answers: DraftContent; version: number; savedAt: string; savedByName: string }>(
    `select answers, version, "savedAt", "savedByName" from ${table} where "${of}" = $1`,
    [id],
  );
  return row && { ...row.answers, version: row.version, savedAt: row.savedAt, savedByName: row.savedByName };
}

/**
 * Keeps what was typed in place of what stood. `version` 0: nothing was typed yet. Returns the version from then on.
 * @throws DomainError `PLATFORM.STALE` with who saved meanwhile.
 */
export async function keepDraft(
  tx: Transaction,
  { id, enterpriseId }: Pick<Application, 'id' | 'enterpriseId'>,
  version: number,
  content: DraftContent,
  savedByName: string,
  place: DraftPlace = declarations,
): Promise<number> {
  const { table, of } = place;
  const made = await tx.client.query(
    version === 0
      ? `insert into ${table} ("${of}", "enterpriseId", answers, "savedBy", "savedByName")
         values ($1, $2, $3, $4, $5) on conflict do nothing`
      : `update ${table} set answers = $3, version = version + 1, "savedAt" = now(), "savedBy" = $4,
           "savedByName" = $5 where "${of}" = $1 and "enterpriseId" = $2 and version = $6`,
    [id, enterpriseId, JSON.stringify(content), tx.person.id, savedByName, ...(version === 0 ? [] : [version])],
  );
  if (made.rowCount === 0) throw await staleDraft(tx, id, place);
  return version + 1;
}

export async function staleDraft(tx: Transaction, id: string, place: DraftPlace = declarations) {
  const now = await findDraft(tx, id, place);
  const { version, savedByName: who, savedAt: at } = now ?? { version: 0, savedByName: null, savedAt: null };
  return staleVersion(place.words, { version, who, at });
}
