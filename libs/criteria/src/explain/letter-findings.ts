import type { OutcomeName } from '../outcome';
import type { Check, ClauseExplanation } from './types';
import { foundText, measureLine, nearText, stepStand, stepText } from './words';

/** What was found about one demand of a clause, in words. */
export interface LetterFinding {
  /** How deep it stands among groups of demands. */
  level: number;
  /** The demand, or the step of the ladder. */
  text: string;
  /** Of a demand that is not the clause's only one: what came of it. */
  outcome: OutcomeName | null;
  /** `现为 2.99%，要求 ≥ 3%`, or how a step of a ladder stands. */
  found: string | null;
  /** Why it is open, undefined or exempt. */
  reason: string | null;
  /** How near it is: `还差：研发费用再增加 12.4万元`. */
  near: string | null;
}

const EMPTY = { outcome: null, found: null, reason: null, near: null } as const;

/** Everything the score card says of a clause beside its values, in the same order and the same words. */
export function findingsOf(clause: ClauseExplanation): LetterFinding[] {
  const measure = measureLine(clause);
  const findings: LetterFinding[] = measure === null ? [] : [{ level: 0, text: measure, ...EMPTY }];
  const only = clause.bands.length === 1;
  for (const step of clause.bands)
    findings.push({ level: 0, text: stepText(step, only), ...EMPTY, found: only ? null : stepStand(step) || null });
  findings.push(...checkFindings(clause.checks, 0, false, clause.checks.length === 1));
  if (clause.checks.length === 0 && clause.reason !== null) findings.push({ level: 0, text: clause.reason, ...EMPTY });
  if (clause.kind === 'indicator' && clause.distance !== null)
    findings.push({ level: 0, text: clause.distance.text, ...EMPTY });
  return findings;
}

function checkFindings(checks: readonly Check[], level: number, settled: boolean, alone: boolean): LetterFinding[] {
  return checks.flatMap((check) => {
    const outcome = alone ? null : check.outcome;
    const { text, reason, parts } = check;
    const whole = settled || check.outcome === 'met';
    if (parts.length > 0)
      return [{ level, text, ...EMPTY, outcome, reason }, ...checkFindings(parts, level + 1, whole, false)];
    return [{ level, text, outcome, found: foundText(check), reason, near: nearText(check, settled) }];
  });
}
