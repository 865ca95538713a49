import {
  evaluate,
  type EvaluationResult,
  explain,
  type Explanation,
  type FactDictionary,
  type Facts,
  OUTCOME_LABELS,
  readFacts,
} from '@tidu/criteria';
import type { PublishedStandard } from '@tidu/scoring';
import { hashOf, type Revision } from './revision';

/** A judgement of the bureau that fills in what an enterprise cannot state. */
export interface Judged {
  fact: string;
  value: string | boolean;
}

/** What the standard says of a revision, worked out anew from what was frozen. */
export interface CaseEvaluation {
  standard: { releaseId: string; standardId: string; version: number; name: string; hash: string };
  /** With what the bureau judged since, where the enterprise could state nothing. */
  explanation: Explanation;
  facts: Facts;
  /** Facts of `facts` that are judgements. */
  judged: string[];
  /** What came out of the frozen content alone. */
  recomputed: Pick<EvaluationResult, 'outcome' | 'points'>;
  /** Why what is stored does not agree with what is worked out; none: it does. */
  faults: string[];
}

/**
 * The one evaluator over the facts and the release of a revision. What it finds is compared with what was stored when it
 * was submitted, and the content with its hash: a difference is said, never passed over.
 */
export function evaluateRevision(
  standard: PublishedStandard,
  dictionary: FactDictionary,
  revision: Revision,
  judgements: readonly Judged[],
): CaseEvaluation {
  const { evaluator, releaseId, standardId, version, name, hash } = standard;
  const { purpose, asOf: date, content } = revision;
  const frozen = readFacts(JSON.stringify(content.facts), dictionary);
  const { outcome, points } = evaluate(evaluator, frozen, { purpose, date });
  const filled = judgements.filter(({ fact }) => dictionary.find(fact) && (frozen.get(fact) ?? null) === null);
  const judged = readFacts(
    JSON.stringify(Object.fromEntries(filled.map(({ fact, value }) => [fact, value]))),
    dictionary,
  );
  const facts = new Map([...frozen, ...judged]);
  return {
    standard: { releaseId, standardId, version, name, hash },
    ...{ facts, judged: [...judged.keys()], recomputed: { outcome, points } },
    explanation: explain(evaluator, facts, { purpose, date }),
    faults: faultsOf(revision, { outcome, points }),
  };
}

const perPoint = 10_000;

function faultsOf(revision: Revision, { outcome, points }: Pick<EvaluationResult, 'outcome' | 'points'>): string[] {
  const { minPoints, maxPoints, hash, content } = revision;
  const same = (stored: number | null, now: number | undefined) =>
    (stored === null ? null : stored / perPoint) === (now ?? null);
  return [
    ...(hashOf(content) === hash ? [] : ['申报内容与提交时的校验值不符：内容被改动过。']),
    ...(outcome === revision.outcome
      ? []
      : [`重新评价的结果是“${OUTCOME_LABELS[outcome]}”，提交时记的是“${OUTCOME_LABELS[revision.outcome]}”。`]),
    ...(same(minPoints, points?.min) && same(maxPoints, points?.max) ? [] : ['重新评价的得分与提交时记的不同。']),
  ];
}
