import { canonicalJson, type Release, type ReleaseTexts, sha256Hex, type StandardDocument } from '@tidu/criteria';
import { DomainError, uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { StandardRelease } from '../standard-release.entity';

/** A release as it is listed: everything but its texts. */
export interface ReleaseRow {
  releaseId: string;
  standardId: string;
  version: number;
  hash: string;
  name: string;
  casesTotal: number;
  publishedAt: Date;
  publishedBy: string;
  publishedByName: string;
}

/** A release with all that was published. */
export interface WholeRelease extends ReleaseRow {
  document: string;
  content: StandardDocument;
  cases: string;
}

/** A row of `standard_activation`. */
export interface ActivationRow {
  standardId: string;
  seq: number;
  releaseId: string;
  version: number;
  fromDay: string;
  activatedAt: Date;
  activatedByName: string;
}

const listed = `id as "releaseId", "standardId", version, hash, name, "casesTotal", "publishedAt", "publishedBy", "publishedByName"`;

type Sealed = Pick<WholeRelease, 'standardId' | 'version' | 'hash' | 'document' | 'cases' | 'publishedBy'>;

/** What is compared whenever a release is shown, compared or activated. */
function sealOf({ standardId, version, hash, document, cases, publishedBy }: Sealed): string {
  return sha256Hex(canonicalJson({ standardId, version, hash, document, cases, publishedBy }));
}

/** Publishes a checked standard in the name of the acting person; returns the id of the release. */
export async function insertRelease(
  tx: Transaction,
  release: Release,
  { standard, cases }: ReleaseTexts,
  casesTotal: number,
): Promise<string> {
  const { id: standardId, version, hash, document } = release;
  const texts = { standardId, version, hash, document: standard, cases: cases ?? '', publishedBy: tx.person.id };
  const id = uuidv7();
  await tx.manager.insert(StandardRelease, {
    ...{ id, ...texts, name: document.name, title: document.grants.title, content: document, casesTotal },
    ...{ seal: sealOf(texts), publishedByName: tx.person.name },
  });
  return id;
}

/** Puts a release to use from a day on. @throws the database's refusal, see `activationRefusal`. */
export async function insertActivation(tx: Transaction, release: ReleaseKey, fromDay: string): Promise<void> {
  await tx.rows(
    `insert into standard_activation ("standardId", "releaseId", version, "fromDay", "activatedBy", "activatedByName")
     values ($1, $2, $3, $4, $5, $6)`,
    [release.standardId, release.releaseId, release.version, fromDay, tx.person.id, tx.person.name],
  );
}

export type ReleaseKey = Pick<ReleaseRow, 'standardId' | 'releaseId' | 'version'>;

/** All releases of one standard or of all, the newest version first. */
export async function listReleases(tx: Transaction, standardId?: string): Promise<ReleaseRow[]> {
  return tx.rows<ReleaseRow>(
    `select ${listed} from standard_release where $1::text is null or "standardId" = $1
     order by "standardId", version desc`,
    [standardId ?? null],
  );
}

/** All activations of one standard or of all, the newest decision first. */
export async function listActivations(tx: Transaction, standardId?: string): Promise<ActivationRow[]> {
  return tx.rows<ActivationRow>(
    `select "standardId", seq, "releaseId", version, "fromDay"::text as "fromDay", "activatedAt", "activatedByName"
     from standard_activation where $1::text is null or "standardId" = $1 order by "standardId", seq desc`,
    [standardId ?? null],
  );
}

/**
 * A release with its texts, its seal checked. Without a version the newest one.
 * @throws DomainError `SCORING.RELEASE_CHANGED` for one that was changed behind our back
 */
export async function wholeRelease(
  tx: Transaction,
  standardId: string,
  version?: number,
): Promise<WholeRelease | null> {
  const row = await tx.row<WholeRelease & { seal: string }>(
    `select ${listed}, document, content, cases, seal from standard_release
     where "standardId" = $1 and ($2::int is null or version = $2) order by version desc limit 1`,
    [standardId, version ?? null],
  );
  if (!row) return null;
  const { seal, ...release } = row;
  if (seal !== sealOf(release)) throw releaseChanged(release);
  return release;
}

/** A stored release that is not what was published. */
export function releaseChanged({ standardId, version }: Pick<ReleaseRow, 'standardId' | 'version'>): DomainError {
  return new DomainError(
    'unavailable',
    'SCORING.RELEASE_CHANGED',
    `标准 ${standardId} 第 ${version} 版的内容与发布时的校验值不符，已停用。请联系系统管理员核查数据库。`,
  );
}

/** Whether nobody activates what he published himself; off while the built-in officer is the only person. */
export async function twoPersonReview(tx: Transaction): Promise<boolean> {
  const row = await tx.row<{ on: boolean }>('select two_person_review() as on');
  return row?.on ?? true;
}
