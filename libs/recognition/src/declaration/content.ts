import { canonicalJson, type Evaluator, type FactValue, plainFact, sha256Hex } from '@tidu/criteria';
import type { Day } from '@tidu/kernel';
import type { Answer } from './draft';
import type { Known, KnownFact } from './known-facts.service';
import type { Asked } from './read-draft';

/** Where a fact of a declaration comes from. */
export interface Origin {
  source: string;
  sourceLabel: string;
  asOf: Day;
  /** Who of the enterprise stated it, where it did. */
  by?: string;
  /** What is known otherwise, where the enterprise states something else (提出更正): both stay. */
  known?: { value: string | boolean | null; source: string; sourceLabel: string; asOf: Day };
}

/** A piece of evidence: a file that was uploaded, or a record that the bureau has. */
export interface Evidence {
  kind: string;
  recordId: string;
  name: string;
  /** Accounting period, the last day included: 2025-01-01/2025-12-31. */
  period?: string;
  fileHash?: string;
}

/** The parts of a declaration that a legal representative confirms (申报内容). */
export interface Claim {
  facts: Record<string, string | boolean>;
  origins: Record<string, Origin>;
  answers: Record<string, Answer>;
  evidence: Evidence[];
  commitment: string;
  enterprise: { name: string; creditCode: string; regionCode: string };
  batch: { id: string; name: string; title: string; level: string; year: number };
}

/** What a revision keeps, whole. */
export interface Content extends Claim {
  confirmedBy: { name: string; role: string; at: string };
}

/** What a yearly update keeps, whole (年度更新的内容). */
export interface UpdateContent extends Pick<Claim, 'facts' | 'origins' | 'answers' | 'enterprise'> {
  update: {
    /** Year in which it is due; the figures are of `figuresYear`. */
    year: number;
    figuresYear: number;
    dueOn: Day;
    titles: { title: string; level: string }[];
  };
}

/** SHA-256 of the canonical content. */
export const hashOfContent = (content: Claim | Content | UpdateContent): string => sha256Hex(canonicalJson(content));

/** What an enterprise states beside what is known: the facts of its declaration, each with where it comes from. */
export function factsOfClaim(
  { dictionary }: Pick<Evaluator, 'dictionary'>,
  asked: readonly Asked[],
  known: Known,
  stated: ReadonlyMap<string, FactValue>,
  by: { name: string; asOf: Day },
): Pick<Claim, 'facts' | 'origins'> {
  const [facts, origins] = [{} as Claim['facts'], {} as Claim['origins']];
  for (const { fact } of asked) {
    const before = known.facts.get(fact.code);
    const own = stated.get(fact.code) ?? null;
    const plain = plainFact(dictionary.get(fact.code), own ?? before?.value ?? null);
    if (plain === null) continue;
    facts[fact.code] = plain;
    origins[fact.code] =
      own === null && before
        ? originOf(before)
        : { source: 'enterprise', sourceLabel: '企业申报', asOf: by.asOf, by: by.name, ...beside(before, own, (value) => plainFact(fact, value)) }; // prettier-ignore
  }
  return { facts, origins };
}

const originOf = ({ source, sourceLabel, asOf }: KnownFact): Origin => ({ source, sourceLabel, asOf });

function beside(
  known: KnownFact | undefined,
  own: FactValue,
  plain: (value: FactValue) => string | boolean | null,
): Pick<Origin, 'known'> {
  if (!known || known.value === own) return {};
  const { source, sourceLabel, asOf } = known;
  return { known: { value: plain(known.value), source, sourceLabel, asOf } };
}

/** How many facts were typed again although the same was known already; the goal is 0. */
export function askedAgain(known: Known, stated: ReadonlyMap<string, FactValue>): number {
  return [...stated].filter(([code, value]) => known.facts.get(code)?.value === value).length;
}
