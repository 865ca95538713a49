import type { Evaluator } from '../compile/compile-standard';
import { explain } from '../explain/explain';
import type { ClauseExplanation } from '../explain/types';
import type { FactDefinition } from '../fact';
import type { Purpose } from '../purpose';

/** A fact the standard needs, and every clause that asks for it. */
export interface Question {
  fact: FactDefinition;
  clauses: ClauseExplanation[];
}

/** Questions of one clause, or of one category of a score, under the words of the standard. */
export interface QuestionSection {
  id: string;
  label: string;
  text: string;
  article: string;
  confidence: ClauseExplanation['confidence'];
  questions: Question[];
}

/**
 * What the enterprise is asked, in the order of the standard: each fact once, where it is first needed, and nothing
 * that this purpose does not need.
 */
export function questionsOf(evaluator: Evaluator, purpose: Purpose): QuestionSection[] {
  const { clauses } = explain(evaluator, new Map(), { purpose });
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const sections = new Map<string, QuestionSection>();
  const asked = new Map<string, Question>();
  for (const clause of clauses) {
    if (clause.outcome === 'notApplicable') continue;
    for (const { code } of clause.facts) {
      const known = asked.get(code);
      if (known) {
        known.clauses.push(clause);
        continue;
      }
      const question = { fact: evaluator.dictionary.get(code), clauses: [clause] };
      asked.set(code, question);
      const head = headOf(clause, byId);
      const { id, label, text, article, confidence } = head;
      const section = sections.get(id) ?? { id, label, text, article, confidence, questions: [] };
      section.questions.push(question);
      sections.set(id, section);
    }
  }
  return [...sections.values()];
}

/** Under which heading a clause's questions stand: an indicator's under its category, otherwise the outermost clause. */
function headOf(clause: ClauseExplanation, byId: ReadonlyMap<string, ClauseExplanation>): ClauseExplanation {
  const parent = clause.parent === null ? undefined : byId.get(clause.parent);
  if (!parent || clause.kind === 'category' || parent.kind === 'score') return clause;
  return headOf(parent, byId);
}

/** The accounting year a figure is of, where its name says “last year” or a year before that; null for all others. */
export function yearOfQuestion({ label, offset }: FactDefinition, lastYear: number): number | null {
  if (/\(上年(度|末)\)/.test(label)) return lastYear;
  return /\(前[一两]年\)/.test(label) ? lastYear + offset : null;
}
