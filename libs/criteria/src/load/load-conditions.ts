import type { Node } from 'yaml';
import { compileStandard, type Evaluator } from '../compile/compile-standard';
import type { Confidence } from '../document';
import type { FactDictionary } from '../fact-dictionary';
import { createRelease } from '../release';
import { readCondition } from './conditions';
import { readScore } from './score';
import type { Source } from './source';

/** Where conditions stand that are no standard of their own: what they are reported and cited under. */
export interface ConditionsHead {
  id: string;
  version: number;
  name: string;
  source: { number: string; name: string; part: string; issuer: string };
  region: string;
  article: string;
  confidence: Confidence;
}

/**
 * Conditions in the language of standards within another document (a support measure), as an evaluator that grants
 * nothing; all of them must be met. Null after noting what is wrong in `source`.
 */
export function readConditions(
  source: Source,
  nodes: readonly Node[],
  dictionary: FactDictionary,
  head: ConditionsHead,
): Evaluator | null {
  const before = source.problems.length;
  const { article, confidence, ...document } = head;
  const context = {
    ...{ source, dictionary, ids: new Map<string, number>(), article, confidence },
    ...{ seen: { score: false }, parameters: {}, readScore },
  };
  const requires = nodes.map((node) => readCondition(node, context));
  if (source.problems.length > before) return null;
  const release = createRelease({
    ...{ ...document, grants: { title: 'none', level: 'none', years: null }, note: '', requires },
    periods: { application: { confidence } },
  });
  return source.attempt(nodes[0] ?? null, () => compileStandard(release, dictionary));
}
