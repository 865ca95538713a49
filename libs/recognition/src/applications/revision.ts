import { canonicalJson, sha256Hex } from '@tidu/criteria';
import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { OutcomeText } from '@tidu/scoring';
import type { Purpose } from './application';

/** What an enterprise submitted, whole (申报内容); its canonical JSON is what is hashed. */
export interface Content {
  /** By code of the fact, as the evaluator reads JSON. */
  facts: Record<string, string | number | boolean>;
  origins: Record<string, FactOrigin>;
  answers: Record<string, { text: string; unit: string }>;
  evidence: ContentEvidence[];
  commitment: string;
  confirmedBy: { name: string; role: string; at: string };
  enterprise: { name: string; creditCode: string; regionCode: string };
  batch: { id: string; name: string; title: string; level: string; year: number };
}

export interface FactOrigin {
  source: string;
  sourceLabel?: string;
  asOf: Day;
  /** Who of the enterprise stated it, where it did. */
  by?: string;
}

export interface ContentEvidence {
  kind: string;
  recordId: string;
  name: string;
  period?: string;
  fileHash?: string;
}

/** A revision (一次提交) as it is kept. */
export interface Revision {
  id: string;
  number: number;
  releaseId: string;
  purpose: Purpose;
  /** Day of assessment. */
  asOf: Day;
  hash: string;
  outcome: OutcomeText;
  /** Ten-thousandths of a point. */
  minPoints: number | null;
  maxPoints: number | null;
  submittedAt: Date;
  submittedByName: string;
  confirmedByName: string;
  confirmedAt: Date;
  content: Content;
}

/** Columns of `application_revision`. */
export const revisionColumns = `id, number::int as number, "releaseId", purpose, "asOf"::text as "asOf", hash, outcome, "minPoints"::float8 as "minPoints",
  "maxPoints"::float8 as "maxPoints", "submittedAt", "submittedByName", "confirmedByName", "confirmedAt", content`;

/** Everything submitted with an application, the newest first. */
export function revisionsOf(tx: Transaction, applicationId: string): Promise<Revision[]> {
  return tx.rows<Revision>(
    `select ${revisionColumns} from application_revision where "applicationId" = $1 order by number desc`,
    [applicationId],
  );
}

/** SHA-256 of the content in its canonical form. */
export const hashOf = (content: Content): string => sha256Hex(canonicalJson(content));
