import { displayFact, type FactDictionary } from '@tidu/criteria';
import type { Transaction } from '@tidu/platform';
import type { StandardsService } from '@tidu/scoring';
import { type CaseEvaluation, evaluateRevision } from '../applications/case-evaluation';
import { type Revision, revisionColumns } from '../applications/revision';
import type { HeadRow, PackHead } from './head';

/** One line of a case's result. */
export interface SheetClause {
  label: string;
  kind: string;
  outcomeText: string;
  points: { min: number; max: number } | null;
}

/** A value a case rests on. */
export interface SheetFact {
  label: string;
  display: string;
  source: string;
  asOf: string | null;
  judged: boolean;
}

/** One case of a meeting pack, whole: what stands on its sheet. */
export interface PackSheet extends PackHead {
  standard: string;
  /** With what the bureau judged. */
  decided: string;
  points: { min: number; max: number } | null;
  clauses: SheetClause[];
  facts: SheetFact[];
  evidence: number;
  /** Why the review let it pass; null: it did not yet. */
  review: string | null;
  /** What does not agree with what was stored when it was submitted. */
  faults: string[];
}

/** Adds to the order what stands on each sheet, worked out anew. */
export async function sheetsOf(
  tx: Transaction,
  rows: readonly HeadRow[],
  { standards, dictionary }: { standards: StandardsService; dictionary: FactDictionary },
): Promise<PackSheet[]> {
  const revisions = await tx.rows<Revision>(`select ${revisionColumns} from application_revision where id = any ($1)`, [
    rows.map(({ revisionId }) => revisionId),
  ]);
  const byId = new Map(revisions.map((one) => [one.id, one]));
  const reviews = await reviewsOf(tx, rows);
  const sheets: PackSheet[] = [];
  for (const { applicationId, revisionId, head } of rows) {
    const revision = byId.get(revisionId);
    if (!revision) throw new Error(`application ${applicationId} has no revision ${revisionId}`);
    const standard = await standards.release(revision.releaseId);
    const judgements = Object.entries(head.judged).map(([fact, value]) => ({ fact, value: value === 'true' }));
    const evaluation = evaluateRevision(standard, dictionary, revision, judgements);
    sheets.push({
      ...head,
      ...detailsOf(evaluation, revision, dictionary),
      review: reviews.get(applicationId) ?? null,
    });
  }
  return sheets;
}

const shownKinds = new Set(['condition', 'category', 'indicator', 'total', 'group']);

function detailsOf(
  { standard, explanation, facts, judged, faults }: CaseEvaluation,
  { content }: Revision,
  dictionary: FactDictionary,
): Omit<PackSheet, keyof PackHead | 'review'> {
  return {
    ...{ standard: `${standard.name}（第 ${standard.version} 版）`, decided: explanation.outcomeText },
    ...{ points: explanation.points, evidence: content.evidence.length, faults },
    clauses: explanation.clauses
      .filter(({ kind }) => shownKinds.has(kind))
      .map(({ label, kind, outcomeText, points }) => ({ label, kind, outcomeText, points })),
    facts: [...facts].flatMap(([code, value]): SheetFact[] => {
      const fact = dictionary.find(code);
      if (!fact || value === null) return [];
      const isJudged = judged.includes(code);
      const origin = content.origins[code];
      return [
        {
          ...{ label: fact.label, display: displayFact(fact, value), judged: isJudged, asOf: origin?.asOf ?? null },
          source: isJudged ? '人工判断' : (origin?.sourceLabel ?? origin?.source ?? '未知'),
        },
      ];
    }),
  };
}

async function reviewsOf(tx: Transaction, rows: readonly HeadRow[]): Promise<ReadonlyMap<string, string>> {
  const found = await tx.rows<{ id: string; reason: string }>(
    `select distinct on ("applicationId") "applicationId" as id, reason from application_step
     where "applicationId" = any ($1) and action = 'pass' and reason is not null order by "applicationId", id desc`,
    [rows.map(({ applicationId }) => applicationId)],
  );
  return new Map(found.map(({ id, reason }) => [id, reason]));
}
